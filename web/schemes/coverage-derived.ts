import type { SchemeCoverageSettings } from '../../server/coverage/coverage-settings-view.ts'
import type { Wording } from '../wording/wording.ts'

export type Settings = SchemeCoverageSettings['settings']
export type Cover = Settings['covers'][number]

export const TOPOLOGIES = [
  'hospitalCentred',
  'hospitalWithClinics',
  'clinicCentred',
  'clinicNetwork',
] as const
export const COVERS: readonly Cover[] = ['deputy', 'locum', 'rota', 'request']

/** A final back-up as one word of a choice; empty: nobody. */
export const backupKey = (backup: Settings['finalBackup']): string =>
  backup ? `${backup.kind}/${backup.id}` : ''

export function backupOf(key: string): Settings['finalBackup'] {
  const [kind, ...id] = key.split('/')
  return kind === 'hospital' || kind === 'physician' ? { kind, id: id.join('/') } : null
}

/** The one at `index` moved one place up. */
export const movedUp = (covers: readonly Cover[], index: number): Cover[] => {
  const one = covers[index]
  return one === undefined || index === 0
    ? [...covers]
    : covers.toSpliced(index, 1).toSpliced(index - 1, 0, one)
}

/** Where what was typed and what somebody else saved differ, in words. */
export function differingCoverage(
  { absences, coverageSettings: words }: Pick<Wording, 'absences' | 'coverageSettings'>,
  backups: readonly { value: string; text: string }[],
  mine: Settings,
  theirs: Settings,
): { what: string; mine: string; theirs: string }[] {
  const inWords = ({ topology, covers, finalBackup, deputyLabel }: Settings) => [
    { what: words.topology, said: words.topologies[topology] },
    { what: words.covers, said: covers.map(cover => absences.covers[cover]).join(' → ') },
    {
      what: words.backup,
      said: backups.find(({ value }) => value === backupKey(finalBackup))?.text ?? words.noBackup,
    },
    { what: words.deputyLabel, said: deputyLabel },
  ]
  const others = inWords(theirs)
  return inWords(mine)
    .map(({ what, said }, index) => ({ what, mine: said, theirs: others[index]?.said ?? '' }))
    .filter(row => row.mine !== row.theirs)
}

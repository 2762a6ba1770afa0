import type { AuditPage } from '../../server/audit/audit-view.ts'
import type { PeopleView } from '../../server/identity/people-view.ts'
import { isLocalDay } from '../../server/time/local-day.ts'
import type { Wording } from '../wording/wording.ts'

export type Entry = AuditPage['entries'][number]

/** What of the trail is on the screen; all of it is in the address. Empty text where nothing narrows. */
export type AuditChoice = { from: string; to: string; action: string; actor: string; before: string }

/** Reads the query; what it does not understand does not narrow. */
export function choiceOf(query: string): AuditChoice {
  const asked = new URLSearchParams(query)
  const day = (name: string) => (isLocalDay(asked.get(name) ?? '') ? (asked.get(name) ?? '') : '')
  const before = asked.get('before') ?? ''
  return {
    from: day('from'),
    to: day('to'),
    action: asked.get('action') ?? '',
    actor: asked.get('actor') ?? '',
    before: /^[1-9]\d{0,14}$/.test(before) ? before : '',
  }
}

/** What narrows, as it is asked of the server. */
export const narrowing = (choice: AuditChoice): Record<string, string> =>
  Object.fromEntries(Object.entries(choice).filter(([, text]) => text !== ''))

/** The same as the query of an address, with `?` unless it is empty. */
export function queryOf(choice: AuditChoice): string {
  const query = new URLSearchParams(narrowing(choice))
  return query.size > 0 ? `?${query}` : ''
}

/** Whom the ids in entries belong to: accounts, memberships and physicians. */
export function namesOf({ people, facilities }: PeopleView): Map<string, string> {
  return new Map([
    ...facilities.physicians.map(({ id, name }) => [id, name] as const),
    ...people.flatMap(({ membershipId, account }) => [
      [membershipId, account.name] as const,
      [account.id, account.name] as const,
    ]),
  ])
}

/** The name of the person an entry is about, where there is one. */
export function subjectOf({ resource, detail }: Entry, names: ReadonlyMap<string, string>): string | null {
  const ids = [resource.slice(resource.indexOf(':') + 1), detail.account, detail.physician]
  return ids.map(id => names.get(String(id))).find(name => name !== undefined) ?? null
}

/** One change of a draft as it is recorded: the unit and the number of its post, who had it and who has it. */
const CHANGE = /^[^/]+\/(\d{4}-\d{2}-\d{2})\/\S+ (\S+)( pinned)? - (\S+)( pinned)?$/

/** The recorded changes of a draft, with names for ids; what reads otherwise is left as it is. */
export function changesInWords(
  changes: string,
  names: ReadonlyMap<string, string>,
  { dates, roster, yearTable }: Pick<Wording, 'dates' | 'roster' | 'yearTable'>,
): string {
  const nameOf = (id: string, pinned: string | undefined): string => {
    const name = id === 'open' ? roster.open : (names.get(id) ?? roster.unknownPhysician)
    return pinned ? `${name} ${yearTable.pinned}` : name
  }
  const said = changes.split(', ').map(change => {
    const [, day, from, wasPinned, to, isPinned] = CHANGE.exec(change) ?? []
    if (day === undefined || from === undefined || to === undefined) return change
    return `${dates.day(day)} ${nameOf(from, wasPinned)} → ${nameOf(to, isPinned)}`
  })
  return said.join(' / ')
}

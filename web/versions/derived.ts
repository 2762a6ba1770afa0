import type { DutyDifferenceView, PartView } from '../../server/roster/versions/difference-view.ts'
import type { DutyRecordsView, NewDutyRecord } from '../../server/roster/versions/duty-record-view.ts'
import type { Receipts } from '../../server/roster/versions/receipt-view.ts'
import type { VersionsView } from '../../server/roster/versions/version-view.ts'
import { HOUR, type Interval } from '../../server/time/interval.ts'
import { writtenInterval } from '../../server/time/written-interval.ts'

export type ChangeKind = DutyDifferenceView['kind']
export type Coming = VersionsView['coming'][number]
export type RecordedDuty = DutyRecordsView['duties'][number]

/** Two rotas as the address names them: a version's number, `now` or `draft`. */
export type Compared = { from: string; to: string }

/** What can be compared, the newest first; the draft where there is one to see. */
export const refsOf = ({ versions, drafted, mayWithdraw }: VersionsView): string[] => [
  ...(drafted && mayWithdraw ? ['draft'] : []),
  'now',
  ...versions.map(({ number }) => String(number)),
]

/** What the address asks for; else the newest version against the one before, or what was changed after the only one. */
export function comparedIn(query: string, view: VersionsView): Compared {
  const asked = new URLSearchParams(query)
  const refs = refsOf(view)
  const [newest, before] = view.versions.map(({ number }) => String(number))
  const usual =
    before === undefined ? { from: newest ?? 'now', to: 'now' } : { from: before, to: newest ?? 'now' }
  const known = (ref: string | null, otherwise: string): string =>
    ref !== null && refs.includes(ref) ? ref : otherwise
  return { from: known(asked.get('from'), usual.from), to: known(asked.get('to'), usual.to) }
}

/** An interval as the server writes it. */
type Written = { start: string; end: string }

export const intervalOf = ({ start, end }: Written): Interval => ({
  start: Date.parse(start),
  end: Date.parse(end),
})

export type Month = { readonly firstDay: string; readonly units: readonly Coming[] }

/** Units by the month of their day; they come in order. */
export const byMonth = (units: readonly Coming[]): Month[] =>
  [...Map.groupBy(units, ({ day }) => `${day.slice(0, 7)}-01`)].map(([firstDay, own]) => ({
    firstDay,
    units: own,
  }))

/** Whether the record says what was planned. */
export const isAsPlanned = (duty: Pick<RecordedDuty, 'planned' | 'records'>): boolean =>
  JSON.stringify(duty.records[0]?.stood) === JSON.stringify(duty.planned)

/** How a duty is recorded: by what is asked first, so that most need no more. */
export const RECORDED_AS = ['asPlanned', 'one', 'several', 'nobody'] as const
export type RecordedAs = (typeof RECORDED_AS)[number]

/** One after the other; `physician` '' is not chosen yet, `nobody` is nobody; `until` in epoch ms, of the last the end. */
type DraftPart = { physician: string; until: string }
export const NOBODY = 'nobody'

/** What is typed into the dialog. */
export type RecordDraft = { how: RecordedAs; one: string; parts: DraftPart[]; note: string }

/** Half hours, and whole hours of a duty that lasts for days: few enough to choose from. */
const STEP = HOUR / 2
const LONG = 48 * HOUR

/** When somebody can have been relieved. */
export function relievedAt(duty: Written): number[] {
  const { start, end } = intervalOf(duty)
  const step = end - start > LONG ? HOUR : STEP
  return Array.from({ length: Math.ceil((end - start) / step) - 1 }, (_, index) => start + (index + 1) * step)
}

/** Begins with the newest record, where there is one to correct. */
export function recordDraftOf(duty: RecordedDuty): RecordDraft {
  const [newest] = duty.records
  const middle = relievedAt(duty)
  const parts = [
    {
      physician: duty.planned[0]?.physicianId ?? '',
      until: String(middle[Math.floor(middle.length / 2)] ?? ''),
    },
    { physician: '', until: '' },
  ]
  if (!newest || isAsPlanned(duty)) return { how: 'asPlanned', one: '', parts, note: newest?.note ?? '' }
  const [only] = newest.stood
  if (!only) return { how: 'nobody', one: '', parts, note: newest.note }
  const isWhole = only.start === duty.start && only.end === duty.end
  if (isWhole) return { how: 'one', one: only.physicianId, parts, note: newest.note }
  return { how: 'several', one: '', parts: partsOf(duty, newest.stood), note: newest.note }
}

/** A record as the dialog has it: gaps are parts of nobody. */
function partsOf(duty: Written, stood: readonly PartView[]): DraftPart[] {
  const { start, end } = intervalOf(duty)
  const parts: DraftPart[] = []
  let at = start
  for (const part of stood) {
    const own = intervalOf(part)
    if (own.start > at) parts.push({ physician: NOBODY, until: String(own.start) })
    parts.push({ physician: part.physicianId, until: String(own.end) })
    at = own.end
  }
  if (at < end) parts.push({ physician: NOBODY, until: '' })
  return parts.map((part, index) => (index === parts.length - 1 ? { ...part, until: '' } : part))
}

export const LONGEST_NOTE = 200

/** More than ever relieve each other in one duty. */
export const MOST_PARTS = 12

/** Of why units are withdrawn. */
export const LONGEST_REASON = 200

export type WrongRecord = {
  one: boolean
  physicians: readonly number[]
  untils: readonly number[]
  note: boolean
}

/** What is wrong with what was typed; null when nothing is. */
export function wrongWith(duty: Written, { how, one, parts, note }: RecordDraft): WrongRecord | null {
  const several = how === 'several'
  const ends = parts.map(({ until }) => Number(until))
  const wrong = {
    one: how === 'one' && one === '',
    physicians: several ? parts.flatMap(({ physician }, index) => (physician === '' ? [index] : [])) : [],
    untils: several
      ? ends.flatMap((end, index) => {
          const from = ends[index - 1] ?? intervalOf(duty).start
          return index < parts.length - 1 && end <= from ? [index] : []
        })
      : [],
    note: note.trim().length > LONGEST_NOTE,
  }
  const isWrong = wrong.one || wrong.note || wrong.physicians.length > 0 || wrong.untils.length > 0
  return isWrong ? wrong : null
}

/** The record as it is sent; only for a draft with which nothing is wrong. */
export function recordOf(duty: RecordedDuty, draft: RecordDraft): NewDutyRecord {
  return {
    unitId: duty.unitId,
    post: duty.post,
    number: duty.records[0]?.number ?? 0,
    stood: stoodOf(duty, draft),
    note: draft.note.trim(),
  }
}

function stoodOf(duty: RecordedDuty, { how, one, parts }: RecordDraft): NewDutyRecord['stood'] {
  const { start, end } = duty
  switch (how) {
    case 'asPlanned':
      return duty.planned
    case 'one':
      return [{ physicianId: one, start, end }]
    case 'nobody':
      return []
    case 'several': {
      const whole = intervalOf(duty)
      return parts.flatMap(({ physician }, index) => {
        if (physician === NOBODY) return []
        const from = index === 0 ? whole.start : Number(parts[index - 1]?.until)
        const to = index === parts.length - 1 ? whole.end : Number(parts[index]?.until)
        return [{ physicianId: physician, ...writtenInterval({ start: from, end: to }) }]
      })
    }
  }
}

type Word = Pick<Receipts['physicians'][number], 'readAt' | 'acceptedAt' | 'changedSinceWord'>

/** Whether something was changed for somebody since they gave their word (変更あり・未確認). */
export const isOvertaken = ({ readAt, changedSinceWord }: Word): boolean =>
  readAt !== null && changedSinceWord > 0

/** Whether somebody has read the version as it stands: what was changed for them since counts as unread. */
export const hasRead = (word: Word): boolean => word.readAt !== null && !isOvertaken(word)

export const hasAccepted = (word: Word): boolean => hasRead(word) && word.acceptedAt !== null

import type { NewSeries } from '../../server/coverage/absences/absence-series-view.ts'
import type { AbsencesView } from '../../server/coverage/absences/absence-view.ts'
import type { Instant } from '../../server/time/clock.ts'
import { addDays, isLocalDay } from '../../server/time/local-day.ts'
import { type Draft, type DraftError, firstDraft } from './derived.ts'

/** A weekly absence as it is typed. */
export type SeriesDraft = Omit<NewSeries, 'coverPhysicianId'> & Pick<Draft, 'physicianId' | 'locumId'>

type SeriesError = DraftError | 'tooMany' | 'noDay' | 'chooseDay'
type SeriesErrors = Partial<
  Record<'physicianId' | 'weekdays' | 'fromDay' | 'toDay' | 'reasonId' | 'cover' | 'locumId', SeriesError>
>

/** Two months, as after a disaster, until somebody knows better. */
const USUAL_DAYS = 56

export function firstSeries(view: AbsencesView, now: Instant): SeriesDraft {
  const { physicianId, fromDay, reasonId, cover, locumId } = firstDraft(view, now)
  const hours = { fromTime: '13:00', toTime: '18:00' }
  return {
    ...{ physicianId, reasonId, cover, locumId, weekdays: [], fromDay, toDay: addDays(fromDay, USUAL_DAYS) },
    ...hours,
    note: '',
  }
}

const SERVER_ERRORS = {
  weekdays: 'noDay',
  fromDay: 'tooEarly',
  toDay: 'tooMany',
  reasonId: 'reason',
  cover: 'cover',
} as const

/** What is wrong with a draft; `refused`: the fields that the server named. */
export function seriesErrors(draft: SeriesDraft, refused: readonly string[]): SeriesErrors {
  const errors: SeriesErrors = {}
  for (const [field, error] of Object.entries(SERVER_ERRORS))
    if (refused.includes(field)) errors[field as keyof typeof SERVER_ERRORS] = error
  if (refused.includes('coverPhysicianId')) errors.locumId = 'locum'
  if (!draft.physicianId) errors.physicianId = 'missing'
  if (draft.weekdays.length === 0) errors.weekdays = 'chooseDay'
  if (!isLocalDay(draft.fromDay)) errors.fromDay = 'missing'
  if (!isLocalDay(draft.toDay)) errors.toDay = 'missing'
  else if (draft.toDay < draft.fromDay) errors.toDay = 'tooMany'
  if (!draft.reasonId) errors.reasonId = 'missing'
  if (draft.cover === 'locum' && !draft.locumId) errors.locumId = 'missing'
  return errors
}

export const seriesBody = ({ physicianId: _, locumId, ...stated }: SeriesDraft): NewSeries => ({
  ...stated,
  coverPhysicianId: stated.cover === 'locum' ? locumId : null,
})

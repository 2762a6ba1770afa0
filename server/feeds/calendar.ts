import type { Audience } from './audience.ts'

/** A calendar there can be subscriptions of. */
export type Calendar = {
  audience: Audience
  id: string
  /** Of whom or what, as registered. */
  name: string
  /** A clinic's physicians; of anything else none. */
  physicianIds: string[]
  /** The number by which those it is of are reached; null: it is of several. */
  phone: string | null
}

/** Where a calendar is: an association, and whom of it the calendar is for, as an address says it. */
export type CalendarPath = { associationId: string; audience: string; audienceId: string }

const SHARED: readonly Audience[] = ['scheme', 'association', 'supportBlock', 'clinicGroup']

/** Whether several people read it, each with subscriptions of their own. */
export const isShared = (audience: Audience): boolean => SHARED.includes(audience)

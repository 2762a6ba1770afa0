import type { FiscalYear } from '../../server/calendar/fiscal-year.ts'
import type {
  GateCheckView,
  GateFindingView,
  GateView,
  TypedWaiver,
} from '../../server/roster/gate/gate-view.ts'
import {
  LONGEST_NAME,
  LONGEST_REASON,
  LONGEST_WAIVER_DAYS,
  lengthOf,
  SHORTEST_REASON,
} from '../../server/roster/gate/waiver.ts'
import { addDays, isLocalDay, type LocalDay } from '../../server/time/local-day.ts'
import { officeHref, schemeHref, stationHref, yearHref } from '../app/routes.ts'

export type CheckName = GateCheckView['check']

/** A waiver as it is being typed. */
export type WaiverDraft = Omit<TypedWaiver, 'check'>
export type WaiverField = keyof WaiverDraft
export type WaiverError = 'missing' | 'tooShort' | 'reasonTooLong' | 'nameTooLong' | 'notLater' | 'tooFar'

export const EMPTY_WAIVER: WaiverDraft = { reason: '', signedBy: '', expiresOn: '' }

/** What is still wrong with a waiver, by field, as the server would say. */
export function waiverErrors(
  waiver: WaiverDraft,
  today: LocalDay,
): Partial<Record<WaiverField, WaiverError>> {
  const reason = lengthOf(waiver.reason)
  const name = lengthOf(waiver.signedBy)
  const { expiresOn } = waiver
  const found: Record<WaiverField, WaiverError | null> = {
    reason:
      reason === 0
        ? 'missing'
        : reason < SHORTEST_REASON
          ? 'tooShort'
          : reason > LONGEST_REASON
            ? 'reasonTooLong'
            : null,
    signedBy: name === 0 ? 'missing' : name > LONGEST_NAME ? 'nameTooLong' : null,
    expiresOn: !isLocalDay(expiresOn)
      ? 'missing'
      : expiresOn <= today
        ? 'notLater'
        : expiresOn > addDays(today, LONGEST_WAIVER_DAYS)
          ? 'tooFar'
          : null,
  }
  return Object.fromEntries(Object.entries(found).filter(([, error]) => error !== null))
}

export const isWaived = (waiver: WaiverDraft | undefined, today: LocalDay): boolean =>
  waiver !== undefined && Object.keys(waiverErrors(waiver, today)).length === 0

/** Whether publishing would change nothing of the rota in force; false as long as that is not known. */
export const isPublished = (
  { newest }: { newest: unknown },
  difference: { units: readonly unknown[] } | null,
): boolean => newest !== null && difference !== null && difference.units.length === 0

/** The checks that keep the gate closed, those that want a waiver, and of these those that have a good one. */
export function standingOf(
  { checks }: Pick<GateView, 'checks'>,
  typed: ReadonlyMap<CheckName, WaiverDraft>,
  today: LocalDay,
) {
  const named = (state: GateCheckView['state']) =>
    checks.filter(one => one.state === state).map(({ check }) => check)
  const toWaive = named('toWaive')
  const waived = toWaive.filter(check => isWaived(typed.get(check), today))
  return { toMend: named('toMend'), toWaive, waived }
}

/** Breaks of lines and tabs are from the keyboard or a spreadsheet, and say nothing. */
const onOneLine = (text: string): string => text.trim().replaceAll(/[\t\r\n]+/g, ' ')

/** The waivers that the gate asks for, each text on one line; what was typed for a check that is met by now stays behind. */
export const waiversToSend = (
  toWaive: readonly CheckName[],
  typed: ReadonlyMap<CheckName, WaiverDraft>,
): TypedWaiver[] =>
  toWaive.flatMap(check => {
    const waiver = typed.get(check)
    if (!waiver) return []
    const { reason, signedBy, expiresOn } = waiver
    return [{ check, reason: onOneLine(reason), signedBy: onOneLine(signedBy), expiresOn }]
  })

type Station = { id: string; association: { id: string } }
type Place = { schemeId: string; fiscalYear: FiscalYear; associationId: string }

/** The address of the page that mends a finding; null: none does. `stations` are those that came with the gate. */
export function remedyHref(
  remedy: GateFindingView['remedy'],
  { schemeId, fiscalYear, associationId }: Place,
  stations: readonly Station[],
): string | null {
  switch (remedy?.page) {
    case 'edit': {
      const query = new URLSearchParams({ unit: remedy.unit, ...(remedy.post ? { post: remedy.post } : {}) })
      return yearHref(schemeId, fiscalYear, 'edit', `?${query}`)
    }
    case 'members':
      return schemeHref(schemeId, 'members')
    case 'contacts':
      return officeHref(associationId, 'contacts')
    case 'stations': {
      const [station, another] = remedy.stations
      // A station of another association has no page here; its link is on the list.
      const isOwn = stations.some(({ id, association }) => id === station && association.id === associationId)
      return station && !another && isOwn
        ? stationHref(associationId, station)
        : officeHref(associationId, 'stations')
    }
    case 'gateSettings':
      return schemeHref(schemeId, 'gate-settings')
    case undefined:
      return null
  }
}

const NEED: Readonly<Record<GateCheckView['state'], number>> = {
  toMend: 0,
  toWaive: 1,
  met: 2,
  notChecked: 3,
}

/** What is to be done first, what is met after it. */
export const byNeed = (checks: readonly GateCheckView[]): GateCheckView[] =>
  checks.toSorted((a, b) => NEED[a.state] - NEED[b.state])

/** Findings shown before the rest is asked for. */
export const SHOWN_AT_FIRST = 3

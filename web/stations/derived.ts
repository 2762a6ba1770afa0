import { LONGEST_EVIDENCE_DAYS } from '../../server/directory/stations/evidence.ts'
import { readPatientReference } from '../../server/directory/stations/patient-reference.ts'
import { readPhoneNumber } from '../../server/directory/stations/phone-number.ts'
import type { NewEvidence, NewNurseLink, NurseLink } from '../../server/directory/stations/station-view.ts'
import { addDays, isLocalDay, type LocalDay } from '../../server/time/local-day.ts'

export type LinkState = 'inForce' | 'notYet' | 'ended'

export function stateOfLink({ from, to }: Pick<NurseLink, 'from' | 'to'>, today: LocalDay): LinkState {
  if (to !== null && to < today) return 'ended'
  return today < from ? 'notYet' : 'inForce'
}

/** Links in force or to come before those that have ended; otherwise as they came. */
export const inOrder = (links: readonly NurseLink[], today: LocalDay): NurseLink[] =>
  links.toSorted(
    (a, b) => Number(stateOfLink(a, today) === 'ended') - Number(stateOfLink(b, today) === 'ended'),
  )

export type EvidenceDraft = Omit<NewEvidence, 'revision' | 'kind'> & { kind: NewEvidence['kind'] | '' }
export type EvidenceError = 'missing' | 'future' | 'endsBeforeItBegins' | 'tooLong' | 'phone'

/** What is wrong with a proof as it is typed, by field. */
export function errorsOfEvidence(
  { kind, checkedOn, checkedBy, nightPhone, validUntil }: EvidenceDraft,
  today: LocalDay,
): Partial<Record<keyof EvidenceDraft, EvidenceError>> {
  const checked = !isLocalDay(checkedOn) ? 'missing' : checkedOn > today ? 'future' : null
  const until = !isLocalDay(validUntil)
    ? 'missing'
    : checked !== null
      ? null
      : validUntil < checkedOn
        ? 'endsBeforeItBegins'
        : validUntil > addDays(checkedOn, LONGEST_EVIDENCE_DAYS)
          ? 'tooLong'
          : null
  return {
    ...(kind === '' ? { kind: 'missing' as const } : {}),
    ...(checked ? { checkedOn: checked } : {}),
    ...(checkedBy.trim() === '' ? { checkedBy: 'missing' as const } : {}),
    ...(readPhoneNumber(nightPhone) === null ? { nightPhone: 'phone' as const } : {}),
    ...(until ? { validUntil: until } : {}),
  }
}

/** Empty text where nothing is typed or chosen. */
export type LinkDraft = {
  stationId: string
  kind: NewNurseLink['target']['kind']
  targetId: string
  from: string
  to: string
}
export type LinkError = 'missing' | 'endsBeforeItBegins' | 'reference'

export function errorsOfLink(draft: LinkDraft): Partial<Record<keyof LinkDraft, LinkError>> {
  const { stationId, kind, targetId, from, to } = draft
  const badTarget = targetId.trim() === '' ? 'missing' : null
  const badReference = kind === 'patient' && readPatientReference(targetId) === null
  return {
    ...(stationId === '' ? { stationId: 'missing' as const } : {}),
    ...(badTarget || badReference ? { targetId: badTarget ?? ('reference' as const) } : {}),
    ...(isLocalDay(from) ? {} : { from: 'missing' as const }),
    ...(to !== '' && to < from ? { to: 'endsBeforeItBegins' as const } : {}),
  }
}

/** The link of a draft without errors. */
export const linkOf = ({ stationId, kind, targetId, from, to }: LinkDraft): NewNurseLink => ({
  stationId,
  target: { kind, id: targetId },
  from,
  to: to || null,
})

export const isPhone = (typed: string): boolean => readPhoneNumber(typed) !== null

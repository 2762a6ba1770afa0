import type { Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { Instant } from '../../time/clock.ts'
import type { StatedCover } from './judge-absence.ts'
import type { PhysicianPath } from './known-of-absence.service.ts'

/** What rows of an absence and of a series have in common. */
export const statedRow = (
  now: Instant,
  actor: Actor,
  { associationId, physicianId }: PhysicianPath,
  { reasonId, cover, coverPhysicianId }: StatedCover,
) => ({
  association_id: associationId,
  physician_id: physicianId,
  reason_id: reasonId,
  cover,
  cover_physician_id: coverPhysicianId,
  entered_at: now,
  entered_by: actor.accountId,
})

/** 1: entered by somebody else in their place (代行入力). */
export const onBehalf = ({ onBehalfOf }: Actor) => (onBehalfOf === undefined ? 0 : 1)

/** The audit is told of the cover and never of the reason, which may be an illness. */
export const coverDetail = ({ cover, coverPhysicianId }: StatedCover) => ({
  cover,
  ...(coverPhysicianId === null ? {} : { locum: coverPhysicianId }),
})

export const recordAbsence = (
  trx: Trx,
  now: Instant,
  actor: Actor,
  { associationId, physicianId }: PhysicianPath,
  action: string,
  resource: string,
  detail: Record<string, string | number>,
) =>
  recordAudit(trx, now, {
    action,
    actor: { accountId: actor.accountId },
    ...(actor.onBehalfOf === undefined ? {} : { onBehalfOf: actor.onBehalfOf }),
    address: actor.address,
    associationId,
    resource,
    detail: { physician: physicianId, ...detail },
  })

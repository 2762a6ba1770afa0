import { z } from '@hono/zod-openapi'
import { ONE_LINE } from '../../one-line.ts'
import { GROUPS } from '../optimiser/group.ts'
import { CHECK_MODES, CHECKS, FINDING_KINDS } from './gate.ts'
import { LONGEST_NAME, LONGEST_REASON } from './waiver.ts'

/** What stands between a draft and its publication. Times are Asia/Tokyo wall clock with their offset. */

const wallClock = z.iso.datetime({ offset: true }).openapi({ example: '2026-04-04T12:00:00+09:00' })
const moment = z.iso.datetime().openapi({ description: 'UTC', example: '2026-02-20T05:00:00.000Z' })
const check = z.enum(CHECKS)
const ids = z.array(z.string())

const findingSchema = z
  .object({
    kind: z.enum(FINDING_KINDS),
    units: ids.openapi({ description: 'the earlier first' }),
    post: z.string().nullable(),
    people: ids,
    stations: ids,
    hours: z.array(z.object({ start: wallClock, end: wallClock })),
    count: z.number().int().nullable(),
    limit: z.number().int().nullable(),
    group: z.enum(GROUPS).nullable(),
    block: z.string().nullable(),
    elsewhere: z.string().nullable().openapi({ description: 'the other scheme in which it happens' }),
    remedy: z
      .discriminatedUnion('page', [
        z.object({ page: z.literal('edit'), unit: z.string(), post: z.string().nullable() }),
        z.object({ page: z.literal('members'), physician: z.string() }),
        z.object({ page: z.literal('contacts'), physician: z.string() }),
        z.object({ page: z.literal('stations'), stations: ids }),
        z.object({ page: z.literal('gateSettings') }),
      ])
      .nullable()
      .openapi({ description: 'where it is mended' }),
  })
  .openapi('GateFinding')

const checkSchema = z
  .object({
    check,
    mode: z.enum(CHECK_MODES),
    state: z.enum(['met', 'toMend', 'toWaive', 'notChecked']),
    count: z.number().int(),
    groups: z.array(
      z.object({
        kind: z.enum(FINDING_KINDS),
        count: z.number().int(),
        findings: z.array(findingSchema).openapi({ description: 'the first of them' }),
      }),
    ),
  })
  .openapi('GateCheck')

const waiverSchema = z
  .object({
    check,
    reason: z.string(),
    signedBy: z.string(),
    expiresOn: z.iso.date(),
    signedAt: moment,
  })
  .openapi('GateWaiver')

export const gateSchema = z
  .object({
    association: z.object({ id: z.string(), name: z.string(), invented: z.boolean() }),
    scheme: z.object({ id: z.string(), name: z.string(), shortName: z.string(), posts: z.array(z.string()) }),
    revision: z.number().int(),
    draftedAt: moment,
    /** The version in whose place the draft would come, with what was waived for it. */
    newest: z
      .object({ number: z.number().int(), publishedAt: moment, waivers: z.array(waiverSchema) })
      .nullable(),
    duties: z.object({
      total: z.number().int(),
      begun: z.number().int().openapi({ description: 'which are not judged' }),
    }),
    checks: z.array(checkSchema),
    units: z.array(
      z.object({ id: z.string(), day: z.iso.date(), start: wallClock, end: wallClock, label: z.string() }),
    ),
    people: z.array(z.object({ id: z.string(), name: z.string() })),
    stations: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        association: z.object({ id: z.string(), name: z.string() }).openapi({
          description: 'whose secretariat enters its hours, evidence and number',
        }),
      }),
    ),
    withdrawn: z
      .array(z.object({ unitId: z.string(), number: z.number().int(), reason: z.string() }))
      .openapi({ description: 'the units of findings that were withdrawn, by which version and why' }),
    schemes: z.array(z.object({ id: z.string(), shortName: z.string() })),
  })
  .openapi('Gate')

/** One line; its length is counted by the rule that judges it, and here only bounded. */
const typed = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest * 4)
    .regex(ONE_LINE)

export const publishingSchema = z.object({
  revision: z.number().int().min(0).max(2_147_483_646),
  waivers: z
    .array(
      z.strictObject({
        check,
        reason: typed(LONGEST_REASON),
        signedBy: typed(LONGEST_NAME),
        expiresOn: typed(10),
      }),
    )
    .max(CHECKS.length)
    .default([]),
})

export type GateView = z.infer<typeof gateSchema>
export type GateFindingView = z.infer<typeof findingSchema>
export type GateCheckView = z.infer<typeof checkSchema>
export type TypedWaiver = z.infer<typeof publishingSchema>['waivers'][number]

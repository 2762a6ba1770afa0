import { z } from '@hono/zod-openapi'
import { FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR } from '../calendar/fiscal-year.ts'
import { GROUPS } from './optimiser/group.ts'
import { REMARK_KINDS } from './remark.ts'
import { proofSchema } from './runs/rota-proof-view.ts'

/** What pages and programs read of a rota. Times are Asia/Tokyo wall clock with their offset. */

const wallClock = z.iso.datetime({ offset: true }).openapi({ example: '2026-04-04T12:00:00+09:00' })
const moment = z.iso.datetime().openapi({ description: 'UTC', example: '2026-02-20T05:00:00.000Z' })

const memberSchema = z
  .object({ id: z.string(), name: z.string(), clinic: z.string(), place: z.string(), phone: z.string() })
  .openapi('SchemeMember')

const unitSchema = z
  .object({
    id: z.string(),
    day: z.iso.date(),
    start: wallClock,
    end: wallClock,
    hours: z.number(),
    holidayClass: z.string(),
    label: z.string(),
    tentative: z.boolean().openapi({ description: 'rests on a holiday not announced yet (予定)' }),
    assignments: z.array(z.object({ post: z.string(), physician: z.string().nullable() })),
  })
  .openapi('DutyUnit')

const remarkSchema = z
  .object({
    kind: z.enum(REMARK_KINDS),
    people: z.array(z.string()),
    units: z.array(z.string()).openapi({ description: 'the earlier first' }),
    post: z.string().optional(),
    group: z.enum(GROUPS).optional(),
    block: z.string().optional(),
    count: z.number().int().optional(),
    limit: z.number().int().optional(),
  })
  .openapi('DraftRemark')

const findingsSchema = z
  .object({
    remarks: z.array(remarkSchema).openapi({ description: 'what the draft lacks or breaks as of now' }),
    uncovered: z.array(
      z.object({
        start: wallClock,
        end: wallClock,
        block: z.string().optional().openapi({ description: 'without it: in every block' }),
      }),
    ),
  })
  .openapi('DraftFindings')

export const rosterSummarySchema = z
  .object({
    association: z.object({ id: z.string(), name: z.string(), invented: z.boolean() }),
    scheme: z.object({ id: z.string(), name: z.string(), shortName: z.string(), posts: z.array(z.string()) }),
    fiscalYear: z.number().int(),
    revision: z.number().int(),
    draftedAt: moment.nullable(),
    draftWaits: z.boolean().openapi({
      description:
        'changed after the last publication, and not to what is in force; false to whom may not read drafts',
    }),
    publications: z.array(z.object({ number: z.number().int(), publishedAt: moment })),
    members: z.array(memberSchema),
    mayEdit: z.boolean(),
  })
  .openapi('RosterSummary')

export const draftSchema = z
  .object({
    revision: z.number().int(),
    draftedAt: moment,
    units: z.array(unitSchema),
    findings: findingsSchema,
    proof: proofSchema.nullable().openapi({ description: 'null: the rota is of no search' }),
  })
  .openapi('RosterDraft')

export const publicationSchema = z
  .object({ number: z.number().int(), publishedAt: moment, units: z.array(unitSchema) })
  .openapi('RosterPublication')

export const rosterPath = z.object({
  schemeId: z.string().max(80),
  fiscalYear: z.coerce.number().int().min(FIRST_FISCAL_YEAR).max(LAST_FISCAL_YEAR),
})

/** Kept in 32 bits, of which the next revision must be one too. */
const revisionNumber = z.number().int().min(0).max(2_147_483_646)

/** The revision the editor has seen: the change is refused when somebody else was quicker. */
export const revisionSchema = z.object({ revision: revisionNumber })

export type UnitView = z.infer<typeof unitSchema>
export type RosterSummary = z.infer<typeof rosterSummarySchema>
export type RosterDraft = z.infer<typeof draftSchema>
export type RosterPublication = z.infer<typeof publicationSchema>

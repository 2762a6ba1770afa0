import { z } from '@hono/zod-openapi'
import { RULES_TOGETHER } from '../optimiser/result.ts'
import { rosterPath } from '../roster-view.ts'
import { stageSchema, stoppedSchema } from './rota-proof-view.ts'
import { RUN_STATES } from './rota-run.ts'

/** What pages and programs read of a search for a rota. Costs are points: the lower, the fairer. */

const moment = z.iso.datetime().openapi({ description: 'UTC', example: '2026-02-20T05:00:00.000Z' })
const wallClock = z.string().openapi({ description: 'Asia/Tokyo', example: '2026-04-04T12:00' })
const whole32 = z.number().int().min(0).max(2_147_483_646)
const seed = z.number().int().min(0).max(2_147_483_647)

/** `revision`: the one the clerk has seen, 0 before the first draft. */
export const newSearchSchema = z
  .strictObject({
    revision: whole32,
    keep: z.enum(['pins', 'nothing']).openapi({ description: 'whether settled duties (固定) stay' }),
    seed: seed.default(1),
    seconds: z.number().int().min(1).max(600).optional().openapi({ description: 'default: the settings' }),
    near: z.boolean().default(false).openapi({ description: 'changes of the published version cost' }),
    anew: z.boolean().default(false).openapi({ description: 'make the draft anew first, whatever it is' }),
  })
  .openapi('NewRotaSearch')

export const takingSchema = z
  .strictObject({
    revision: whole32,
    remedy: z.number().int().min(0).max(9).optional().openapi({ description: 'the way out to be taken' }),
  })
  .openapi('TakeRota')

const conflictSchema = z.union([
  z.object({
    kind: z.literal('capacity'),
    block: z.string().nullable(),
    post: z.string().optional(),
    duties: z.number(),
    maxima: z.number(),
  }),
  z.object({ kind: z.literal('minima'), duties: z.number(), minima: z.number() }),
  z.object({ kind: z.enum(['nobodyEligible', 'unfilled']), unit: z.string(), post: z.string() }),
  z.object({ kind: z.literal('pinImpossible'), unit: z.string(), post: z.string(), person: z.string() }),
  z.object({
    kind: z.literal('together'),
    rules: z.array(z.enum(RULES_TOGETHER)),
    gap: z.object({ days: z.number(), possible: z.number() }).nullable(),
  }),
  z.object({ kind: z.literal('belowMin'), person: z.string(), count: z.number(), min: z.number() }),
  z.object({
    kind: z.literal('withinGap'),
    person: z.string(),
    unit: z.string(),
    otherUnit: z.string(),
    daysApart: z.number(),
  }),
])

const relaxationSchema = z.union([
  z.object({ kind: z.literal('ask'), person: z.string(), unit: z.string() }),
  z.object({ kind: z.literal('leaveOpen'), unit: z.string(), post: z.string() }),
  z.object({
    kind: z.literal('shortGap'),
    person: z.string(),
    unit: z.string(),
    otherUnit: z.string(),
    daysApart: z.number(),
  }),
  z.object({ kind: z.literal('groupAgain'), person: z.string(), unit: z.string(), group: z.string() }),
  z.object({ kind: z.literal('aboveMax'), person: z.string(), count: z.number(), max: z.number() }),
  z.object({ kind: z.literal('belowMin'), person: z.string(), count: z.number(), min: z.number() }),
])

const foundSchema = z
  .object({
    status: z.enum(['optimal', 'feasible', 'infeasible']),
    objective: z.number(),
    bound: z.number(),
    gap: z.number(),
    seconds: z.number(),
    stopped: stoppedSchema,
    reproducible: z.boolean(),
    stages: z.array(stageSchema).optional(),
    conflicts: z.array(conflictSchema),
    remedies: z.array(
      z.object({
        price: z.number(),
        proven: z
          .boolean()
          .openapi({ description: 'no way out is worth less but those before it; else none was found' }),
        relaxations: z.array(relaxationSchema),
      }),
    ),
    /** The units that conflicts and remedies are about. */
    units: z.array(
      z.object({
        id: z.string(),
        day: z.iso.date(),
        start: wallClock,
        end: wallClock,
        alone: z.boolean().openapi({ description: 'no other unit has the same day' }),
      }),
    ),
  })
  .openapi('RotaFound')

export const runSchema = z
  .object({
    id: z.string(),
    state: z.enum(RUN_STATES),
    baseRevision: z.number().int(),
    startedAt: moment,
    startedBy: z.string().nullable().openapi({ description: 'a name' }),
    own: z.boolean().openapi({ description: 'started by whoever asks' }),
    waiting: z.boolean().openapi({ description: 'for another search of this server to end' }),
    stopping: z.boolean(),
    secondsSoFar: z.number(),
    seconds: z.number().int(),
    seed: z.number().int(),
    inputHash: z.string(),
    best: z.number().nullable(),
    bound: z.number().nullable(),
    gap: z.number().nullable(),
    endedAt: moment.nullable(),
    takenAt: moment.nullable().openapi({ description: 'when its rota became the draft' }),
    found: foundSchema.nullable(),
  })
  .openapi('RotaRun')

export const currentRunSchema = z
  .object({
    run: runSchema.nullable().openapi({ description: 'the one under way, else the last one' }),
    seconds: z.number().int().openapi({ description: 'how long a search takes at most by the settings' }),
  })
  .openapi('CurrentRotaRun')

export const runPath = rosterPath.extend({ runId: z.string().max(80) })

export type NewSearch = z.infer<typeof newSearchSchema>
export type Taking = z.infer<typeof takingSchema>
export type RotaRunView = z.infer<typeof runSchema>
export type RotaFound = z.infer<typeof foundSchema>
export type CurrentRun = z.infer<typeof currentRunSchema>

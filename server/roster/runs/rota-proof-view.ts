import { z } from '@hono/zod-openapi'
import { COST_KINDS } from '../optimiser/cost-kind.ts'

/** What ended a search: a proof, the end of what was planned, the seconds allowed, or somebody. */
export const stoppedSchema = z.enum(['proof', 'plan', 'time', 'cancelled'])

/** What one kind of cost comes to where each is strictly before the next; `rest`: those not named. */
export const stageSchema = z.object({
  kind: z.enum([...COST_KINDS, 'rest']),
  cost: z.number(),
  bound: z.number(),
})

/** How good the draft's rota is, as its search has found out. */
export const proofSchema = z
  .object({
    runId: z.string(),
    madeAt: z.iso.datetime(),
    status: z.enum(['optimal', 'feasible']),
    objective: z.number(),
    bound: z.number(),
    gap: z.number(),
    seconds: z.number(),
    seed: z.number().int(),
    inputHash: z.string(),
    reproducible: z.boolean(),
    stopped: stoppedSchema,
    stages: z.array(stageSchema).optional(),
    edited: z
      .boolean()
      .openapi({ description: 'somebody holds another duty since: the proof is of the rota before' }),
    inputChanged: z.boolean().openapi({ description: 'wishes, members, settings or days are others since' }),
  })
  .openapi('RotaProof')

export type ProofView = z.infer<typeof proofSchema>

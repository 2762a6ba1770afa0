import { z } from '@hono/zod-openapi'
import { HOLIDAY_CLASSES } from '../../calendar/holiday-class.ts'

/** How fair a rota is, for people and programs. Points: 1 is one ordinary 24-hour duty. */

const points = z.number().openapi({ description: 'of burden', example: 1.25 })

const personalSchema = z.object({
  share: z.number().openapi({ description: '1 a full share; of a part of the year, that part of it' }),
  fairCount: z.number().openapi({ description: 'duties that are their share' }),
  carried: points.openapi({ description: 'brought along; positive: did more than their share before' }),
  expected: points.openapi({ description: 'what they should hold so that everybody comes out even' }),
  deviation: points.openapi({ description: 'above their share of this year alone' }),
  balance: points.openapi({ description: 'above what is expected: carried into the next year' }),
})

const personSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    clinic: z.string(),
    count: z.number().int().openapi({ description: 'duties held' }),
    held: points,
    byClass: z.array(
      z.object({ holidayClass: z.enum(HOLIDAY_CLASSES), count: z.number().int(), held: points }),
    ),
    personal: personalSchema.nullable().openapi({
      description:
        'against their share; null for whoever is neither of the secretariat nor one of these people',
    }),
  })
  .openapi('PersonalFairness')

const granted = z.object({ asked: z.number().int(), granted: z.number().int() })

const totalsSchema = z
  .object({
    spread: points.openapi({ description: 'between the highest and the lowest balance' }),
    deviation: points.openapi({ description: 'the standard deviation of the balances' }),
    highest: points.openapi({ description: 'the highest balance' }),
    wants: granted,
    avoids: granted.openapi({ description: 'granted: not assigned' }),
    cost: z.number().openapi({ description: 'as the rota maker counts; lower is better' }),
    open: z.number().int().openapi({ description: 'posts without anybody' }),
    broken: z.number().int().openapi({ description: 'hard rules broken beside that' }),
  })
  .openapi('RotaTotals')

export const fairnessSchema = z
  .object({
    people: z.array(personSchema),
    rota: totalsSchema,
    inTurn: totalsSchema.openapi({
      description: 'of the same input dealt out in turn, whoever cannot skipped (round robin)',
    }),
  })
  .openapi('Fairness')

export type FairnessView = z.infer<typeof fairnessSchema>
export type FairnessOfPerson = FairnessView['people'][number]
export type TotalsView = z.infer<typeof totalsSchema>

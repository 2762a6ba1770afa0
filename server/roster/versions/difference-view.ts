import { z } from '@hono/zod-openapi'
import type { Interval } from '../../time/interval.ts'
import { writtenInterval } from '../../time/written-interval.ts'
import type { DutyDifference, RotaDifference, UnitDifference } from './difference.ts'

/** What pages and programs read of the difference of two rotas. Times are Asia/Tokyo wall clock with their offset. */

const wallClock = z.iso.datetime({ offset: true }).openapi({ example: '2026-04-04T12:00:00+09:00' })
export const moment = z.iso.datetime().openapi({ description: 'UTC', example: '2026-02-20T05:00:00.000Z' })
export const hoursSchema = z.object({ start: wallClock, end: wallClock })

export const physicianSchema = z
  .object({ id: z.string(), name: z.string(), clinic: z.string() })
  .openapi('RotaPhysician')

/** Somebody with the hours that they stand. */
export const partSchema = hoursSchema.extend({ physicianId: z.string() }).openapi('StoodPart')

const unitSide = hoursSchema.extend({ day: z.iso.date(), label: z.string(), tentative: z.boolean() })
const ownSide = unitSide.extend({ hours: z.array(hoursSchema) })
const wholeSide = unitSide.extend({ parts: z.array(partSchema) })

export const dutyDifferenceSchema = z
  .object({
    unitId: z.string(),
    post: z.string(),
    kind: z.enum(['gained', 'lost', 'moved', 'renamed']),
    before: ownSide.nullable(),
    after: ownSide.nullable(),
  })
  .openapi('DutyDifference')

const refSchema = z
  .string()
  .regex(/^(now|draft|[1-9]\d{0,5})$/)
  .openapi({ description: 'the number of a version, `now`: as it stands, or `draft`', example: '3' })

export const differenceQuery = z.object({ from: refSchema, to: refSchema })

export const differenceSchema = z
  .object({
    from: refSchema,
    to: refSchema,
    physicians: z
      .array(physicianSchema)
      .openapi({ description: 'everybody named, in the order of their kana' }),
    people: z
      .array(z.object({ physicianId: z.string(), changes: z.array(dutyDifferenceSchema) }))
      .openapi({ description: 'only who has a difference, in the same order' }),
    units: z.array(
      z.object({
        unitId: z.string(),
        post: z.string(),
        before: wholeSide.nullable().openapi({ description: 'null: not there, or open' }),
        after: wholeSide.nullable(),
      }),
    ),
  })
  .openapi('RotaDifference')

export type DutyDifferenceView = z.infer<typeof dutyDifferenceSchema>
export type RotaDifferenceView = z.infer<typeof differenceSchema>
export type PartView = z.infer<typeof partSchema>
export type PhysicianView = z.infer<typeof physicianSchema>

export const partViews = (parts: readonly (Interval & { physicianId: string })[]): PartView[] =>
  parts.map(part => ({ physicianId: part.physicianId, ...writtenInterval(part) }))

export const differenceViews = (duties: readonly DutyDifference[]): DutyDifferenceView[] =>
  duties.map(duty => ({ ...duty, before: ownView(duty.before), after: ownView(duty.after) }))

const ownView = (side: DutyDifference['before']) =>
  side && { ...side, ...writtenInterval(side), hours: side.hours.map(writtenInterval) }

const wholeView = (side: UnitDifference['before']) =>
  side && { ...side, ...writtenInterval(side), parts: partViews(side.parts) }

/** A difference with everybody in it named; `physicians` gives the order. */
export function differenceView(
  { people, units }: RotaDifference,
  physicians: readonly PhysicianView[],
): Pick<RotaDifferenceView, 'physicians' | 'people' | 'units'> {
  const own = new Map(people.map(({ physicianId, duties }) => [physicianId, duties]))
  return {
    physicians: physicians.map(({ id, name, clinic }) => ({ id, name, clinic })),
    people: physicians.flatMap(({ id }) => {
      const duties = own.get(id)
      return duties ? [{ physicianId: id, changes: differenceViews(duties) }] : []
    }),
    units: units.map(unit => ({ ...unit, before: wholeView(unit.before), after: wholeView(unit.after) })),
  }
}

import { z } from '@hono/zod-openapi'
import { MOST_AT_ONCE } from './new-wish.ts'
import { WISH_KINDS } from './wish.ts'

/** What pages and programs read of wishes. Times are Asia/Tokyo wall clock with their offset. */

const wallClock = z.iso.datetime({ offset: true }).openapi({ example: '2027-04-03T12:00:00+09:00' })
const moment = z.iso.datetime().openapi({ description: 'UTC', example: '2027-01-20T05:00:00.000Z' })
const day = z.iso.date()
const kind = z.enum(WISH_KINDS).openapi({ description: '不可, できれば避けたい, 希望' })

const unitSchema = z
  .object({
    id: z.string(),
    day,
    rule: z.string(),
    start: wallClock,
    end: wallClock,
    hours: z.number(),
    holidayClass: z.string(),
    label: z.string(),
    tentative: z.boolean().openapi({ description: 'rests on a holiday not announced yet (予定)' }),
  })
  .openapi('WishUnit')

const hours = z
  .object({ from: z.string(), to: z.string() })
  .nullable()
  .openapi({
    description: 'of each day; from later than to: until the next day; null: the whole day',
    example: { from: '09:00', to: '17:00' },
  })

const patternSchema = z
  .discriminatedUnion('form', [
    z.object({ form: z.literal('unit'), day, rule: z.string() }),
    z.object({ form: z.literal('days'), from: day, to: day, hours }),
    z.object({ form: z.literal('repeat'), rrule: z.string(), from: day, to: day, hours }),
    z.object({ form: z.literal('busy'), times: z.number().int() }),
  ])
  .openapi('WishPattern', { description: 'busy: how many busy times of a calendar that was read' })

const wishSchema = z
  .object({
    id: z.string(),
    kind,
    pattern: patternSchema,
    units: z.array(z.string()).openapi({ description: 'ids of the units it touches' }),
    enteredAt: moment,
    enteredBy: z.string().nullable(),
    onBehalf: z.boolean().openapi({ description: 'entered by somebody else in their place (代行入力)' }),
  })
  .openapi('Wish')

const useSchema = z.object({
  used: z.number().int().openapi({ description: 'units touched' }),
  most: z.number().int().nullable().openapi({ description: 'null: any number' }),
})

const schemeSchema = z.object({ id: z.string(), name: z.string(), shortName: z.string() })

const enteredSchema = z.object({ at: moment, by: z.string().nullable(), onBehalf: z.boolean() })

export const memberWishesSchema = z
  .object({
    scheme: schemeSchema,
    fiscalYear: z.number().int(),
    physician: z.object({ id: z.string(), name: z.string(), clinic: z.string() }),
    deadline: day.nullable().openapi({ description: 'until its 24:00; null: not set' }),
    open: z.boolean().openapi({ description: 'whether physicians may enter now' }),
    mayEnter: z.boolean().openapi({ description: 'whether the one who asks may' }),
    onBehalf: z.boolean().openapi({ description: 'the one who asks is not the physician' }),
    quota: z.object({ unavailable: useSchema, avoid: useSchema, want: useSchema }),
    units: z.array(unitSchema),
    wishes: z.array(wishSchema),
    none: enteredSchema
      .nullable()
      .openapi({ description: 'said to have no wishes (希望なし); null: not said' }),
  })
  .openapi('MemberWishes')

export const addedWishesSchema = memberWishesSchema
  .extend({
    added: z.array(z.string()).openapi({ description: 'ids of the new wishes, in the order sent' }),
  })
  .openapi('AddedWishes')

/** Each is checked by `new-wish.ts`, which knows the year; how many they are, before anything is read. */
export const newWishesBody = z.object({
  wishes: z
    .array(z.unknown())
    .min(1)
    .max(MOST_AT_ONCE)
    .openapi({
      description: 'kind, and pattern of form unit, days or repeat',
      example: [
        { kind: 'unavailable', pattern: { form: 'days', from: '2027-08-10', to: '2027-08-16', hours: null } },
      ],
    }),
})

export const noneSchema = z.object({
  none: z.boolean().openapi({ description: 'true: there are no wishes (希望なし); false: takes that back' }),
})

export const calendarFileSchema = z.object({
  text: z
    .string()
    .min(1)
    .openapi({ description: 'the content of the .ics file; only its busy times are kept' }),
})

export const calendarToStoreSchema = calendarFileSchema.extend({
  replace: z.boolean().openapi({ description: 'takes the place of calendars read before' }),
})

export const calendarPreviewSchema = z
  .object({
    events: z.number().int(),
    skipped: z.object({
      free: z.number().int(),
      cancelled: z.number().int(),
      unreadable: z.number().int(),
    }),
    times: z.number().int().openapi({ description: 'busy times inside the year' }),
    units: z.array(z.string()).openapi({ description: 'ids of the units that would be 不可' }),
    earlier: z.number().int().openapi({ description: 'calendars read before' }),
  })
  .openapi('CalendarPreview')

export const wishOverviewSchema = z
  .object({
    units: z.array(unitSchema),
    members: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        clinic: z.string(),
        counts: z.object({
          unavailable: z.number().int(),
          avoid: z.number().int(),
          want: z.number().int(),
        }),
        lastEntered: enteredSchema.nullable().openapi({ description: 'null: has entered no wish' }),
        none: enteredSchema.nullable().openapi({ description: 'said to have no wishes (希望なし)' }),
        notTheirs: z
          .array(z.number().int())
          .openapi({ description: 'places in `units`, from 0, of those they cannot be given' }),
      }),
    ),
  })
  .openapi('WishOverview')

export type WishUnitView = z.infer<typeof unitSchema>
export type MemberWishes = z.infer<typeof memberWishesSchema>
export type AddedWishes = z.infer<typeof addedWishesSchema>
export type CalendarPreview = z.infer<typeof calendarPreviewSchema>
export type WishOverview = z.infer<typeof wishOverviewSchema>

import { z } from '@hono/zod-openapi'
import { isLocalDay } from '../../time/local-day.ts'
import { isLocalTime } from '../../time/tokyo.ts'
import { covers } from '../coverage-settings.ts'

/** Absences that return every week (domain.md §2K), as pages and programs send them. Days and times are Asia/Tokyo. */

const id = z.string().min(1).max(80)
const day = z.string().refine(text => isLocalDay(text) && text >= '1949-04-01' && text <= '2101-03-31')
const revision = z.number().int().min(0).max(2_147_483_646)

const WEEK = 7

export const newSeriesSchema = z
  .strictObject({
    weekdays: z
      .array(z.number().int().min(1).max(WEEK))
      .min(1)
      .max(WEEK)
      .refine(days => new Set(days).size === days.length)
      .openapi({ description: '1 Monday … 7 Sunday' }),
    fromTime: z.string().refine(time => isLocalTime(time) && time !== '24:00'),
    toTime: z.string().refine(isLocalTime).openapi({ description: 'at or before `fromTime`: the next day' }),
    fromDay: day,
    toDay: day,
    reasonId: id,
    cover: z.enum(covers),
    coverPhysicianId: id.nullable(),
    note: z
      .string()
      .trim()
      .max(200)
      .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u),
  })
  .openapi('NewAbsenceSeries')

export const seriesEndSchema = z
  .strictObject({ fromDay: day.openapi({ description: 'the first day without it' }), revision })
  .openapi('AbsenceSeriesEnd')

export const enteredSeriesSchema = z.object({ id: z.string(), absences: z.number().int() })

export type NewSeries = z.infer<typeof newSeriesSchema>

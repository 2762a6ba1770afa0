import { z } from '@hono/zod-openapi'
import { FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR } from '../calendar/fiscal-year.ts'

/** The sheets, each with what it is of: a year, a month, a physician. */
export const SHEETS = ['year', 'month', 'own', 'contacts', 'family'] as const
export type SheetKind = (typeof SHEETS)[number]

const ERAS = ['western', 'reiwa'] as const

/** How years are written: `2026年`, or by 元号 `令和8年`. */
export type Era = (typeof ERAS)[number]

const columnSchema = z.object({ label: z.string(), strong: z.boolean() })

const blockSchema = z.object({
  title: z.string().nullable(),
  text: z.array(z.string()).openapi({ description: 'paragraphs before the table' }),
  columns: z.array(columnSchema).openapi({ description: 'empty: there is no table' }),
  rows: z.array(z.array(z.string())),
})

/** A sheet of paper as content: what is drawn on A4 and shown on the page alike. All texts are Japanese. */
export const sheetSchema = z
  .object({
    title: z.string(),
    about: z.string().openapi({ description: 'whose it is and of when' }),
    notes: z.array(z.string()),
    columns: z
      .union([z.literal(1), z.literal(2)])
      .openapi({ description: 'how many blocks stand side by side' }),
    blocks: z.array(blockSchema),
    source: z.string().openapi({ description: 'the version it shows, and when that was published' }),
    madeOn: z.iso.date(),
    made: z.string().openapi({ description: 'the day it was made, in words' }),
    fileName: z.string(),
  })
  .openapi('Sheet')

export type Sheet = z.infer<typeof sheetSchema>
export type Block = z.infer<typeof blockSchema>
export type Column = z.infer<typeof columnSchema>

const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text)

export const sheetPath = z.object({
  schemeId: z.string().max(80),
  fiscalYear: z.coerce.number().int().min(FIRST_FISCAL_YEAR).max(LAST_FISCAL_YEAR),
})

export const monthPart = {
  month: z
    .string()
    .refine(isMonth)
    .openapi({ example: '2026-06', description: 'a month of the fiscal year' }),
}

export const physicianPart = { physicianId: z.string().max(80) }

/** How a sheet is wanted. */
export const sheetQuery = z.object({
  era: z.enum(ERAS).default('western').openapi({ description: '令和8年 or 2026年' }),
  as: z.enum(['json', 'pdf']).default('json'),
})

import { z } from '@hono/zod-openapi'
import { builtInstanceShape } from '../optimiser/instance.ts'

/** What the year table reads of a draft, and what it sends. */

const id = z.string().min(1).max(200)
const place = { unit: id, post: id }
const physician = id.nullable().openapi({ description: 'null: the post is open (未定)' })

export const draftRotaSchema = z
  .object({
    revision: z.number().int(),
    // Made anew: what was made before the library's start cannot be described.
    instance: z.strictObject(builtInstanceShape.shape).openapi('RotaInstance', {
      description: 'rinban-rota/1 as of now: members, wishes, settings, and the pinned assignments as pins',
    }),
    assignments: z.array(
      z.object({ unit: z.string(), post: z.string(), person: z.string(), pinned: z.boolean() }),
    ),
    units: z
      .array(z.object({ id: z.string(), label: z.string(), tentative: z.boolean() }))
      .openapi({ description: 'what people call the units' }),
    outside: z
      .array(z.object({ unit: z.string(), person: z.string() }))
      .openapi({ description: 'units during which somebody is not a member: nobody can be given these' }),
    begun: z
      .array(z.object({ unit: z.string(), post: z.string() }))
      .openapi({ description: 'published duties that have begun: they can no longer be edited' }),
  })
  .openapi('DraftRota')

const editSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('assign'), ...place, was: physician, to: physician }),
  z.strictObject({ kind: z.literal('pin'), ...place, was: z.boolean(), to: z.boolean() }),
])

const MOST_EDITS = 400

export const editsSchema = z.strictObject({ edits: z.array(editSchema).min(1).max(MOST_EDITS) })

export const editedSchema = z
  .object({ revision: z.number().int().openapi({ description: 'one more for every change by anybody' }) })
  .openapi('EditedDraft')

export type DraftRota = z.infer<typeof draftRotaSchema>
export type EditedDraft = z.infer<typeof editedSchema>

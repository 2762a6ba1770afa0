import { z } from '@hono/zod-openapi'

/** The areas (地区) of an association, and which physicians do what there (domain.md §2C). */

const id = z.string().min(1).max(80)

/** 訪問診療, 往診 and 看取り: three different things that a physician does or does not do. */
export const capabilities = ['homeVisit', 'houseCall', 'endOfLifeCare'] as const
export type Capability = (typeof capabilities)[number]

const capability = z.enum(capabilities)

/** One line of readable text. */
const name = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u)

const MOST_AREAS = 200

const revision = z
  .number()
  .int()
  .min(0)
  .max(2_147_483_646)
  .openapi({ description: "counts the changes of the association's settings" })

export const areasSchema = z
  .object({
    association: z.object({ id: z.string(), name: z.string() }),
    areas: z
      .array(z.object({ id, name: z.string(), inUse: z.boolean() }))
      .openapi({ description: 'in their order; one in use cannot be removed' }),
    physicians: z.array(z.object({ id, name: z.string(), clinic: z.string() })),
    entries: z.array(z.object({ physicianId: id, areaId: id, capability })),
    revision,
  })
  .openapi('Areas')

const isFirstOf = (names: readonly { name: string }[], index: number): boolean =>
  names.findIndex(other => other.name === names[index]?.name) === index

/** The areas as they shall be, in order; `id` null: a new one. */
export const areasChangeSchema = z
  .strictObject({
    areas: z
      .array(z.strictObject({ id: id.nullable(), name }))
      .max(MOST_AREAS)
      .superRefine((areas, context) => {
        for (const index of areas.keys())
          if (!isFirstOf(areas, index))
            context.addIssue({ code: 'custom', path: [index, 'name'], message: 'twice' })
      }),
    revision,
  })
  .openapi('AreasChange')

/** Only what changes is sent, so that two who enter at once lose nothing of each other. */
export const capabilitiesChangeSchema = z
  .strictObject({
    changes: z
      .array(z.strictObject({ areaId: id, capability, does: z.boolean() }))
      .min(1)
      .max(MOST_AREAS * capabilities.length),
  })
  .openapi('CapabilitiesChange')

export type AreasView = z.infer<typeof areasSchema>
export type AreasChange = z.infer<typeof areasChangeSchema>
export type CapabilitiesChange = z.infer<typeof capabilitiesChangeSchema>

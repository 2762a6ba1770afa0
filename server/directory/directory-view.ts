import { z } from '@hono/zod-openapi'

const rosterYearSchema = z.object({
  fiscalYear: z.number().int(),
  drafted: z.boolean(),
  published: z.number().int().nullable().openapi({ description: 'number of the newest published version' }),
})

export const associationSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    shortName: z.string(),
    invented: z.boolean(),
    physicians: z.number().int(),
    nursingStations: z.array(z.object({ name: z.string(), nightPhone: z.string() })),
    hospitals: z.array(z.object({ name: z.string(), phone: z.string() })),
    supportBlocks: z.array(
      z.object({
        name: z.string(),
        status: z.string(),
        clinics: z.number().int(),
        hospitals: z.array(z.string()),
      }),
    ),
    schemes: z.array(
      z.object({ id: z.string(), name: z.string(), shortName: z.string(), years: z.array(rosterYearSchema) }),
    ),
  })
  .openapi('Association')

export type AssociationView = z.infer<typeof associationSchema>

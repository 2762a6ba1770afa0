import { z } from '@hono/zod-openapi'
import { ONE_LINE } from '../one-line.ts'

/** Clinics that cover each other (domain.md §2 B and G), as the secretariat groups them for calendars. */

const id = z.string().min(1).max(80)

/** One line of readable text: it becomes the name of a calendar. */
const name = z.string().trim().min(1).max(40).regex(ONE_LINE)

const MOST_CLINICS = 500

const clinicIds = z
  .array(id)
  .min(1)
  .max(MOST_CLINICS)
  .refine(ids => new Set(ids).size === ids.length)

const revision = z.number().int().min(0).max(2_147_483_646)

export const clinicGroupsSchema = z
  .object({
    groups: z.array(z.object({ id, name: z.string(), clinicIds: z.array(id), revision })),
    clinics: z
      .array(z.object({ id, name: z.string(), place: z.string() }))
      .openapi({ description: 'those of the association, in order' }),
  })
  .openapi('ClinicGroups')

export const newClinicGroupSchema = z.strictObject({ name, clinicIds }).openapi('NewClinicGroup')
export const clinicGroupChangeSchema = newClinicGroupSchema.extend({ revision }).openapi('ClinicGroupChange')
export const clinicGroupRemovalSchema = z.strictObject({ revision })

export type ClinicGroups = z.infer<typeof clinicGroupsSchema>
export type NewClinicGroup = z.infer<typeof newClinicGroupSchema>
export type ClinicGroupChange = z.infer<typeof clinicGroupChangeSchema>

import { z } from '@hono/zod-openapi'
import { roles } from './role.ts'

/** The secretariat's list of people: who is what in the association, from when to when. */

const facilitySchema = z.object({ id: z.string(), name: z.string() })

const memberSchema = z.object({
  membershipId: z.string(),
  account: z.object({ id: z.string(), name: z.string(), email: z.string(), disabled: z.boolean() }),
  role: z.enum(roles),
  facility: facilitySchema.nullable(),
  fromDay: z.iso.date(),
  toDay: z.iso.date().nullable(),
  inForce: z.boolean().openapi({ description: 'today, in Tokyo' }),
})

export const peopleSchema = z
  .object({
    people: z.array(memberSchema),
    facilities: z
      .object({
        physicians: z.array(facilitySchema),
        hospitals: z.array(facilitySchema),
        nursingStations: z.array(facilitySchema),
      })
      .openapi({ description: 'What a physician, hospital liaison or station account can be of' }),
  })
  .openapi('People')

export const membershipChangeSchema = z
  .object({
    role: z.enum(roles).exclude(['systemAdministrator']),
    facilityId: z.string().max(80).nullable(),
    fromDay: z.iso.date(),
    toDay: z.iso.date().nullable(),
  })
  .refine(change => change.toDay === null || change.fromDay <= change.toDay, { path: ['toDay'] })

export type PeopleView = z.infer<typeof peopleSchema>
export type MembershipChange = z.infer<typeof membershipChangeSchema>

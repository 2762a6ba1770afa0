import { z } from '@hono/zod-openapi'

/** The audit trail of an association, newest first. Names are looked up when it is read, never stored in it. */
export const auditPageSchema = z
  .object({
    entries: z.array(
      z.object({
        seq: z.number().int(),
        at: z.iso.datetime(),
        action: z.string(),
        actor: z.object({ id: z.string(), name: z.string() }).nullable(),
        onBehalfOf: z.object({ id: z.string(), name: z.string() }).nullable(),
        resource: z.string(),
        detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
        address: z.string().nullable(),
      }),
    ),
    next: z
      .number()
      .int()
      .nullable()
      .openapi({ description: 'pass as `before` for the entries before these' }),
  })
  .openapi('AuditPage')

export const auditFilterSchema = z.object({
  action: z.string().max(80).optional(),
  actor: z.string().max(80).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  before: z.coerce.number().int().min(1).optional(),
})

export type AuditPage = z.infer<typeof auditPageSchema>

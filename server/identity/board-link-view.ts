import { z } from '@hono/zod-openapi'

/** Links that open the board of an association without signing in, for stations and call centres. */

const instant = z.iso.datetime({ offset: true })

export const boardLinksSchema = z
  .object({
    association: z.string(),
    links: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        createdAt: instant,
        lastReadAt: instant.nullable().openapi({ description: 'exact to five minutes' }),
      }),
    ),
  })
  .openapi('BoardLinks')

/** One line of readable text. */
export const newBoardLinkSchema = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u),
})

export const issuedBoardLinkSchema = boardLinksSchema
  .extend({ link: z.string().openapi({ description: 'shown this once; only its hash is kept' }) })
  .openapi('IssuedBoardLink')

export const boardTokenSchema = z.strictObject({ token: z.string().max(200) })

export const boardVisitSchema = z
  .object({ association: z.object({ id: z.string(), name: z.string() }).nullable() })
  .openapi('BoardVisit')

export type BoardLinks = z.infer<typeof boardLinksSchema>
export type BoardVisitView = z.infer<typeof boardVisitSchema>

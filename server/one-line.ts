import { z } from '@hono/zod-openapi'

/**
 * One line of readable text, which everything typed in a sentence or a list has to be: no control characters or breaks
 * of lines, no halves of characters, and no marks that turn round what stands beside them.
 */
export const ONE_LINE = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]*$/u

export const oneLine = z.string().regex(ONE_LINE)

import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { writeDurably } from '../../server/durable-file.ts'
import { roles } from '../../server/identity/role.ts'

/** `DATA_DIR/demo.json`: how to use the invented district, for people and for programs that try it out. */
const demoFile = z.object({
  baseUrl: z.string(),
  /** One calendar address for each kind of feed. */
  feeds: z.object({ physician: z.string(), scheme: z.string() }),
  /** Every calendar of the invented districts. */
  everyFeed: z
    .array(z.object({ audience: z.enum(['physician', 'scheme']), name: z.string(), url: z.string() }))
    .min(1),
  /** One account for each role; the second factor is the six-digit code of the authenticator secret. */
  accounts: z.array(
    z.object({
      role: z.enum(roles),
      name: z.string(),
      association: z.string().nullable(),
      email: z.string(),
      password: z.string(),
      totpSecret: z.string(),
    }),
  ),
})

export type DemoFile = z.infer<typeof demoFile>
export type DemoAccount = DemoFile['accounts'][number]
export type DemoFeed = DemoFile['everyFeed'][number]

/** The file at `path`; null when it is missing, cut short, or of another version of the program. */
export function readDemoFile(path: string): DemoFile | null {
  try {
    return demoFile.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}

/** Writes the file for its owner alone. Readers find the old file or the new one, never a part. */
export const writeDemoFile = (path: string, demo: DemoFile): void =>
  writeDurably(path, `${JSON.stringify(demo, null, 2)}\n`)

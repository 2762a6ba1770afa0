import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

/** `DATA_DIR/demo.json`: how to use the invented district, for people and for programs that try it out. */
const demoFile = z.object({
  baseUrl: z.string(),
  /** One calendar address for each kind of feed. */
  feeds: z.object({ physician: z.string(), scheme: z.string() }),
  /** Every calendar of the invented districts. */
  everyFeed: z.array(
    z.object({ audience: z.enum(['physician', 'scheme']), name: z.string(), url: z.string() }),
  ),
})

export type DemoFile = z.infer<typeof demoFile>
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
export function writeDemoFile(path: string, demo: DemoFile): void {
  const beside = `${path}.${process.pid}`
  writeFileSync(beside, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 })
  renameSync(beside, path)
}

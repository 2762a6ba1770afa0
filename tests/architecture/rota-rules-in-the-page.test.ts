import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = new URL('../..', import.meta.url).pathname

/** Imports that are still there when the types are gone. */
const IMPORT = /^(?:import|export)\s(?!type\b)[^;']*?from '([^']+)'|^import '([^']+)'/gm

/** Everything that a file brings with it when it is bundled: files by path, packages by name. */
function brought(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  if (!file.endsWith('.ts')) return seen
  for (const [, from = '', bare = ''] of readFileSync(join(root, file), 'utf8').matchAll(IMPORT)) {
    const target = from || bare
    brought(target.startsWith('.') ? normalize(join(dirname(file), target)) : target, seen)
  }
  return seen
}

describe('the rules of a rota that the page bundles', () => {
  it.each([
    'candidates-for',
    'cost',
    'explain-rota',
    'hand-methods',
    'hard-rules',
    'newly-broken',
    'place-rota',
    'precedence',
  ])('%s brings no package with it, neither Node nor the shape checker', name => {
    const all = [...brought(`server/roster/optimiser/${name}.ts`)]
    expect(all.filter(one => !/^server\/(time|roster\/optimiser)\/[a-z-]+\.ts$/.test(one))).toEqual([])
  })

  it('are followed to the end', () => {
    expect(brought('server/roster/optimiser/explain-rota.ts')).toContain('server/time/local-day.ts')
    expect(brought('server/roster/optimiser/parse-instance.ts')).toContain('zod')
    expect(brought('server/roster/optimiser/judge-rota.ts')).toContain('node:crypto')
  })
})

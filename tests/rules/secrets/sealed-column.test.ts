import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'
import { sealedColumns } from '../../../server/secrets/sealed-column.ts'

const schema = new URL('../../../db/schema', import.meta.url).pathname

/** The fields a schema file calls `Sealed.` in the comment before them. */
const FIELD = /\/\*\* Sealed\b[^*]*\*\/\s+(\w+):/g

it('every field the schema calls sealed is in the list that the rotation of keys goes through', () => {
  const fields = globSync('*.ts', { cwd: schema }).flatMap(file =>
    [...readFileSync(join(schema, file), 'utf8').matchAll(FIELD)].map(
      ([, column]) => `${basename(file, '.ts').replaceAll('-', '_')}.${column}`,
    ),
  )
  expect(fields.length).toBeGreaterThan(0)
  expect(sealedColumns.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(fields.sort())
})

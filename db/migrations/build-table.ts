import type { ColumnDefinitionBuilder, CreateTableBuilder, Kysely } from 'kysely'

/** Words in which migrations from 0006 on describe a table. */

export type Table = CreateTableBuilder<string, string>
type Type = 'text' | 'bigint' | 'integer'

export const table = (db: Kysely<unknown>, name: string): Table =>
  db.schema.createTable(name) as unknown as Table

export const withId = (db: Kysely<unknown>, name: string): Table =>
  table(db, name).addColumn('id', 'text', c => c.primaryKey())

export const needed = (built: Table, type: Type, ...columns: string[]): Table =>
  columns.reduce((before, column) => before.addColumn(column, type, c => c.notNull()), built)

export const optional = (built: Table, type: Type, ...columns: string[]): Table =>
  columns.reduce((before, column) => before.addColumn(column, type), built)

export const reference = (built: Table, column: string, target: string): Table =>
  built.addColumn(column, 'text', c => c.notNull().references(target))

/** The account that did it; null: the seed of the demo, or a job. */
export const byAccount = (built: Table, column: string): Table =>
  built.addColumn(column, 'text', c => c.references('account.id'))

export const widen = (
  db: Kysely<unknown>,
  name: string,
  column: string,
  type: Type,
  as: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder = c => c,
) => db.schema.alterTable(name).addColumn(column, type, as).execute()

export const index = (db: Kysely<unknown>, name: string, ...columns: string[]) =>
  db.schema
    .createIndex(`${name}_by_${columns.join('_')}`)
    .on(name)
    .columns(columns)
    .execute()

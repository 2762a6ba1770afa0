/** A column of sealed texts, each bound by `boundTo(table, column, id)` to its row. The table's key is `id`. */
export type SealedColumn = { table: string; column: string }

/** Every sealed column there is: what a rotation of the data keys seals anew. Null values are left alone. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'account', column: 'email' },
  { table: 'account', column: 'name' },
  { table: 'invitation', column: 'email' },
  { table: 'invitation', column: 'name' },
  { table: 'totp_factor', column: 'secret' },
]

/** The one row that says which installation this database belongs to. */
export type InstallationTable = {
  id: number
  /** Random, made with the database: the part of calendar UIDs that no other installation shares. */
  identity: string
  /** When the invented district was put in; null: never. Changed once, so two servers seed it once. */
  seeded_at: number | null
}

import type { Generated } from 'kysely'

/** Version n of a roster, as published: immutable, refused to UPDATE and DELETE by the database. */
export type PublicationTable = {
  id: string
  roster_id: string
  number: number
  published_at: number
  /** The draft it was made from: seed and hash of the instance, so that it can be made again. */
  seed: number
  input_hash: string
  /** JSON of the `RotaInstance` at publication: shares, burdens and openings as they were then. */
  instance: string | null
  /** `publication` of a draft, or `withdrawal` of units still to come from the version before. */
  kind: Generated<string>
  /** JSON of the gate's `CheckResult`s as they were; null: published before the gate. */
  checks: string | null
  /** Why units were withdrawn. */
  reason: string | null
  published_by: string | null
}

/** A search of the optimiser for one draft. At most one is `running` for a roster: the database sees to it. */
export type RotaRunTable = {
  id: string
  roster_id: string
  /** The roster's revision the search began from. */
  base_revision: number
  seed: number
  seconds: number
  input_hash: string
  /** JSON of the `RotaInstance`, so that the result can be made again. */
  instance: string
  status: 'running' | 'done' | 'failed'
  /** When its input was read. */
  as_of: number
  started_at: number
  started_by: string | null
  /** When its turn came: a server searches for one rota at a time; null while it waits. */
  searching_since: number | null
  /** Renewed while it runs; one that is silent has lost its server. */
  heartbeat_at: number
  /** 1: whoever runs it is to stop with the best so far. */
  stop_requested: number
  best: number | null
  bound: number | null
  /** JSON of the `RotaResult`. */
  result: string | null
  ended_at: number | null
  /** When its rota became the draft; null: it did not. */
  taken_at: number | null
}

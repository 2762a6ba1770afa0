/** The one row with the end of the audit chain; who appends holds its lock, so appends queue up. */
export type AuditHeadTable = {
  id: number
  seq: number
  hash: string
}

/** An unused recovery code. Using it deletes the row. */
export type RecoveryCodeTable = {
  account_id: string
  code_hash: string
}

/** A support-hospital block (ブロック): a default filter, never a wall (domain.md §2E). */
export type SupportBlockTable = {
  id: string
  association_id: string
  name: string
  status: string
}

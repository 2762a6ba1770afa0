/** A day the association itself declares closed: year-end, Obon, a single day (domain.md §2A, open point 4). */
export type ClosedDayTable = {
  association_id: string
  day: string
  label: string
}

export type ClinicTable = {
  id: string
  association_id: string
  name: string
  /** Town or quarter, short enough for a calendar entry. */
  place: string
  phone: string
}

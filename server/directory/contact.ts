/** A physician as they can be reached. */
export type Contact = {
  id: string
  name: string
  clinicId: string
  clinic: string
  place: string
  /** The clinic's. */
  phone: string
  /** The number to call at night: their own if they gave one, else the clinic's. */
  nightPhone: string
}

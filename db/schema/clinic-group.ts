/** Clinics that cover each other (domain.md §2B, §2G). */
export type ClinicGroupTable = {
  id: string
  association_id: string
  name: string
  revision: number
}

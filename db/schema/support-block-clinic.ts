export type SupportBlockClinicTable = {
  block_id: string
  clinic_id: string
}

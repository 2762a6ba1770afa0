export type ClinicGroupClinicTable = {
  group_id: string
  clinic_id: string
}

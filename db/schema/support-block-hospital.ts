export type SupportBlockHospitalTable = {
  block_id: string
  hospital_id: string
}

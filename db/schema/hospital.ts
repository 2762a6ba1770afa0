export type HospitalTable = {
  id: string
  association_id: string
  name: string
  phone: string
}

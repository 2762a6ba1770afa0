export type PhysicianTable = {
  id: string
  clinic_id: string
  name: string
  kana: string
}

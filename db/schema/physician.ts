export type PhysicianTable = {
  id: string
  clinic_id: string
  name: string
  kana: string
  /** The number to call at night; null: the clinic's. */
  duty_phone: string | null
}

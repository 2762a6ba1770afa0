/** Who a calendar subscription is for: whose duties it shows. */
export const audiences = [
  'physician',
  'scheme',
  'association',
  'supportBlock',
  'clinicGroup',
  'clinic',
  'nursingStation',
  'hospital',
] as const

export type Audience = (typeof audiences)[number]

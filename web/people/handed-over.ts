import type { GivenRole } from './derived.ts'

/** A link that is shown once and given to a person on paper. */
export type HandedOver = {
  kind: 'invitation' | 'reset'
  name: string
  email: string
  role: GivenRole | null
  link: string
  expiresAt: string
}

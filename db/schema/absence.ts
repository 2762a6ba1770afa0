import type { Generated } from 'kysely'

/** Hours in which a physician answers nobody (不在), and who covers them. One physician's never overlap. */
export type AbsenceTable = {
  id: string
  association_id: string
  physician_id: string
  start_at: number
  end_at: number
  reason_id: string
  series_id: string | null
  /** `deputy`, `locum` the physician named, `rota`, or `request`: hands are asked for, and nobody is named yet. */
  cover: string
  cover_physician_id: string | null
  entered_at: number
  entered_by: string | null
  /** 1: entered by somebody else in their place (代行入力). */
  on_behalf: number
  withdrawn_at: number | null
  revision: Generated<number>
}

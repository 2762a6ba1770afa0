import type { Interval } from '../time/interval.ts'
import type { Answerer, Stand } from './coverage-layers.ts'

/** A part of a published duty as it stands, swaps and changes included. */
export type StandingDuty = Interval & {
  readonly unitId: string
  readonly post: string
  readonly physicianId: string
  readonly schemeId: string
}

/** The rota as a layer: whoever holds a post of a unit stands there for its hours. */
export const rotaStands = (duties: readonly StandingDuty[], order = 0): Stand[] =>
  duties.map(({ start, end, post, physicianId, schemeId, unitId }) => ({
    start,
    end,
    post,
    who: { kind: 'physician', id: physicianId },
    source: 'rota',
    order,
    reason: { of: 'duty', schemeId, unitId },
  }))

/** The final back-up of a scheme, at each of these posts for the whole window. */
export const backupStands = (
  finalBackup: Answerer | null,
  schemeId: string,
  posts: readonly string[],
  { start, end }: Interval,
): Stand[] =>
  finalBackup === null
    ? []
    : posts.map(post => ({
        start,
        end,
        post,
        who: finalBackup,
        source: 'backup',
        order: 0,
        reason: { of: 'scheme', schemeId },
      }))

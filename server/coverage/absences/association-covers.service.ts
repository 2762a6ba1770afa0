import type { Db, Trx } from '../../../db/open.ts'
import { physiciansRegisteredIn } from '../../directory/areas/area.service.ts'
import type { LocalDay } from '../../time/local-day.ts'
import { type Cover, storedCoverageSettings } from '../coverage-settings.ts'
import * as absences from './absence.repository.ts'
import { offeredCovers } from './offered-covers.ts'
import { whoIsAsked } from './who-is-asked.ts'

/** Who covers whom in an association: its schemes with their members, and whoever is registered in its areas. */
export type AssociationCovers = {
  /** What a physician's absence may be covered by from `day` on, the first proposed. */
  offeredTo(physicianId: string, day: LocalDay): Cover[]
  /** Whom an open request reaches. */
  askedFor(request: Parameters<typeof whoIsAsked>[0]): string[]
}

export async function coversIn(db: Db | Trx, associationId: string): Promise<AssociationCovers> {
  const rows = await absences.listMemberships(db, associationId)
  const settings = new Map(
    rows.map(row => [row.scheme_id, storedCoverageSettings(row.coverage_settings)] as const),
  )
  const memberships = rows.map(row => ({
    schemeId: row.scheme_id,
    physicianId: row.physician_id,
    joinedOn: row.joined_on,
    leftOn: row.left_on,
  }))
  const registered = await physiciansRegisteredIn(db, associationId)
  return {
    offeredTo: (physicianId, day) => {
      const own = memberships.filter(
        one => one.physicianId === physicianId && (one.leftOn === null || day <= one.leftOn),
      )
      const schemes = new Set(own.map(({ schemeId }) => schemeId))
      return offeredCovers([...settings].flatMap(([id, one]) => (schemes.has(id) ? [one] : [])))
    },
    askedFor: request => whoIsAsked(request, memberships, registered),
  }
}

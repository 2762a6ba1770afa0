import type { Db, Trx } from '../../db/open.ts'
import type { Interval } from '../time/interval.ts'
import * as coverage from './coverage.repository.ts'
import type { Away, CoverageLayers } from './coverage-layers.ts'
import { type Cover, storedCoverageSettings } from './coverage-settings.ts'
import type { Absence, Behind } from './lay-team.ts'
import { backupStands, rotaStands } from './rota-stands.ts'

/** The absences of these physicians that touch the window, in order of time. */
export async function absencesOf(
  db: Db | Trx,
  physicianIds: Iterable<string>,
  window: Interval,
): Promise<Absence[]> {
  const ids = [...new Set(physicianIds)]
  if (ids.length === 0) return []
  return (await coverage.listAbsences(db, ids, window)).map(row => ({
    id: row.id,
    physicianId: row.physician_id,
    start: row.start_at,
    end: row.end_at,
    cover: row.cover as Cover,
    coverPhysicianId: row.cover_physician_id,
  }))
}

/** What the deputies of a scheme's teams are called: 副主治医 or 協力医 (domain.md §2 B and C). */
export async function deputyLabelOf(db: Db | Trx, schemeId: string | null): Promise<string> {
  const scheme = schemeId === null ? undefined : await coverage.findSettings(db, schemeId)
  return storedCoverageSettings(scheme?.coverage_settings ?? '{}').deputyLabel
}

const NOTHING_BEHIND: Behind = { posts: [], rota: [], backup: [] }

/** What a scheme puts behind its patients in the window: its rota as it stands and its final back-up. */
export async function behindOf(db: Db | Trx, schemeId: string | null, window: Interval): Promise<Behind> {
  const scheme = schemeId === null ? undefined : await coverage.findSettings(db, schemeId)
  if (!scheme) return NOTHING_BEHIND
  const duties = await coverage.listStandingDuties(db, scheme.id, window)
  const posts: string[] = JSON.parse(scheme.posts)
  const { finalBackup } = storedCoverageSettings(scheme.coverage_settings)
  return {
    posts,
    rota: rotaStands(
      duties.map(row => ({
        start: row.start_at,
        end: row.end_at,
        unitId: row.unit_id,
        post: row.post,
        physicianId: row.physician_id,
        schemeId: scheme.id,
      })),
    ),
    backup: backupStands(finalBackup, scheme.id, posts, window),
  }
}

/** A scheme's district as layers: its rota, its final back-up, and who of them is away. */
export async function layersOfScheme(
  db: Db | Trx,
  schemeId: string,
  window: Interval,
): Promise<CoverageLayers> {
  const { posts, rota, backup } = await behindOf(db, schemeId, window)
  const stands = [...rota, ...backup]
  const physicians = stands.flatMap(({ who }) => (who.kind === 'physician' ? [who.id] : []))
  const away: Away[] = await absencesOf(db, physicians, window)
  return { posts, stands, away }
}

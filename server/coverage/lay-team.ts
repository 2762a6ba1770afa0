import { type Interval, overlaps } from '../time/interval.ts'
import type { CoverageLayers, Stand } from './coverage-layers.ts'
import type { Cover } from './coverage-settings.ts'

/** Who answers first, and who stands behind. */
const TEAM_POSTS = ['primary', 'backup'] as const

/** A physician's place in a care team, in its hours. */
export type TeamPlace = Interval & {
  readonly role: 'attending' | 'deputy'
  readonly physicianId: string
  readonly position: number
}

/** Hours in which somebody else answers for the team, set by hand. */
type TeamOverride = Interval & { readonly id: string; readonly physicianId: string }

/** A physician's absence with its cover; `coverPhysicianId`: the locum named, or who was chosen of those who offered. */
export type Absence = Interval & {
  readonly id: string
  readonly physicianId: string
  readonly cover: Cover
  readonly coverPhysicianId: string | null
}

export type Team = {
  readonly id: string
  readonly places: readonly TeamPlace[]
  readonly overrides: readonly TeamOverride[]
}

/** What stands behind a team: the rota and the final back-up of its scheme. `posts`: those of the scheme, in order. */
export type Behind = {
  readonly posts: readonly string[]
  readonly rota: readonly Stand[]
  readonly backup: readonly Stand[]
}

/** All who could answer for a team: its physicians, whoever covers their absences, and what stands behind it. */
export function layTeam(team: Team, absences: readonly Absence[], behind: Behind): CoverageLayers {
  const ofTeam = (one: Stand): Stand => ({
    ...one,
    post: one.post === behind.posts[0] ? 'primary' : 'backup',
  })
  const rota = behind.rota.map(ofTeam)
  return {
    posts: TEAM_POSTS,
    stands: [
      ...team.overrides.map((one, index) => overrideStand(one, team.overrides.length - index)),
      ...team.places.flatMap(place => coversOf(place, absences, rota)),
      ...team.places.map(place => placeStand(team, place)),
      ...rota,
      ...TEAM_POSTS.flatMap(post => behind.backup.slice(0, 1).map(one => ({ ...one, post }))),
    ],
    away: absences,
  }
}

/** The newest word counts: overrides come in the order in which they were entered. */
const overrideStand = ({ id, physicianId, start, end }: TeamOverride, order: number): Stand => ({
  start,
  end,
  order,
  post: 'primary',
  who: { kind: 'physician', id: physicianId },
  source: 'override',
  reason: { of: 'override', overrideId: id },
})

const placeStand = ({ id }: Team, { role, physicianId, position, start, end }: TeamPlace): Stand => ({
  start,
  end,
  post: 'primary',
  who: { kind: 'physician', id: physicianId },
  source: role,
  order: position,
  reason: { of: 'team', teamId: id },
})

/** Who stands in for the attending physician, in the hours of each absence; deputies stand there by themselves. */
function coversOf(place: TeamPlace, absences: readonly Absence[], rota: readonly Stand[]): Stand[] {
  if (place.role !== 'attending') return []
  return absences
    .filter(absence => absence.physicianId === place.physicianId && overlaps(absence, place))
    .flatMap(absence => {
      const reason = { of: 'absence', absenceId: absence.id, absentId: absence.physicianId } as const
      const hours = within(absence, place)
      if (absence.coverPhysicianId !== null) {
        const who = { kind: 'physician', id: absence.coverPhysicianId } as const
        return [{ ...hours, post: 'primary', who, source: 'absenceCover', order: 0, reason } as const]
      }
      if (absence.cover !== 'rota') return []
      return rota
        .filter(one => one.post === 'primary' && overlaps(one, hours))
        .map(one => ({ ...one, ...within(one, hours), source: 'absenceCover', order: 0, reason }) as const)
    })
}

const within = (one: Interval, other: Interval): Interval => ({
  start: Math.max(one.start, other.start),
  end: Math.min(one.end, other.end),
})

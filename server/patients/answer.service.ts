import type { Db, Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import { absencesOf, behindOf } from '../coverage/coverage.service.ts'
import type { CoverageLayers } from '../coverage/coverage-layers.ts'
import { layTeam } from '../coverage/lay-team.ts'
import { answersAt, type Coverage, resolveCoverage } from '../coverage/resolve-coverage.ts'
import { nurseCoverOf } from '../directory/stations/nurse-cover.ts'
import { stationsBehindPatient } from '../directory/stations/patient-stations.service.ts'
import { accept, type Outcome } from '../http/refusal.ts'
import type { Instant } from '../time/clock.ts'
import { HOUR, type Interval } from '../time/interval.ts'
import { localDayOf } from '../time/tokyo.ts'
import type { AnswerQuestion, AnswerView } from './answer-view.ts'
import * as teams from './care-team.repository.ts'
import type { Asked } from './care-team.service.ts'
import { nameAnswers } from './name-answers.service.ts'
import { viewOfTeam } from './read-team.service.ts'
import { findSubject, type Subject } from './subject.service.ts'
import type { Viewer } from './viewer.ts'

/** Whether a team can be changed by who asks: with these in it, of another association or not. */
type MayChange = (facilityIds: readonly string[], foreign: boolean) => boolean

/** How far ahead is told who answers. */
const AHEAD = 48 * HOUR

/**
 * Who answers for a patient or a clinic group at an instant, past or future, as far as it is kept, and in the 48 hours
 * from then; recorded as a reading of patient data.
 */
export async function answerFor(
  { db, clock }: Asked,
  actor: Actor,
  viewer: Viewer,
  question: AnswerQuestion,
  mayChange: MayChange,
): Promise<Outcome<AnswerView, 'unknownPatient' | 'invalidInput'>> {
  const found = await findSubject(db, viewer, question)
  if (!found.ok) return found
  const now = clock()
  const at = question.at ?? now
  return db.transaction().execute(async trx => {
    const subject = found.value
    const foreign = subject.associationId !== viewer.associationId
    const view = await viewOf(trx, now, at, subject, mayChange(await standingFor(trx, subject), foreign))
    await recordAudit(trx, now, {
      action: 'careTeam.answer',
      actor: { accountId: actor.accountId },
      address: actor.address,
      associationId: found.value.associationId,
      resource: found.value.patient ? `patient:${found.value.patient.id}` : `clinicGroup:${found.value.id}`,
      detail: { at },
    })
    return accept(view)
  })
}

async function viewOf(
  db: Db | Trx,
  now: Instant,
  at: Instant,
  subject: Subject,
  mayChange: boolean,
): Promise<AnswerView> {
  const window = { start: at, end: at + AHEAD }
  const rows = await teamsFor(db, subject)
  const kept = await keptOf(
    db,
    rows.map(row => row.id),
    window,
  )
  const standing = rows.find(row => row.ended_at === null)
  const pieces = await Promise.all(
    piecesOf(kept, window).map(async piece => ({ window: piece, layers: await layersOf(db, kept, piece) })),
  )
  const [first] = pieces
  const name = await nameAnswers(
    db,
    pieces.flatMap(({ layers }) => layers),
    kept.overrides,
  )
  const told = (post: string, part: Coverage['segments'][number] | Coverage['gaps'][number]) => ({
    ...name(post, part),
    start: part.start,
    end: part.end,
  })
  const team = standing && (await viewOfTeam(db, now, standing, mayChange))
  const stations = await stationsOf(db, now, at, subject, kept)
  const hospital = team?.hospital ?? null
  return {
    at,
    association: subject.association,
    patient: subject.patient,
    group: subject.group,
    team: team ?? null,
    posts: first ? answersAt(first.layers, at).map(word => name(word.post, word)) : [],
    stations,
    // The bed behind comes with the reports of beds; until then the page says that none is reported.
    hospital: hospital && { ...hospital, bed: null },
    segments: pieces
      .map(piece => resolveCoverage(piece.layers, piece.window))
      .flatMap(({ segments, gaps }) => [...segments, ...gaps])
      .map(part => told(part.post, part))
      .sort((a, b) => a.start - b.start || (a.post === b.post ? 0 : a.post === 'primary' ? -1 : 1)),
  }
}

/** Who answers for a team through a window, and the gaps; a change of its scheme is a border. */
export async function coverageOfTeam(db: Db | Trx, teamId: string, window: Interval): Promise<Coverage> {
  const kept = await keptOf(db, [teamId], window)
  const coverage: Coverage = { segments: [], gaps: [] }
  for (const piece of piecesOf(kept, window)) {
    const { segments, gaps } = resolveCoverage(await layersOf(db, kept, piece), piece)
    coverage.segments.push(...segments)
    coverage.gaps.push(...gaps)
  }
  return coverage
}

const teamsFor = (db: Db | Trx, { id, patient }: Subject) =>
  teams.listTeamsOf(db, patient ? 'patient_id' : 'group_id', id)

/** All who stand in the team of a patient or group now. */
async function standingFor(db: Db | Trx, subject: Subject): Promise<string[]> {
  const standing = (await teamsFor(db, subject)).filter(({ ended_at }) => ended_at === null)
  const places = await teams.listPlaces(
    db,
    standing.map(({ id }) => id),
  )
  return places.map(({ target_id }) => target_id)
}

type Kept = Awaited<ReturnType<typeof keptOf>>

async function keptOf(db: Db | Trx, teamIds: readonly string[], window: Interval) {
  return {
    teamId: teamIds.at(-1) ?? '',
    places: await teams.listPlacesWithin(db, teamIds, window),
    overrides: await teams.listOverrides(db, teamIds, window),
  }
}

/** The window cut wherever another scheme came to stand behind the team. */
function piecesOf({ places }: Kept, { start, end }: Interval): Interval[] {
  const cuts = places
    .filter(({ role }) => role === 'scheme')
    .flatMap(({ from_at, to_at }) => [from_at, to_at ?? end])
    .filter(cut => start < cut && cut < end)
  const borders = [...new Set([start, ...cuts, end])].sort((a, b) => a - b)
  return borders.slice(1).map((border, index) => ({ start: borders[index] ?? start, end: border }))
}

async function layersOf(db: Db | Trx, kept: Kept, window: Interval): Promise<CoverageLayers> {
  const scheme = kept.places.find(
    ({ role, from_at, to_at }) =>
      role === 'scheme' && from_at <= window.start && window.start < (to_at ?? Infinity),
  )
  const behind = await behindOf(db, scheme?.target_id ?? null, window)
  const places = kept.places.flatMap(row =>
    row.role === 'attending' || row.role === 'deputy'
      ? [
          {
            role: row.role,
            physicianId: row.target_id,
            position: row.position,
            start: row.from_at,
            end: row.to_at ?? window.end,
          } as const,
        ]
      : [],
  )
  const overrides = kept.overrides.map(row => ({
    id: row.id,
    physicianId: row.physician_id,
    start: row.start_at,
    end: Math.min(row.end_at, row.withdrawn_at ?? row.end_at),
  }))
  const physicians = [
    ...[...places, ...overrides].map(({ physicianId }) => physicianId),
    ...[...behind.rota, ...behind.backup].flatMap(({ who }) => (who.kind === 'physician' ? [who.id] : [])),
  ]
  const absences = await absencesOf(db, physicians, window)
  // Whoever covers may be away in turn.
  const covering = absences.flatMap(({ coverPhysicianId }) => coverPhysicianId ?? [])
  const theirs = await absencesOf(
    db,
    covering.filter(id => !physicians.includes(id)),
    window,
  )
  return layTeam({ id: kept.teamId, places, overrides }, [...absences, ...theirs], behind)
}

/** The nurses to call: those of the team and those linked to the patient, each once; not a word for those not reliable then. */
async function stationsOf(
  db: Db | Trx,
  now: Instant,
  at: Instant,
  { associationId, patient }: Subject,
  { places }: Kept,
): Promise<AnswerView['stations']> {
  const inTeam = places.filter(
    ({ role, from_at, to_at }) => role === 'station' && from_at <= at && at < (to_at ?? Infinity),
  )
  const { ofTeam, linked } = await stationsBehindPatient(db, {
    associationId,
    code: patient?.code ?? null,
    places: inTeam
      .toSorted((a, b) => a.position - b.position)
      .map(row => ({ stationId: row.target_id, from: localDayOf(row.from_at), to: null })),
  })
  const second = { start: at, end: at + 1_000 }
  const today = localDayOf(now)
  const all = [...Map.groupBy([...ofTeam, ...linked], ({ id }) => id).values()]
  return all.flatMap(([station, ...same]) => {
    if (!station) return []
    const reliable = [station, ...same].some(one => nurseCoverOf(one, second, today).length > 0)
    const isLinkOnly = !ofTeam.some(({ id }) => id === station.id)
    // A link that is over or a station that cannot be relied on is shown only where the team names it.
    if (isLinkOnly && !reliable) return []
    return [{ id: station.id, name: station.name, nightPhone: station.nightPhone, reliable }]
  })
}

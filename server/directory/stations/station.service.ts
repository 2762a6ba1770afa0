import type { Db, Trx } from '../../../db/open.ts'
import type { Context } from '../../context.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import type { LocalDay } from '../../time/local-day.ts'
import { localDayOf } from '../../time/tokyo.ts'
import { findAssociation } from '../directory.service.ts'
import { type Evidence, type EvidenceKind, hoursOfEvidence } from './evidence.ts'
import { type Reminder, remindersOn, type WatchedStation } from './reminders.ts'
import * as stations from './station.repository.ts'
import { provenUntil, stationStateOn } from './station-state.ts'
import type { NurseLink, NurseLinks, Station, StationList, StationReminder } from './station-view.ts'

/** What is kept of stations, as their pages show it. */

type Reader = Pick<Context, 'clock'> & { db: Db | Trx }
type StationRow = NonNullable<Awaited<ReturnType<typeof stations.findStation>>>
type EvidenceRow = Awaited<ReturnType<typeof stations.listEvidence>>[number]
type LinkRow = Awaited<ReturnType<typeof stations.listLinksOf>>[number]

/** The association that a station belongs to; null when there is none of that id. */
export const associationOfStation = async (db: Db | Trx, stationId: string): Promise<string | null> =>
  (await stations.findStation(db, stationId))?.association_id ?? null

/** The association's stations and those of others it has links with, by name. */
export async function readStations(
  { db, clock }: Reader,
  associationId: string,
): Promise<Outcome<StationList, 'notFound'>> {
  const association = await findAssociation(db, associationId)
  if (!association) return refuse('notFound')
  const today = localDayOf(clock())
  const { rows, evidence, confirmations, links } = await keptFor(db, associationId)
  return accept({
    association: association.name,
    stations: rows.map(row => {
      const [confirmed] = confirmations.get(row.id) ?? []
      return {
        ...rowOf(row, evidence.get(row.id) ?? [], today),
        association: row.association_id === associationId ? null : row.association,
        confirmed: confirmed ? { at: confirmed.confirmed_at, byPhone: confirmed.by_phone === 1 } : null,
        links: (links.get(row.id) ?? []).filter(({ to_day }) => to_day === null || today <= to_day).length,
      }
    }),
  })
}

/**
 * One station with all that is kept of it. Whoever is not of the station itself (`own`) does not learn which patients
 * another association has linked to it.
 */
export async function readStation(
  { db, clock }: Reader,
  { stationId, own }: { stationId: string; own: boolean },
): Promise<Outcome<Station, 'notFound'>> {
  const row = await stations.findStation(db, stationId)
  if (!row) return refuse('notFound')
  const today = localDayOf(clock())
  const evidence = await stations.listEvidence(db, [stationId])
  const confirmations = await stations.listConfirmations(db, [stationId])
  const links = (await stations.listLinksOf(db, stationId)).filter(
    link => own || link.target_kind !== 'patient' || link.association_id === row.association_id,
  )
  return accept({
    ...rowOf(row, evidence, today),
    association: row.association,
    revision: row.revision,
    evidence: evidence.map(proof => ({
      id: proof.id,
      kind: proof.kind as EvidenceKind,
      checkedOn: proof.checked_on,
      checkedBy: proof.checked_by,
      nightPhone: proof.night_phone,
      validUntil: proof.valid_until,
      standing: standingOf(proof, today),
    })),
    confirmations: confirmations.slice(0, LATEST_CONFIRMATIONS).map(said => ({
      at: said.confirmed_at,
      byPhone: said.by_phone === 1,
      spokenWith: said.spoken_with,
    })),
    links: links.map(linkOf),
    reminders: inWords(remindersOn([watched(row, evidence, links, confirmations)], today), [row], links),
  })
}

const LATEST_CONFIRMATIONS = 5

/** What the association should see to: of its own stations, and of others' as far as its own links go. */
export async function readReminders(
  { db, clock }: Reader,
  associationId: string,
): Promise<{ reminders: StationReminder[] }> {
  const { rows, evidence, confirmations, links } = await keptFor(db, associationId)
  const due = remindersOn(
    rows.map(row =>
      watched(row, evidence.get(row.id) ?? [], links.get(row.id) ?? [], confirmations.get(row.id) ?? []),
    ),
    localDayOf(clock()),
  )
  return { reminders: inWords(due, rows, [...links.values()].flat()) }
}

/** The links the association has made, and between what it can make others. */
export async function readLinks({ db, clock }: Reader, associationId: string): Promise<NurseLinks> {
  const today = localDayOf(clock())
  const open = (await stations.listAllStations(db)).filter(
    row => row.closed_on === null || today < row.closed_on,
  )
  return {
    links: (await stations.listLinksMadeBy(db, associationId)).map(linkOf),
    choices: {
      stations: open.map(({ id, name, association }) => ({ id, name, association })),
      schemes: await stations.listSchemes(db, associationId),
      physicians: await stations.listPhysicians(db, associationId),
      clinics: await stations.listClinics(db, associationId),
    },
  }
}

async function keptFor(db: Db | Trx, associationId: string) {
  const rows = await stations.listStationsFor(db, associationId)
  const ids = rows.map(row => row.id)
  return {
    rows,
    evidence: Map.groupBy(await stations.listEvidence(db, ids), row => row.station_id),
    confirmations: Map.groupBy(await stations.listConfirmations(db, ids), row => row.station_id),
    links: Map.groupBy(await stations.listLinksMadeBy(db, associationId), row => row.station_id),
  }
}

const rowOf = (row: StationRow, evidence: readonly EvidenceRow[], today: LocalDay) => ({
  id: row.id,
  name: row.name,
  nightPhone: row.night_phone,
  cover: JSON.parse(row.cover),
  state: stationStateOn({ evidence: evidence.map(evidenceOf), closedOn: row.closed_on }, today),
  provenUntil: provenUntil(evidence.map(evidenceOf), today),
  closedOn: row.closed_on,
})

const evidenceOf = (row: EvidenceRow): Evidence => ({
  kind: row.kind as EvidenceKind,
  checkedOn: row.checked_on,
  validUntil: row.valid_until,
  withdrawnAt: row.withdrawn_at,
})

function standingOf(row: EvidenceRow, today: LocalDay): Station['evidence'][number]['standing'] {
  if (row.withdrawn_at !== null) return 'withdrawn'
  if (hoursOfEvidence(evidenceOf(row), today) === null) return 'future'
  return row.valid_until < today ? 'expired' : 'holds'
}

const linkOf = (row: LinkRow): NurseLink => ({
  id: row.id,
  station: { id: row.station_id, name: row.station },
  association: row.association,
  target: targetOf(row),
  from: row.from_day,
  to: row.to_day,
  revision: row.revision,
})

function targetOf(row: LinkRow): NurseLink['target'] {
  const kind = row.target_kind as NurseLink['target']['kind']
  const names = { scheme: row.scheme, physician: row.physician, clinic: row.clinic, patient: row.target_id }
  return { kind, id: row.target_id, name: names[kind] ?? row.target_id }
}

const watched = (
  row: StationRow,
  evidence: readonly EvidenceRow[],
  links: readonly LinkRow[],
  confirmations: readonly { confirmed_at: number }[],
): WatchedStation => ({
  id: row.id,
  closedOn: row.closed_on,
  evidence: evidence.map(evidenceOf),
  links: links.map(link => ({
    id: link.id,
    target: `${link.target_kind} ${link.target_id}`,
    from: link.from_day,
    to: link.to_day,
  })),
  confirmedOn: confirmations[0] ? localDayOf(confirmations[0].confirmed_at) : null,
})

const inWords = (
  reminders: readonly Reminder[],
  rows: readonly StationRow[],
  links: readonly LinkRow[],
): StationReminder[] =>
  reminders.map(reminder => {
    const link = reminder.kind === 'linkEnds' ? links.find(({ id }) => id === reminder.linkId) : undefined
    return {
      stationId: reminder.stationId,
      station: rows.find(({ id }) => id === reminder.stationId)?.name ?? '',
      kind: reminder.kind,
      day: 'day' in reminder ? reminder.day : null,
      within: 'within' in reminder ? reminder.within : null,
      target: link ? targetOf(link).name : null,
    }
  })

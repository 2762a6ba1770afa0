import type { Db, Trx } from '../../../db/open.ts'
import { firstDayOf, lastDayOf } from '../../calendar/fiscal-year.ts'
import { contactsOf, hospitalPhonesOf } from '../../directory/contact.service.ts'
import { closedDaysOf, findAssociation } from '../../directory/directory.service.ts'
import { type StationTonight, stationsTonight } from '../../directory/stations/stations-tonight.service.ts'
import { blockOfUnits, blocksOf, meet } from '../../duty/block.ts'
import { schemesOf } from '../../duty/duty-scheme.service.ts'
import type { DutyScheme } from '../../duty/duty-scheme.ts'
import { hoursOfDuty } from '../../duty/hours-of-duty.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import type { Instant } from '../../time/clock.ts'
import { DAY, type Interval } from '../../time/interval.ts'
import type { LocalDay } from '../../time/local-day.ts'
import { instantOf, localDayOf } from '../../time/tokyo.ts'
import { writtenInstant } from '../../time/written-interval.ts'
import { layersOfScheme } from '../coverage.service.ts'
import type { Answerer } from '../coverage-layers.ts'
import * as boards from './board.repository.ts'
import type { Board, BoardContact } from './board-view.ts'
import { type Line, layersOfBlock, linesOf, type Said } from './lay-board.ts'

/** How far ahead the next duty is looked for: longer than any rota leaves between two. */
const LOOKS_AHEAD = 35 * DAY

/** The board at an instant, past or future; `today` is the day in Tokyo of whoever asks. */
export async function readBoard(
  db: Db | Trx,
  associationId: string,
  at: Instant,
  today: LocalDay,
): Promise<Outcome<Board, 'notFound'>> {
  const association = await findAssociation(db, associationId)
  if (!association) return refuse('notFound')
  const window = { start: at, end: at + LOOKS_AHEAD }
  const districts = await districtsOf(db, associationId, window)
  const stations = await stationsTonight(db, associationId, window, today)
  const nameOf = await contactsIn(db, districts)
  const written = (instant: Instant) => (instant < window.end ? writtenInstant(instant) : null)
  const contact = (who: Answerer | undefined) => (who ? (nameOf(who) ?? null) : null)
  const contacts = (all: readonly Answerer[]) => all.flatMap(who => nameOf(who) ?? [])
  const wordOf = ({ answer, lack, away }: Said) => ({
    answer: contact(answer?.who),
    lack,
    away: contacts(away),
  })
  const comingOf = (said: Said) => ({
    ...wordOf(said),
    start: writtenInstant(said.start),
    end: written(said.end),
  })
  return accept({
    association: { id: association.id, name: association.name, invented: association.invented },
    asOf: writtenInstant(at),
    validUntil: writtenInstant(validUntil(at, districts, stations)),
    schemes: districts.map(({ scheme, block, lines, finalBackup }) => ({
      id: scheme.id,
      name: scheme.name,
      block,
      finalBackup: contact(finalBackup),
      lines: lines.map(({ post, now, next, gap }) => ({
        post,
        ...wordOf(now),
        behind: contacts(now.behind.map(({ who }) => who)),
        until: written(now.end),
        next: next && comingOf(next),
        gap: gap && comingOf(gap),
      })),
    })),
    stations: stations.map(({ until, ...station }) => ({ ...station, until: written(until) })),
  })
}

type District = { scheme: DutyScheme; block: string | null; lines: Line[]; finalBackup: Answerer | undefined }

/** Each scheme, or each of its blocks where it has some. */
async function districtsOf(db: Db | Trx, associationId: string, window: Interval): Promise<District[]> {
  const closedDays = await closedDaysOf(db, associationId)
  const years = Map.groupBy(await boards.listPublishedYears(db, associationId), row => row.scheme_id)
  const districts: District[] = []
  for (const scheme of await schemesOf(db, associationId)) {
    const layers = await layersOfScheme(db, scheme.id, window)
    const hours = hoursOfDuty(scheme.rules, closedDays, window)
    const published = (years.get(scheme.id) ?? []).map(({ fiscal_year: year }) => ({
      start: instantOf(firstDayOf(year), '00:00'),
      end: instantOf(lastDayOf(year), '24:00'),
    }))
    const blockOf = blockOfUnits(scheme.rules.rules)
    const blockOfUnit = (unitId: string) => blockOf({ rule: unitId.slice(unitId.lastIndexOf('/') + 1) })
    const finalBackup = layers.stands.find(({ source }) => source === 'backup')?.who
    const blocks = blocksOf(scheme.rules.rules)
    for (const block of blocks.length > 0 ? blocks : [null]) {
      const onDuty = hours.filter(one => meet(one.block, block))
      const district = { layers: layersOfBlock(layers, blockOfUnit, block), onDuty, published }
      districts.push({ scheme, block, lines: linesOf(district, window), finalBackup })
    }
  }
  return districts
}

/** Tells how anybody who is named on the board is reached. */
async function contactsIn(
  db: Db | Trx,
  districts: readonly District[],
): Promise<(who: Answerer) => BoardContact | undefined> {
  const said = districts.flatMap(({ lines }) =>
    lines.flatMap(({ now, next, gap }) => [now, next, gap].filter(one => one !== null)),
  )
  const named = [
    ...said.flatMap(({ answer, behind, away }) => [
      ...(answer ? [answer.who] : []),
      ...behind.map(({ who }) => who),
      ...away,
    ]),
    ...districts.flatMap(({ finalBackup }) => finalBackup ?? []),
  ]
  const idsOf = (kind: Answerer['kind']) => named.filter(who => who.kind === kind).map(({ id }) => id)
  const physicians = await contactsOf(db, idsOf('physician'))
  const hospitals = await hospitalPhonesOf(db, idsOf('hospital'))
  return ({ kind, id }) => {
    const physician = physicians.get(id)
    const hospital = hospitals.get(id)
    if (kind === 'hospital') return hospital && { kind, ...hospital, clinic: null, place: null }
    if (!physician) return undefined
    const { name, clinic, place, nightPhone: phone } = physician
    return { kind, id, name, clinic, place, phone }
  }
}

/** At midnight days turn, and with them links, closings and what `今夜` means. */
const validUntil = (
  at: Instant,
  districts: readonly District[],
  stations: readonly StationTonight[],
): Instant =>
  Math.min(
    instantOf(localDayOf(at), '24:00'),
    ...districts.flatMap(({ lines }) => lines.map(({ changesAt }) => changesAt)),
    ...stations.map(({ until }) => until),
  )

import type { Db } from '../../db/open.ts'
import {
  type FiscalYear,
  firstDayOf,
  fiscalYearOf,
  isFiscalYear,
  lastDayOf,
} from '../calendar/fiscal-year.ts'
import type { Context } from '../context.ts'
import {
  associationOfPhysician,
  clinicContacts,
  contactsOf,
  stationPhonesIn,
  stationPhonesOf,
} from '../directory/contact.service.ts'
import type { Contact } from '../directory/contact.ts'
import { linkedStationsOf } from '../directory/stations/linked-stations.service.ts'
import { findScheme } from '../duty/duty-scheme.service.ts'
import type { DutyScheme } from '../duty/duty-scheme.ts'
import { accept, type Outcome, refuse, refuseFields } from '../http/refusal.ts'
import { can } from '../identity/can.ts'
import type { Principal } from '../identity/principal.ts'
import { resourceOf } from '../identity/resource.service.ts'
import { dutiesOfPhysician } from '../roster/published-duty.service.ts'
import { rosterId } from '../roster/roster-id.ts'
import { readStanding, type Standing } from '../roster/standing/standing-rota.service.ts'
import type { Interval } from '../time/interval.ts'
import { addDays, type LocalDay } from '../time/local-day.ts'
import { instantOf, localDayOf } from '../time/tokyo.ts'
import type { Month } from './dates-in-words.ts'
import { type DutyLine, dutyLines, holdersOf, linesIn } from './duty-lines.ts'
import { familySheet } from './family-sheet.ts'
import { monthRota } from './month-rota.ts'
import { nightContacts } from './night-contacts.ts'
import { ownDuties } from './own-duties.ts'
import type { Setting, Version } from './setting.ts'
import type { Era, Sheet } from './sheet-view.ts'
import { isProvenIn, type StationContact } from './station-contact.ts'
import { yearPoster } from './year-poster.ts'

/** Which year of which scheme a sheet is of, and how its years are written. */
export type Asked = { schemeId: string; fiscalYear: FiscalYear; era: Era }

type OfYear = Outcome<Sheet, 'notFound' | 'nothingPublished'>
type OfMonth = Outcome<Sheet, 'notFound' | 'nothingPublished' | 'invalidInput'>

/** 年間当番表 */
export async function readYearPoster(context: Context, asked: Asked): Promise<OfYear> {
  const rota = await readRota(context, asked, [asked.fiscalYear])
  return rota.ok ? accept(yearPoster(rota.value.setting, rota.value.lines)) : rota
}

/** 月間当番表 */
export async function readMonthRota(context: Context, asked: Asked, month: Month): Promise<OfMonth> {
  const rota = await readMonth(context, asked, month)
  return rota.ok ? accept(monthRota(rota.value.setting, month, rota.value.lines)) : rota
}

/** 夜間連絡先一覧, with the stations linked to the scheme, to whoever is on duty in the month or to their clinics. */
export async function readNightContacts(context: Context, asked: Asked, month: Month): Promise<OfMonth> {
  const rota = await readMonth(context, asked, month)
  if (!rota.ok) return rota
  const { setting, scheme, lines } = rota.value
  const onDuty = linesIn(lines, month).flatMap(({ holders }) => holders.flatMap(one => (one ? [one.id] : [])))
  const stations = await stationsBehind(context.db, scheme, onDuty, month, setting.today)
  return accept(nightContacts(setting, month, lines, stations))
}

/** 往診担当医・訪問看護担当 一覧 of the clinic at which the physician works. */
export async function readFamilySheet(
  context: Context,
  asked: Asked,
  physicianId: string,
  month: Month,
): Promise<OfMonth> {
  const { db } = context
  const rota = await readMonth(context, asked, month)
  if (!rota.ok) return rota
  const { setting, scheme, lines } = rota.value
  const physician = (await contactsOf(db, [physicianId])).get(physicianId)
  if (!physician) return refuse('notFound')
  const clinic = await clinicContacts(db, physician.clinicId)
  const ids = clinic.physicians.map(({ id }) => id)
  const stations = await stationsBehind(db, scheme, ids, month, setting.today)
  return accept(familySheet(setting, month, clinic, lines, stations))
}

/**
 * 先生別当番一覧: all schemes and associations for the physician and for the secretariat of their own association;
 * another association that they serve in sees only the rotas that it may read anyway.
 */
export async function readOwnDuties(
  { db, config, clock }: Context,
  principal: Principal,
  { schemeId, fiscalYear, era }: Asked,
  physicianId: string,
): Promise<Outcome<Sheet, 'notFound'>> {
  const scheme = await findScheme(db, schemeId)
  const physician = (await contactsOf(db, [physicianId])).get(physicianId)
  if (!scheme || !physician) return refuse('notFound')
  const home = { associationId: await associationOfPhysician(db, physicianId), facilityId: physicianId }
  const isWhole = isSelf(principal, physicianId) || can(principal, 'ownSheet.read', { ...home, demo: false })
  const duties = (await dutiesOfPhysician(db, physicianId, around(fiscalYear), NONE_GONE)).filter(
    duty =>
      duty.fiscalYear === fiscalYear &&
      (isWhole || can(principal, 'roster.read', resourceOf(config, duty.association))),
  )
  const invented = [scheme, ...duties].some(({ association }) => association.invented)
  const surroundings = { era, today: localDayOf(clock()), fiscalYear, invented }
  return accept(ownDuties(surroundings, physician, duties, isWhole))
}

const isSelf = (principal: Principal, physicianId: string): boolean =>
  principal.kind === 'account' &&
  principal.memberships.some(({ role, facilityId }) => role === 'physician' && facilityId === physicianId)

/** Cancelled duties are told for a while after; later than ever means none of them. */
const NONE_GONE = Number.MAX_SAFE_INTEGER

/** Units of a fiscal year begin and end within two weeks of it (`dutyCalendar`). */
const around = (year: FiscalYear): Interval => ({
  start: instantOf(addDays(firstDayOf(year), -14), '00:00'),
  end: instantOf(addDays(lastDayOf(year), 14), '24:00'),
})

type Rota = { setting: Setting; scheme: DutyScheme; lines: DutyLine[] }

/** The rota of a month; a unit of the neighbouring year may reach into its first or last days. */
async function readMonth(
  context: Context,
  asked: Asked,
  month: Month,
): Promise<Outcome<Rota, 'notFound' | 'nothingPublished' | 'invalidInput'>> {
  const { fiscalYear } = asked
  if (fiscalYearOf(`${month}-01`) !== fiscalYear) return refuseFields('invalidInput', ['month'])
  const isFirst = firstDayOf(fiscalYear).startsWith(month)
  const isLast = lastDayOf(fiscalYear).startsWith(month)
  const years = [...(isFirst ? [fiscalYear - 1] : []), fiscalYear, ...(isLast ? [fiscalYear + 1] : [])]
  const rota = await readRota(context, asked, years)
  if (!rota.ok) return rota
  const { setting, lines, yearOf } = rota.value
  const shown = new Set(linesIn(lines, month).map(yearOf))
  const versions = setting.versions.filter(
    version => version.fiscalYear === fiscalYear || shown.has(version.fiscalYear),
  )
  return accept({ ...rota.value, setting: { ...setting, versions } })
}

/** The published rotas of these years as they stand now, as one; refused while the year asked for has none. */
async function readRota(
  { db, clock }: Context,
  { schemeId, fiscalYear, era }: Asked,
  years: readonly FiscalYear[],
): Promise<Outcome<Rota & { yearOf(line: DutyLine): FiscalYear }, 'notFound' | 'nothingPublished'>> {
  const scheme = await findScheme(db, schemeId)
  if (!scheme) return refuse('notFound')
  const published = new Map<FiscalYear, Standing>()
  for (const year of years.filter(isFiscalYear)) {
    const standing = await readStanding(db, rosterId(schemeId, year))
    if (standing) published.set(year, standing)
  }
  if (!published.has(fiscalYear)) return refuse('nothingPublished')
  const rota = [...published.values()].flatMap(standing => standing.rota)
  const posts = [...new Set([...scheme.posts, ...rota.map(({ post }) => post)])]
  const contacts: ReadonlyMap<string, Contact> = await contactsOf(db, holdersOf(rota))
  return accept({
    scheme,
    setting: {
      era,
      today: localDayOf(clock()),
      fiscalYear,
      invented: scheme.association.invented,
      association: scheme.association.name,
      scheme: { name: scheme.name, shortName: scheme.shortName, posts },
      versions: [...published].map(([year, standing]) => versionOf(year, standing)),
    },
    lines: dutyLines(rota, posts, contacts),
    yearOf: ({ day }) => fiscalYearOf(day),
  })
}

/** Changes taken over from an earlier version are part of this one: only what was applied since is a change of it. */
function versionOf(fiscalYear: FiscalYear, { publication, changes }: Standing): Version {
  const { number, publishedAt } = publication
  const last = changes.findLast(({ appliedAt }) => publishedAt <= appliedAt)
  return { fiscalYear, number, publishedAt, changedAt: last?.appliedAt ?? null }
}

/** The stations linked to the scheme or to these physicians; without any link, those of the association. */
async function stationsBehind(
  db: Db,
  scheme: DutyScheme,
  physicianIds: readonly string[],
  month: Month,
  today: LocalDay,
): Promise<StationContact[]> {
  const { ofScheme, ofPhysician } = await linkedStationsOf(db, { schemeId: scheme.id, physicianIds })
  const links = Map.groupBy([...ofScheme, ...[...ofPhysician.values()].flat()], station => station.id)
  const phones =
    links.size > 0
      ? await stationPhonesOf(db, [...links.keys()])
      : await stationPhonesIn(db, scheme.association.id)
  return phones.map(({ id, name, nightPhone }) => {
    const linked = links.get(id) ?? []
    const cover = isProvenIn(linked, month, today) ? (linked[0]?.cover ?? null) : null
    return { name, nightPhone, cover }
  })
}

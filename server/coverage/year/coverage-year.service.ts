import type { Db, Trx } from '../../../db/open.ts'
import { type FiscalYear, firstDayOf, lastDayOf } from '../../calendar/fiscal-year.ts'
import { readAreas } from '../../directory/areas/area.service.ts'
import { capabilities } from '../../directory/areas/area-view.ts'
import { contactsOf } from '../../directory/contact.service.ts'
import { closedDaysOf, findAssociation } from '../../directory/directory.service.ts'
import { blockOfUnits, blocksOf, meet } from '../../duty/block.ts'
import { membersIn, schemesOf } from '../../duty/duty-scheme.service.ts'
import type { DutyScheme } from '../../duty/duty-scheme.ts'
import { unitId } from '../../duty/duty-unit.ts'
import { daysOf } from '../../duty/membership.ts'
import { planYear } from '../../duty/plan-year.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import { dutiesIn } from '../../roster/published-duty.service.ts'
import type { Interval } from '../../time/interval.ts'
import { eachDay } from '../../time/local-day.ts'
import { instantOf } from '../../time/tokyo.ts'
import { writtenInterval } from '../../time/written-interval.ts'
import { layersOfBlock } from '../board/lay-board.ts'
import * as coverage from '../coverage.repository.ts'
import { absencesOf, layersOfScheme } from '../coverage.service.ts'
import type { CoverageYear } from './coverage-year-view.ts'
import { type Lacking, type LaidYear, layYear, worstOf } from './lay-year.ts'
import { type Candidate, propose } from './propose.ts'

type District = { scheme: DutyScheme; block: string | null; laid: LaidYear }

/** A fiscal year of the association, read through the resolver: the rotas as they stand, absences included. */
export async function readCoverageYear(
  db: Db | Trx,
  associationId: string,
  year: FiscalYear,
): Promise<Outcome<CoverageYear, 'notFound'>> {
  const association = await findAssociation(db, associationId)
  if (!association) return refuse('notFound')
  const days = eachDay(firstDayOf(year), lastDayOf(year))
  const window = { start: instantOf(firstDayOf(year), '00:00'), end: instantOf(lastDayOf(year), '24:00') }
  const schemes = await schemesOf(db, associationId)
  const districts: District[] = []
  for (const scheme of schemes) districts.push(...(await districtsOf(db, scheme, year, window)))
  const proposing = new Map<string, (gap: Lacking) => Candidate[]>()
  for (const scheme of schemes)
    if (districts.some(({ scheme: { id }, laid }) => id === scheme.id && laid.gaps.length > 0))
      proposing.set(scheme.id, await proposalsOf(db, scheme, year, window))
  const absent = districts.flatMap(({ laid }) => laid.gaps.flatMap(({ away }) => away.map(({ id }) => id)))
  const contacts = await contactsOf(db, absent)
  const named = (id: string) => contacts.get(id) ?? { name: '', clinic: '' }
  return accept({
    association: { id: association.id, name: association.name, invented: association.invented },
    fiscalYear: year,
    days,
    whole: [
      ...worstOf(
        districts.map(({ laid }) => laid.days),
        days,
      ).values(),
    ],
    districts: districts.map(({ scheme, block, laid }) => ({
      scheme: { id: scheme.id, name: scheme.name },
      block,
      states: [...laid.days.values()],
      gaps: laid.gaps.map(gap => ({
        ...writtenInterval(gap),
        post: gap.post,
        unitId: gap.unitId,
        away: gap.away.map(({ id }) => ({ id, name: named(id).name, clinic: named(id).clinic })),
        proposals: (proposing.get(scheme.id)?.(gap) ?? []).flatMap(({ periods: [member], units }) =>
          member ? [{ id: member.id, name: member.name, clinic: member.clinic, units }] : [],
        ),
      })),
    })),
    areas: await areasLacking(db, associationId),
  })
}

/** The scheme, or each of its blocks where it has some, with its units and what it promises beside them. */
async function districtsOf(
  db: Db | Trx,
  scheme: DutyScheme,
  year: FiscalYear,
  window: Interval,
): Promise<District[]> {
  const plan = planYear(scheme.rules, await closedDaysOf(db, scheme.association.id), year)
  if (!plan.ok) return []
  const published = await coverage.isPublished(db, scheme.id, year)
  const layers = await layersOfScheme(db, scheme.id, window)
  const { rules } = scheme.rules
  const blockOf = blockOfUnits(rules)
  const blockOfUnit = (id: string) => blockOf({ rule: id.slice(id.lastIndexOf('/') + 1) })
  const blocks = blocksOf(rules)
  const days = eachDay(firstDayOf(year), lastDayOf(year))
  return (blocks.length > 0 ? blocks : [null]).map(block => {
    const district = {
      layers: layersOfBlock(layers, blockOfUnit, block),
      units: plan.units
        .filter(unit => meet(blockOf(unit), block))
        .map(unit => ({ start: unit.start, end: unit.end, unitId: unitId(scheme.id, unit) })),
      uncovered: plan.uncovered.filter(hours => meet(hours.block ?? null, block)),
      published,
    }
    return { scheme, block, laid: layYear(district, days, window) }
  })
}

/** Who of the scheme's members could take a post, by all that is known of them. */
async function proposalsOf(
  db: Db | Trx,
  scheme: DutyScheme,
  year: FiscalYear,
  window: Interval,
): Promise<(gap: Lacking) => Candidate[]> {
  const members = Map.groupBy(await membersIn(db, scheme.id, year), ({ id }) => id)
  const people = [...members.keys()]
  const scope = { people, schemes: [], rules: [], associationIds: null }
  const duties = Map.groupBy(
    (await dutiesIn(db, scope, window, window.end)).filter(({ gone }) => !gone),
    ({ physician }) => physician.id,
  )
  const away = Map.groupBy(await absencesOf(db, people, window), ({ physicianId }) => physicianId)
  const candidates = [...members].map(([id, periods]): Candidate => {
    const own = duties.get(id) ?? []
    const units = own.filter(duty => duty.scheme.id === scheme.id).length
    return { periods, duties: own, away: away.get(id) ?? [], units }
  })
  const blockOf = blockOfUnits(scheme.rules.rules)
  return gap => {
    if (gap.unitId === null) return []
    const block = blockOf({ rule: gap.unitId.slice(gap.unitId.lastIndexOf('/') + 1) })
    return propose(gap, { ...daysOf(gap), block }, scheme.posts, scheme.minGapDays, candidates)
  }
}

/** The areas in which no physician makes home visits, house calls or attends the dying (domain.md §2C). */
async function areasLacking(db: Db | Trx, associationId: string): Promise<CoverageYear['areas']> {
  const read = await readAreas(db, associationId)
  if (!read.ok) return []
  const { areas, entries } = read.value
  return areas.flatMap(({ id, name }) => {
    const done = new Set(entries.filter(({ areaId }) => areaId === id).map(({ capability }) => capability))
    const lacking = capabilities.filter(capability => !done.has(capability))
    return lacking.length > 0 ? [{ id, name, lacking: [...lacking] }] : []
  })
}

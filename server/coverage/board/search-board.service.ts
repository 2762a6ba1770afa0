import type { Context } from '../../context.ts'
import { readAreas } from '../../directory/areas/area.service.ts'
import type { AreasView } from '../../directory/areas/area-view.ts'
import { physiciansServing } from '../../directory/contact.service.ts'
import { accept, type Outcome } from '../../http/refusal.ts'
import { dutiesIn } from '../../roster/published-duty.service.ts'
import { DAY } from '../../time/interval.ts'
import { writtenInterval } from '../../time/written-interval.ts'
import { absencesOf } from '../coverage.service.ts'
import type { BoardFindings } from './board-search-view.ts'
import { matchesSearch } from './matches-search.ts'

/** More than anybody reads at night. */
const MOST_FOUND = 20
/** Duties and absences are told so far ahead, and so many of each. */
const LOOKS_AHEAD = 180 * DAY
const MOST_HOURS = 4

/** The physicians whose name, reading, clinic, town or area the text is of, in the order of their kana. */
export async function searchBoard(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  associationId: string,
  text: string,
): Promise<Outcome<BoardFindings, 'notFound'>> {
  const areas = await readAreas(db, associationId)
  if (!areas.ok) return areas
  const found = (await physiciansServing(db, associationId)).filter(({ id, name, kana, clinic, place }) =>
    matchesSearch(text, [name, kana, clinic, place, ...areasOf(areas.value, id).map(area => area.name)]),
  )
  const shown = found.slice(0, MOST_FOUND)
  const people = shown.map(({ id }) => id)
  const now = clock()
  const window = { start: now, end: now + LOOKS_AHEAD }
  const scope = { people, schemes: [], rules: [], associationIds: [associationId] }
  const duties = (await dutiesIn(db, scope, window, now)).filter(({ gone }) => !gone)
  const ofPhysician = Map.groupBy(duties, ({ physician }) => physician.id)
  const away = Map.groupBy(await absencesOf(db, people, window), ({ physicianId }) => physicianId)
  return accept({
    physicians: shown.map(({ id, name, clinic, place, phone, nightPhone }) => ({
      ...{ id, name, clinic, place, phone, nightPhone },
      duties: (ofPhysician.get(id) ?? [])
        .slice(0, MOST_HOURS)
        .map(duty => ({ scheme: duty.scheme.name, post: duty.post, ...writtenInterval(duty) })),
      away: (away.get(id) ?? []).slice(0, MOST_HOURS).map(writtenInterval),
      areas: areasOf(areas.value, id),
    })),
    more: found.length > shown.length,
  })
}

const areasOf = ({ areas, entries }: AreasView, physicianId: string) =>
  areas.flatMap(({ id, name }) => {
    const does = entries.filter(entry => entry.areaId === id && entry.physicianId === physicianId)
    return does.length > 0 ? [{ name, capabilities: does.map(({ capability }) => capability) }] : []
  })

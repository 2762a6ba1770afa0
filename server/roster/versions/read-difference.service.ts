import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { Context } from '../../context.ts'
import { findScheme } from '../../duty/duty-scheme.service.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import { type Denial, whyNot } from '../../identity/can.ts'
import type { Principal } from '../../identity/principal.ts'
import { resourceOf } from '../../identity/resource.service.ts'
import { differenceOf } from './difference.ts'
import { differenceView, type RotaDifferenceView } from './difference-view.ts'
import { type RotaRef, rotaAt } from './rota-at.service.ts'
import * as versions from './version.repository.ts'

/** Two rotas of a year as the address names them: `3`, `now`, `draft`. */
type Asked = { from: string; to: string }

/**
 * What changes from one rota of a year to another, by person and by unit. The draft is for those who may read it.
 * Refused as not found where there is no such version, nothing published, or no draft.
 */
export async function readDifference(
  { db, clock, config }: Context,
  principal: Principal,
  schemeId: string,
  year: FiscalYear,
  asked: Asked,
): Promise<Outcome<RotaDifferenceView, 'notFound' | Denial>> {
  const scheme = await findScheme(db, schemeId)
  if (!scheme) return refuse('notFound')
  if (asked.from === 'draft' || asked.to === 'draft') {
    const denial = whyNot(principal, 'draft.read', resourceOf(config, scheme.association))
    if (denial) return refuse(denial)
  }
  const of = { schemeId, year }
  const now = clock()
  const before = await rotaAt(db, of, refOf(asked.from), now)
  const after = await rotaAt(db, of, refOf(asked.to), now)
  if (!before || !after) return refuse('notFound')
  const difference = differenceOf(before, after)
  const named = difference.people.map(({ physicianId }) => physicianId)
  const bystanders = difference.units.flatMap(unit =>
    [unit.before, unit.after].flatMap(side => side?.parts.map(({ physicianId }) => physicianId) ?? []),
  )
  const people = await versions.listPeople(db, [...new Set([...named, ...bystanders])])
  return accept({ ...asked, ...differenceView(difference, people) })
}

const refOf = (ref: string): RotaRef => (ref === 'now' || ref === 'draft' ? ref : Number(ref))

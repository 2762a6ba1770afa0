import { isDoubleBooking } from '../../../db/double-booking.ts'
import type { Db, Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { Context } from '../../context.ts'
import { findScheme, membersIn } from '../../duty/duty-scheme.service.ts'
import type { DutyScheme, SchemeMember } from '../../duty/duty-scheme.ts'
import { isMemberDuring } from '../../duty/membership.ts'
import { accept, type Outcome, refuse, refuseFields } from '../../http/refusal.ts'
import { allOrNothing } from '../../identity/all-or-nothing.service.ts'
import type { Instant } from '../../time/clock.ts'
import type { Interval } from '../../time/interval.ts'
import { readDraftedRota } from '../instance.service.ts'
import type { Assignment } from '../optimiser/instance.ts'
import { begunIn, withPast } from '../pins.ts'
import * as rosters from '../roster.repository.ts'
import { rosterId } from '../roster-id.ts'
import { standingDuties } from '../standing/standing-rota.service.ts'
import * as drafts from './draft-edit.repository.ts'
import { applyEdits, changedPlaces, type DraftEdit, type Place, placeKey } from './draft-edit.ts'
import type { DraftRota, EditedDraft } from './draft-edit-view.ts'
import { summariseChanges } from './summarise-changes.ts'

/** The draft of a year with all that is needed to judge a change of it as the rota maker would. */
export async function readDraftRota(
  { db, clock }: Context,
  schemeId: string,
  year: FiscalYear,
): Promise<Outcome<DraftRota, 'notFound'>> {
  const scheme = await findScheme(db, schemeId)
  const rota = scheme && (await readDraftedRota(db, scheme, year))
  if (!rota) return refuse('notFound')
  const id = rosterId(schemeId, year)
  const units = await rosters.listUnits(db, id)
  const begun = await begunDuties(db, id, clock())
  const periods = periodsOf(await membersIn(db, schemeId, year))
  return accept({
    revision: rota.revision,
    instance: withPast(rota.instance, begunIn(rota.assignments, begun)),
    assignments: (await rosters.listDraftAssignments(db, id)).map(row => ({
      unit: row.unit_id,
      post: row.post,
      person: row.physician_id,
      pinned: row.pinned === 1,
    })),
    units: units.map(({ id, label, tentative }) => ({ id, label, tentative: tentative === 1 })),
    outside: units.flatMap(unit =>
      [...periods]
        .filter(([, own]) => !isMemberDuring(own, hoursOfRow(unit)))
        .map(([person]) => ({ unit: unit.id, person })),
    ),
    begun: begun.map(({ unit, post }) => ({ unit, post })),
  })
}

type EditRefusal =
  | 'notFound'
  | 'nothingDrafted'
  | 'unknownUnit'
  | 'invalidInput'
  | 'unknownMember'
  | 'alreadyBegun'
  | 'changedMeanwhile'
  | 'doubleBooked'

/**
 * Changes single posts of a draft, all or none, whatever was changed elsewhere in it meanwhile: refused is only what
 * somebody else changed first. Hard rules may be broken, for the editor may know better and sees it; what no rota may
 * have is refused: a person who is no member at the time, or one with two duties at once, and so is the past.
 */
export async function editDraft(
  { db, clock }: Context,
  actor: Actor,
  schemeId: string,
  year: FiscalYear,
  edits: readonly DraftEdit[],
): Promise<Outcome<EditedDraft, EditRefusal>> {
  try {
    return await allOrNothing(db, async trx => {
      const scheme = await findScheme(trx, schemeId)
      return scheme ? editDraftIn(trx, clock(), actor, scheme, year, edits) : refuse('notFound')
    })
  } catch (error) {
    if (isDoubleBooking(error)) return refuse('doubleBooked')
    throw error
  }
}

async function editDraftIn(
  trx: Trx,
  now: Instant,
  actor: Actor,
  scheme: DutyScheme,
  year: FiscalYear,
  edits: readonly DraftEdit[],
): Promise<Outcome<EditedDraft, EditRefusal>> {
  const id = rosterId(scheme.id, year)
  const claimed = await drafts.claimDraft(trx, id, now)
  if (!claimed) return refuse('nothingDrafted')

  const named = [...new Set(edits.map(({ unit }) => unit))]
  const units = new Map((await drafts.listUnitsNamed(trx, id, named)).map(unit => [unit.id, unit]))
  const flaw = flawOf(edits, {
    units,
    posts: scheme.posts,
    periods: periodsOf(await membersIn(trx, scheme.id, year)),
    begun: new Set((await begunDuties(trx, id, now)).map(placeKey)),
  })
  if (flaw) return flaw

  const held = await drafts.listHoldersOf(trx, named)
  const before = new Map(
    held.map(row => [
      placeKey({ unit: row.unit_id, post: row.post }),
      { person: row.physician_id, pinned: row.pinned === 1 },
    ]),
  )
  const edited = applyEdits(before, edits)
  if (!edited.ok) return refuse('changedMeanwhile', daysOf([edited.conflict], units))
  const after = edited.holdings
  const changed = changedPlaces(before, after, edits)
  const rows = changed.flatMap(({ unit: unitId, post }) => {
    const [unit, holding] = [units.get(unitId), after.get(placeKey({ unit: unitId, post }))]
    if (!unit || !holding) return []
    const { start_at, end_at } = unit
    const pinned = holding.pinned ? 1 : 0
    return [{ unit_id: unitId, post, roster_id: id, physician_id: holding.person, start_at, end_at, pinned }]
  })
  await drafts.refill(trx, changed, rows)
  await recordAudit(trx, now, {
    action: 'draft.edit',
    actor: { accountId: actor.accountId },
    address: actor.address,
    associationId: scheme.association.id,
    resource: `roster:${id}`,
    detail: {
      revision: claimed.revision,
      changed: changed.length,
      changes: summariseChanges(changed, scheme.posts, before, after),
    },
  })
  return accept({ revision: claimed.revision })
}

type UnitRow = Awaited<ReturnType<typeof drafts.listUnitsNamed>>[number]

/** What the draft and the scheme have, for edits to be about. */
type Known = {
  units: ReadonlyMap<string, UnitRow>
  posts: readonly string[]
  periods: ReadonlyMap<string, readonly SchemeMember[]>
  begun: ReadonlySet<string>
}

/** Why edits can never be made, whatever anybody did meanwhile; null: they may. */
function flawOf(edits: readonly DraftEdit[], { units, posts, periods, begun }: Known) {
  const where = (field: 'unit' | 'post' | 'to', isWrong: (edit: DraftEdit) => boolean): string[] =>
    edits.flatMap((edit, index) => (isWrong(edit) ? [`edits.${index}.${field}`] : []))
  const unknownUnits = where('unit', ({ unit }) => !units.has(unit))
  if (unknownUnits.length > 0) return refuseFields('unknownUnit', unknownUnits)
  const unknownPosts = where('post', ({ post }) => !posts.includes(post))
  if (unknownPosts.length > 0) return refuseFields('invalidInput', unknownPosts)
  const strangers = where('to', edit => {
    const unit = units.get(edit.unit)
    if (edit.kind === 'pin' || edit.to === null || edit.to === edit.was || !unit) return false
    return !isMemberDuring(periods.get(edit.to) ?? [], hoursOfRow(unit))
  })
  if (strangers.length > 0) return refuseFields('unknownMember', strangers)
  const tooLate = edits.filter(edit => begun.has(placeKey(edit)))
  return tooLate.length > 0 ? refuse('alreadyBegun', daysOf(tooLate, units)) : null
}

const daysOf = (places: readonly Place[], units: ReadonlyMap<string, UnitRow>): string =>
  [...new Set(places.map(({ unit }) => units.get(unit)?.day ?? unit))].join(', ')

const periodsOf = (members: readonly SchemeMember[]) => Map.groupBy(members, ({ id }) => id)

const hoursOfRow = ({ start_at, end_at }: { start_at: Instant; end_at: Instant }): Interval => ({
  start: start_at,
  end: end_at,
})

/** Published duties that have begun: what the draft says of them no longer counts. */
export async function begunDuties(db: Db | Trx, rosterId: string, now: Instant): Promise<Assignment[]> {
  const duties = await standingDuties(db, rosterId)
  return duties
    .filter(duty => duty.start <= now)
    .map(({ unitId, post, physicianId }) => ({ unit: unitId, post, person: physicianId }))
}

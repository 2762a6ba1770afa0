import type { Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import { HOLIDAY_CLASSES } from '../../calendar/holiday-class.ts'
import type { Context } from '../../context.ts'
import { findScheme, membersIn } from '../../duty/duty-scheme.service.ts'
import type { DutyScheme, SchemeMember } from '../../duty/duty-scheme.ts'
import { holdMember } from '../../duty/scheme-member.service.ts'
import { accept, type Outcome, refuse, refuseFields } from '../../http/refusal.ts'
import { namesOf } from '../../identity/people.service.ts'
import { sharesIn } from '../rota-instance.ts'
import { broughtInto, type ClassCounts, carriedFrom, countsBefore, isNew } from './balances.ts'
import { judgeEntry, type LedgerSoFar } from './judge-entry.ts'
import * as ledger from './ledger.repository.ts'
import type { LedgerView, NewLedgerEntry } from './ledger-view.ts'
import { type EntryRow, entryOfRow, publishedYearsBefore, saidOfLastYear } from './openings.service.ts'

/** What every member of a year brings into it and why, with the history of what was entered. */
export async function readLedger(
  { db, keyring }: Pick<Context, 'db' | 'keyring'>,
  schemeId: string,
  year: FiscalYear,
): Promise<Outcome<LedgerView, 'notFound'>> {
  const scheme = await findScheme(db, schemeId)
  if (!scheme) return refuse('notFound')
  const members = await membersIn(db, schemeId, year)
  const published = await publishedYearsBefore(db, scheme, year)
  const rows = await ledger.listEntries(db, schemeId)
  const entries = rows.map(entryOfRow)
  const brought = broughtInto(year, sharesIn(members, year), published, entries)
  const counts = countsBefore(year, published, entries)
  const names = await namesOf({ db, keyring }, [...new Set(rows.flatMap(row => row.entered_by ?? []))])
  const nobodyKnown = [...brought.values()].every(isNew)
  return accept({
    association: { name: scheme.association.name, invented: scheme.association.invented },
    scheme: { name: scheme.name, shortName: scheme.shortName },
    fiscalYear: year,
    carriedFrom: carriedFrom(
      year,
      published.map(one => one.year),
    ),
    members: [...new Map(members.map(member => [member.id, member])).values()].flatMap(
      ({ id, name, clinic }) => {
        const own = brought.get(id)
        if (!own) return []
        return [
          {
            id,
            name,
            clinic,
            carried: pointsOf(own.carried),
            entered: pointsOf(own.entered),
            opening: own.quarterPoints / 4,
            newcomer: isNew(own) && !nobodyKnown,
            heldLastYear: own.heldLastYear,
            counts: countsView(counts.get(id) ?? {}),
          },
        ]
      },
    ),
    entries: rows.map(row => ({
      id: row.id,
      physician: { id: row.physician_id, name: row.physician },
      fiscalYear: row.fiscal_year,
      points: row.quarter_points / 4,
      counts: countsView(JSON.parse(row.counts)),
      heldLastYear: saidOfLastYear(row.held_last_year),
      reason: row.reason,
      enteredAt: new Date(row.entered_at).toISOString(),
      enteredBy: row.entered_by === null ? null : (names.get(row.entered_by) ?? ''),
    })),
  })
}

/**
 * Adds an opening balance or a correction, for good: what is wrong in it is put right by another. One that was
 * entered already (a second click, a request repeated) is accepted and entered no second time; one that cannot be
 * (`judgeEntry`) is refused.
 */
export const enterInLedger = (
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  schemeId: string,
  year: FiscalYear,
  entry: NewLedgerEntry,
): Promise<Outcome<null, 'notFound' | 'unknownMember' | 'invalidInput'>> =>
  db.transaction().execute(async trx => {
    const now = clock()
    const scheme = await findScheme(trx, schemeId)
    if (!scheme) return refuse('notFound')
    const members = await membersIn(trx, schemeId, year)
    if (!members.some(({ id }) => id === entry.physicianId))
      return refuseFields('unknownMember', ['physicianId'])
    const row = {
      id: entry.id,
      scheme_id: schemeId,
      physician_id: entry.physicianId,
      fiscal_year: year,
      quarter_points: entry.points * 4,
      counts: JSON.stringify(countsOf(entry)),
      held_last_year: JSON.stringify(entry.heldLastYear),
      reason: entry.reason,
      entered_at: now,
      entered_by: actor.accountId,
    }
    // Of two corrections at once the second is judged by what the first has left.
    await holdMember(trx, schemeId, entry.physicianId)
    const known = await ledger.findEntry(trx, entry.id)
    if (known) return saysTheSame(known, row) ? accept(null) : refuseFields('invalidInput', ['id'])
    const wrong = judgeEntry(entry, year, await ledgerSoFar(trx, scheme, year, members, entry.physicianId))
    if (wrong.length > 0) return refuseFields('invalidInput', wrong)
    if (!(await ledger.addEntry(trx, row))) return refuseFields('invalidInput', ['id'])
    await recordAudit(trx, now, {
      action: 'ledger.enter',
      actor: { accountId: actor.accountId },
      address: actor.address,
      associationId: scheme.association.id,
      resource: `ledgerEntry:${entry.id}`,
      detail: {
        scheme: schemeId,
        fiscalYear: year,
        physician: entry.physicianId,
        held: groupsSaid(entry, true),
        notHeld: groupsSaid(entry, false),
      },
    })
    return accept(null)
  })

async function ledgerSoFar(
  db: Trx,
  scheme: DutyScheme,
  year: FiscalYear,
  members: readonly SchemeMember[],
  physicianId: string,
): Promise<LedgerSoFar> {
  const entries = (await ledger.listEntries(db, scheme.id)).map(entryOfRow)
  const last = Math.max(year, ...entries.map(entry => entry.year))
  const published = await publishedYearsBefore(db, scheme, last)
  const brought = broughtInto(year, sharesIn(members, year), published, entries).get(physicianId)
  return { published, entries, isNew: brought !== undefined && isNew(brought) }
}

const groupsSaid = ({ heldLastYear }: NewLedgerEntry, held: boolean): string =>
  (['goldenWeek', 'yearEnd'] as const).filter(group => heldLastYear[group] === held).join(',')

const saysTheSame = (a: EntryRow, b: EntryRow): boolean =>
  a.scheme_id === b.scheme_id &&
  a.physician_id === b.physician_id &&
  a.fiscal_year === b.fiscal_year &&
  a.quarter_points === b.quarter_points &&
  a.counts === b.counts &&
  a.held_last_year === b.held_last_year &&
  a.reason === b.reason &&
  a.entered_by === b.entered_by

const countsView = (counts: ClassCounts): LedgerView['entries'][number]['counts'] =>
  HOLIDAY_CLASSES.flatMap(holidayClass => {
    const count = counts[holidayClass] ?? 0
    return count === 0 ? [] : [{ holidayClass, count }]
  })

const countsOf = ({ counts }: NewLedgerEntry): ClassCounts =>
  Object.fromEntries(counts.map(({ holidayClass, count }) => [holidayClass, count]))

const pointsOf = (quarterPoints: number | null): number | null =>
  quarterPoints === null ? null : quarterPoints / 4

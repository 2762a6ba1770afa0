import type { Trx } from '../../../db/open.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { DutyScheme } from '../../duty/duty-scheme.ts'
import { type Refusal, refuseFindings } from '../../http/refusal.ts'
import type { Instant } from '../../time/clock.ts'
import { publishedUnits } from '../published-units.ts'
import { rowOfDuty } from '../standing/duty-row.ts'
import type { ChangedRota } from '../standing/standing-rota.ts'
import type { CheckName } from './gate.ts'
import { gateFactsOf } from './gate-facts.service.ts'
import { gateSettingsOf } from './gate-settings.service.ts'
import { holdFacts } from './hold-facts.service.ts'
import { judgePublication } from './judge-publication.ts'
import { newlyFound } from './newly-found.ts'

/** What a change of single duties can break; the other checks are about a draft, or about the year as a whole. */
const OF_CHANGES: readonly CheckName[] = [
  'doubleBooked',
  'nurseLink',
  'away',
  'eligible',
  'limits',
  'contact',
]

/**
 * The judge of changes of a published rota, for `changeDuties`. Refused is what a check in mode `block` finds in the
 * rota after the changes and did not find before, the nurse link by its hours: `nurseLinkMissing` when
 * the nurse link is all that is missing, otherwise `breaksRules`. What the scheme only warns of is left to those who
 * agree on the change. The facts are held until the transaction ends, as for a publication.
 */
export const judgeChanges =
  (trx: Trx, now: Instant, scheme: DutyScheme, year: FiscalYear) =>
  async ({ before, after }: ChangedRota): Promise<Refusal<'breaksRules' | 'nurseLinkMissing'> | null> => {
    await holdFacts(trx, scheme.id, [...before, ...after])
    const settings = await gateSettingsOf(trx, scheme.id)
    const facts = await gateFactsOf(trx, now, scheme, year, {
      units: publishedUnits(scheme.id, after.map(rowOfDuty)),
      rota: after,
      before: { rota: before, changes: [] },
      withdrawn: new Set(),
      uncovered: [],
    })
    const was = new Map(
      judgePublication({ ...facts, rota: before }, settings).map(result => [result.check, result]),
    )
    const broken = judgePublication(facts, settings).flatMap(result => {
      const former = was.get(result.check)
      if (!former || result.mode !== 'block' || !OF_CHANGES.includes(result.check)) return []
      return newlyFound(former, result).map(found => ({ ...found, check: result.check }))
    })
    if (broken.length === 0) return null
    const onlyNurses = broken.every(({ check }) => check === 'nurseLink')
    return refuseFindings(onlyNurses ? 'nurseLinkMissing' : 'breaksRules', broken)
  }

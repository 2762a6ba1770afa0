import { blockOfUnits } from '../../server/duty/block.ts'
import type { UnitRule } from '../../server/duty/unit-rule.ts'
import type { FeedSurroundings } from '../../server/feeds/duty-feed.ts'
import type { DutyPlan, PublishedDuty } from '../../server/roster/published-duty.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import { aContact } from './sheet.ts'

/** A 36-hour duty of one physician, published once, unless the test says otherwise. */
export const aPublishedDuty = (changes: Partial<PublishedDuty> = {}): PublishedDuty => ({
  unitId: 'minato/2026-06-07/holiday',
  post: 'locum',
  part: 0,
  start: instantOf('2026-06-06', '12:00'),
  end: instantOf('2026-06-07', '24:00'),
  label: '日曜日',
  tentative: false,
  physician: aContact(),
  scheme: { id: 'minato', name: 'みなと在宅Dr.ネット', shortName: 'みなとネット' },
  association: { id: 'minato', name: '見本みなと医師会', invented: false },
  fiscalYear: 2026,
  sequence: 0,
  firstPublishedAt: instantOf('2026-02-20', '14:00'),
  changedAt: instantOf('2026-02-20', '14:00'),
  gone: false,
  ...changes,
})

type Plan = Partial<Omit<DutyPlan, 'blockOf'>> & { block?: string }

/** The scheme of `aPublishedDuty`; `block` is what its only rule is for. */
export const aDutyPlan = ({ block, ...changes }: Plan = {}): DutyPlan => {
  const rule = { kind: 'holiday', key: 'holiday', leadIn: 'none', eveFrom: '12:00' } as const
  const rules: UnitRule[] = [block === undefined ? rule : { ...rule, block }]
  const blockOf = blockOfUnits(rules)
  return {
    associationShortName: 'みなと',
    posts: ['locum', '副当番'],
    blockOf: unitId => blockOf({ rule: unitId.slice(unitId.lastIndexOf('/') + 1) }),
    ...changes,
  }
}

export const someSurroundings = (changes: Partial<FeedSurroundings> = {}): FeedSurroundings => ({
  baseUrl: 'https://rinban.example.jp',
  identity: 'rinban.example.jp',
  plans: new Map([['minato', aDutyPlan()]]),
  beside: new Map(),
  stationsDuring: () => [],
  ...changes,
})

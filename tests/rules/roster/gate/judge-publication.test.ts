import { describe, expect, it } from 'vitest'
import type { LinkedStation } from '../../../../server/directory/stations/nurse-cover.ts'
import {
  CHECKS,
  type CheckName,
  DEFAULT_GATE_SETTINGS,
  stateOf,
} from '../../../../server/roster/gate/gate.ts'
import type { GateFacts } from '../../../../server/roster/gate/gate-facts.ts'
import { judgePublication } from '../../../../server/roster/gate/judge-publication.ts'
import { standingRota } from '../../../../server/roster/standing/standing-rota.ts'
import { HOUR } from '../../../../server/time/interval.ts'
import { instantOf } from '../../../../server/time/tokyo.ts'
import { aDuty } from '../../../builders/duty.ts'
import { aDutyChange } from '../../../builders/duty-change.ts'
import { aGateFacts, aStandingDuty } from '../../../builders/gate-facts.ts'
import { aRotaPerson } from '../../../builders/rota-instance.ts'
import { aLinkedStation, anEvidence } from '../../../builders/station.ts'

const SUNDAY = 'scheme/2026-06-07/holiday'
const at = instantOf

const judged = (given: Partial<GateFacts> = {}) => judgePublication(aGateFacts(given), DEFAULT_GATE_SETTINGS)
const found = (check: CheckName, given: Partial<GateFacts> = {}) =>
  judged(given).find(one => one.check === check)?.findings ?? []

describe('a rota with nothing in the way', () => {
  it('meets every check, each named once and in one order', () => {
    const results = judged()
    expect(results.map(({ check }) => check)).toEqual(CHECKS)
    expect(results.flatMap(({ findings }) => findings)).toEqual([])
  })

  it('says met, to mend, to waive or not checked by mode and findings', () => {
    const nothing = { check: 'limits', findings: [] } as const
    const [finding] = found('nurseLink', { links: { ofScheme: [], ofPhysician: new Map() } })
    if (!finding) throw new Error('a duty without a station is found')
    const something = { check: 'limits', findings: [finding] } as const
    expect(stateOf({ ...nothing, mode: 'block' })).toBe('met')
    expect(stateOf({ ...something, mode: 'block' })).toBe('toMend')
    expect(stateOf({ ...nothing, mode: 'warn' })).toBe('met')
    expect(stateOf({ ...something, mode: 'warn' })).toBe('toWaive')
    expect(stateOf({ ...something, mode: 'off' })).toBe('notChecked')
  })
})

describe('filled', () => {
  const empty = (id: string, day: string) => ({ id, start: at(day, '00:00'), end: at(day, '24:00') })
  const open = (given: Partial<GateFacts> = {}) => {
    const facts = aGateFacts()
    return found('filled', {
      rota: [],
      units: [empty(SUNDAY, '2026-06-07')],
      instance: facts.instance,
      ...given,
    })
  }

  it('finds the post that nobody has, and leads to it in the draft', () => {
    expect(open()).toMatchObject([
      {
        kind: 'unfilled',
        units: [SUNDAY],
        post: 'locum',
        remedy: { page: 'edit', unit: SUNDAY, post: 'locum' },
      },
    ])
  })

  it.each([
    ['a minute before it begins', '2026-06-06', '23:59', 1],
    ['when it begins', '2026-06-07', '00:00', 0],
  ])('%s', (_title, day, time, count) => {
    expect(open({ now: at(day, time) })).toHaveLength(count)
  })

  it('asks nobody for a unit that was withdrawn and that the draft leaves open as a whole', () => {
    expect(open({ withdrawn: new Set([SUNDAY]) })).toEqual([])
  })
})

describe('double-booked', () => {
  const elsewhere = (start: number, end: number) => [{ physicianId: 'p1', schemeId: 'other', start, end }]

  it('finds a duty of another scheme in the same hours, and which hours those are', () => {
    const hours = { start: at('2026-06-07', '18:00'), end: at('2026-06-08', '06:00') }
    expect(found('doubleBooked', { elsewhere: elsewhere(hours.start, hours.end) })).toMatchObject([
      {
        kind: 'twoDuties',
        units: [SUNDAY],
        people: ['p1'],
        elsewhere: 'other',
        hours: [{ start: hours.start, end: at('2026-06-07', '24:00') }],
      },
    ])
  })

  it.each([
    ['ends when the duty begins', '2026-06-06', '2026-06-07'], // eq start
    ['begins when the duty ends', '2026-06-08', '2026-06-09'], // eq end
  ])('lets one be that %s', (_title, from, to) => {
    expect(found('doubleBooked', { elsewhere: elsewhere(at(from, '00:00'), at(to, '00:00')) })).toEqual([])
  })

  it('finds two duties of one rota, named once, the earlier first', () => {
    const rota = [
      aStandingDuty(),
      aStandingDuty({ unitId: 'scheme/2026-06-07/night', start: at('2026-06-07', '18:00') }),
    ]
    expect(found('doubleBooked', { rota })).toMatchObject([
      { units: [SUNDAY, 'scheme/2026-06-07/night'], elsewhere: null },
    ])
  })

  it('frees whoever has passed on the hours that collide, and holds whoever took them', () => {
    const part = { start: at('2026-06-07', '18:00'), end: at('2026-06-07', '24:00') }
    const rota = standingRota([aDuty()], [aDutyChange(part)])
    const taken = elsewhere(part.start, part.end)
    expect(found('doubleBooked', { rota, elsewhere: taken })).toEqual([])
    const ofTaker = taken.map(duty => ({ ...duty, physicianId: 'p2' }))
    expect(found('doubleBooked', { rota, elsewhere: ofTaker })).toMatchObject([{ people: ['p2'] }])
  })

  it('does not judge two duties of which both have begun', () => {
    const now = at('2026-06-07', '20:00')
    const night = { unitId: 'scheme/2026-06-07/night', start: at('2026-06-07', '18:00') }
    expect(found('doubleBooked', { now, rota: [aStandingDuty(), aStandingDuty(night)] })).toEqual([])
  })
})

describe('away', () => {
  const days = { form: 'days', from: '2026-06-07', to: '2026-06-07' } as const
  const from18 = { ...days, hours: { from: '18:00', to: '24:00' } }

  it('finds a duty in hours entered as 不可', () => {
    expect(found('away', { away: new Map([['p1', [from18]]]) })).toMatchObject([
      { kind: 'away', units: [SUNDAY], people: ['p1'] },
    ])
  })

  it('lets stand the rest of a unit whose 不可 hours somebody else has taken over', () => {
    const rota = standingRota(
      [aDuty()],
      [aDutyChange({ start: at('2026-06-07', '18:00'), end: at('2026-06-07', '24:00') })],
    )
    expect(found('away', { rota, away: new Map([['p1', [from18]]]) })).toEqual([])
    expect(found('away', { rota, away: new Map([['p2', [from18]]]) })).toMatchObject([{ people: ['p2'] }])
  })

  it('knows a 不可 for the unit itself by its day and rule', () => {
    const unit = { form: 'unit', day: '2026-06-07', rule: 'holiday' } as const
    expect(found('away', { away: new Map([['p1', [unit]]]) })).toHaveLength(1)
    expect(found('away', { away: new Map([['p1', [{ ...unit, rule: 'night' }]]]) })).toEqual([])
  })
})

describe('limits and rules of the rota', () => {
  const withPerson = (change: Parameters<typeof aRotaPerson>[1]) => {
    const facts = aGateFacts()
    return { instance: { ...facts.instance, people: [aRotaPerson('p1', change)] } }
  }

  it('find more than the maximum and less than the minimum, with both numbers', () => {
    expect(found('limits', withPerson({ max: 0 }))).toMatchObject([
      { kind: 'aboveMax', people: ['p1'], count: 1, limit: 0, remedy: { page: 'members' } },
    ])
    expect(found('limits', withPerson({ min: 2 }))).toMatchObject([{ kind: 'belowMin', count: 1, limit: 2 }])
  })

  it.each([
    ['another block', { blocks: ['south'] }, 'otherBlock'],
    ['another post', { posts: ['second'] }, 'otherPost'],
  ])('find %s', (_title, change, kind) => {
    expect(found('eligible', withPerson(change))).toMatchObject([{ kind, units: [SUNDAY], people: ['p1'] }])
  })

  it('find who is no member on the day', () => {
    const facts = aGateFacts()
    const instance = { ...facts.instance, unavailable: [{ person: 'p1', unit: SUNDAY }] }
    expect(found('eligible', { instance })).toMatchObject([
      { kind: 'notMember', remedy: { page: 'members' } },
    ])
    expect(found('away', { instance })).toEqual([])
  })

  it('find duties nearer to each other than the scheme allows', () => {
    const rota = [aStandingDuty(), aStandingDuty({ day: '2026-06-08' })]
    expect(found('eligible', { rota })).toMatchObject([
      { kind: 'withinGap', count: 1, limit: 2, people: ['p1'] },
    ])
  })
})

describe('contact', () => {
  it.each([
    ['none', new Map()],
    ['an empty one', new Map([['p1', ' ']])],
    ['a word in its place', new Map([['p1', '未定']])],
  ])('finds a physician with no number to call: %s', (_title, physicianPhones) => {
    expect(found('contact', { physicianPhones })).toMatchObject([
      { kind: 'noPhysicianPhone', people: ['p1'], remedy: { page: 'contacts', physician: 'p1' } },
    ])
  })

  it('takes full-width digits for a number', () => {
    expect(found('contact', { physicianPhones: new Map([['p1', '００００']]) })).toEqual([])
  })

  it('asks for the number of a station only while it is relied on', () => {
    expect(found('contact', { stationPhones: new Map() })).toMatchObject([
      { kind: 'noStationPhone', stations: ['minato-station-1'] },
    ])
    const ended = aLinkedStation({ link: { from: '2020-04-01', to: '2026-04-30' } })
    const links = { ofScheme: [ended], ofPhysician: new Map() }
    expect(found('contact', { stationPhones: new Map(), links })).toEqual([])
  })
})

describe('agreed changes', () => {
  const undoneBy = (rota: GateFacts['rota'], changes = [aDutyChange()]) =>
    found('agreedChanges', { rota, before: { rota: standingRota([aDuty()], changes), changes } })

  it('finds a swap that the draft would undo', () => {
    expect(undoneBy([aStandingDuty()])).toMatchObject([
      { kind: 'undone', units: [SUNDAY], people: ['p1', 'p2'] },
    ])
  })

  it('finds nothing where the draft has gone along', () => {
    expect(undoneBy([aStandingDuty({ physicianId: 'p2' })])).toEqual([])
  })

  it('finds it where the draft no longer has the unit', () => {
    expect(undoneBy([], [aDutyChange()])).toEqual([])
    expect(
      found('agreedChanges', {
        rota: [],
        units: [{ id: SUNDAY, start: at('2026-06-07', '00:00'), end: at('2026-06-07', '24:00') }],
        before: { rota: standingRota([aDuty()], [aDutyChange()]), changes: [aDutyChange()] },
      }),
    ).toHaveLength(1)
  })

  it('finds a unit that was withdrawn and would come back', () => {
    const withdrawn = new Set([SUNDAY])
    expect(found('agreedChanges', { withdrawn })).toMatchObject([
      { kind: 'returns', units: [SUNDAY], remedy: { page: 'edit', unit: SUNDAY } },
    ])
    expect(found('agreedChanges', { withdrawn: new Set(['another']) })).toEqual([])
  })

  it('asks of several changes of one post only for the last word', () => {
    const changes = [aDutyChange(), aDutyChange({ from: 'p2', to: 'p3' })]
    expect(undoneBy([aStandingDuty({ physicianId: 'p3' })], changes)).toEqual([])
    expect(undoneBy([aStandingDuty({ physicianId: 'p2' })], changes)).toMatchObject([
      { people: ['p2', 'p3'] },
    ])
  })
})

describe('hours without a unit', () => {
  it('are told with their block, but only those to come', () => {
    const hours = { start: at('2026-06-06', '12:00'), end: at('2026-06-07', '00:00') }
    const past = { start: at('2026-04-06', '12:00'), end: at('2026-04-07', '00:00') }
    expect(found('uncovered', { uncovered: [past, { ...hours, block: '東' }] })).toMatchObject([
      { kind: 'noUnit', hours: [hours], block: '東', remedy: { page: 'gateSettings' } },
    ])
  })
})

describe('the reason why the nurse link is missing', () => {
  const linked = (given: Parameters<typeof aLinkedStation>[0]) => ({
    links: { ofScheme: [aLinkedStation(given)], ofPhysician: new Map() },
  })

  it.each([
    ['nobody is linked', { links: { ofScheme: [], ofPhysician: new Map() } }, 'noStation'],
    [
      'the evidence has run out',
      linked({ evidence: [anEvidence({ validUntil: '2026-06-06' })] }),
      'noEvidence',
    ],
    [
      'the evidence was checked in the future',
      linked({ evidence: [anEvidence({ checkedOn: '2026-05-02' })] }),
      'noEvidence',
    ],
    ['the station is not there', linked({ cover: { weekly: [], dates: [] } }), 'outsideHours'],
    ['the link ends before', linked({ link: { from: '2026-04-01', to: '2026-06-06' } }), 'linkEnded'],
    ['the station closes before', linked({ closedOn: '2026-06-07' }), 'linkEnded'],
  ] as const)('%s', (_title, given, kind) => {
    expect(found('nurseLink', given)).toMatchObject([
      {
        kind,
        units: [SUNDAY],
        hours: [{ start: at('2026-06-07', '00:00'), end: at('2026-06-07', '24:00') }],
      },
    ])
  })

  const stations = (...ofScheme: LinkedStation[]) => ({ links: { ofScheme, ofPhysician: new Map() } })
  const named = (given: Partial<GateFacts>) =>
    found('nurseLink', given).map(({ kind, stations, hours }) => [
      kind,
      stations,
      hours.map(({ start, end }) => (end - start) / HOUR),
    ])
  const ended = { from: '2026-04-01', to: '2026-06-06' }
  const expired = [anEvidence({ validUntil: '2026-06-06' })]
  const mornings = { weekly: [{ weekday: 7, from: '00:00', to: '12:00' }], dates: [] } as const

  it.each<[string, Partial<GateFacts>, unknown[]]>([
    [
      'a link that ended is not named where a linked station only lacks its evidence',
      stations(aLinkedStation({ id: 'old', link: ended }), aLinkedStation({ id: 'new', evidence: expired })),
      [['noEvidence', ['new'], [24]]],
    ],
    [
      'a link that ended would not have helped where the evidence had run out as well: nobody is linked',
      stations(aLinkedStation({ link: ended, evidence: expired })),
      [['noStation', [], [24]]],
    ],
    [
      'a link that ended would not have helped where the station never is there: the linked one is not either',
      stations(
        aLinkedStation({ id: 'old', link: ended, cover: { weekly: [], dates: [] } }),
        aLinkedStation({ id: 'new', cover: { weekly: [], dates: [] } }),
      ),
      [['outsideHours', ['new'], [24]]],
    ],
    [
      'hours that miss for two reasons are told apart',
      stations(
        aLinkedStation({ id: 'old', link: ended }),
        aLinkedStation({ id: 'new', cover: mornings, evidence: expired }),
      ),
      [
        ['noEvidence', ['new'], [12]],
        ['linkEnded', ['old'], [12]],
      ],
    ],
  ])('%s', (_title, given, expected) => {
    expect(named(given)).toEqual(expected)
  })

  it('is asked of whoever stands the hours: their own station covers them, not the holder of the rest', () => {
    const part = { start: at('2026-06-07', '18:00'), end: at('2026-06-07', '24:00') }
    const rota = standingRota([aDuty()], [aDutyChange(part)])
    const links = { ofScheme: [], ofPhysician: new Map([['p2', [aLinkedStation()]]]) }
    expect(found('nurseLink', { rota, links })).toMatchObject([
      { people: ['p1'], hours: [{ start: at('2026-06-07', '00:00'), end: part.start }] },
    ])
  })
})

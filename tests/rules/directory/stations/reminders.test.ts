import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { remindersOn, type WatchedStation } from '../../../../server/directory/stations/reminders.ts'
import { provenUntil, stationStateOn } from '../../../../server/directory/stations/station-state.ts'
import { addDays } from '../../../../server/time/local-day.ts'
import { anEvidence } from '../../../builders/station.ts'

const TODAY = '2026-06-01'
const inDays = (days: number) => addDays(TODAY, days)

/** A station with nothing to see to. */
const aStation = (given: Partial<WatchedStation> = {}): WatchedStation => ({
  id: 'minato-station-1',
  closedOn: null,
  evidence: [anEvidence()],
  links: [],
  confirmedOn: TODAY,
  ...given,
})

const aLink = (to: string | null, given: Partial<WatchedStation['links'][number]> = {}) => ({
  id: 'link-1',
  target: 'scheme minato-locum',
  from: '2026-04-01',
  to,
  ...given,
})

const told = (given: Partial<WatchedStation>) =>
  remindersOn([aStation(given)], TODAY).map(reminder =>
    'within' in reminder ? `${reminder.kind} ${reminder.within}` : reminder.kind,
  )
const validUntil = (day: string) => ({ evidence: [anEvidence({ validUntil: day })] })

describe('how a link stands', () => {
  it.each<[string, Partial<WatchedStation>, string]>([
    ['proven', {}, 'valid'],
    ['eq last valid day', validUntil(TODAY), 'valid'],
    ['ran out yesterday', validUntil(inDays(-1)), 'expired'],
    ['eq day of checking', { evidence: [anEvidence({ checkedOn: TODAY })] }, 'valid'],
    ['checked tomorrow', { evidence: [anEvidence({ checkedOn: inDays(1) })] }, 'unknown'],
    ['withdrawn', { evidence: [anEvidence({ withdrawnAt: 0 })] }, 'unknown'],
    [
      'ran out, and the new proof withdrawn',
      { evidence: [anEvidence({ validUntil: inDays(-1) }), anEvidence({ withdrawnAt: 0 })] },
      'expired',
    ],
    ['nothing', { evidence: [] }, 'unknown'],
    ['closes tomorrow', { closedOn: inDays(1) }, 'valid'],
    ['closes today', { closedOn: TODAY }, 'closed'],
  ])('%s', (_title, given, state) => {
    expect(stationStateOn(aStation(given), TODAY)).toBe(state)
  })
})

describe('somebody is told', () => {
  it.each<[string, Partial<WatchedStation>, string[]]>([
    ['of nothing while all is well', {}, []],
    ['of a proof 61 days before its end: not yet', validUntil(inDays(61)), []],
    ['eq 60 days before', validUntil(inDays(60)), ['evidenceExpires 60']],
    ['31 days before', validUntil(inDays(31)), ['evidenceExpires 60']],
    ['eq 30 days before', validUntil(inDays(30)), ['evidenceExpires 30']],
    ['8 days before', validUntil(inDays(8)), ['evidenceExpires 30']],
    ['eq 7 days before', validUntil(inDays(7)), ['evidenceExpires 7']],
    ['on its last day', validUntil(TODAY), ['evidenceExpires 7']],
    ['the day after', validUntil(inDays(-1)), ['evidenceExpired']],
    ['of no proof at all', { evidence: [] }, ['noEvidence']],
    [
      'of nothing where another proof goes on',
      { evidence: [anEvidence({ validUntil: inDays(3) }), anEvidence({ validUntil: inDays(300) })] },
      [],
    ],
    [
      'of the one where the other was withdrawn',
      {
        evidence: [
          anEvidence({ validUntil: inDays(3) }),
          anEvidence({ validUntil: inDays(300), withdrawnAt: 0 }),
        ],
      },
      ['evidenceExpires 7'],
    ],
    ['of nothing where it closes before that', { ...validUntil(inDays(7)), closedOn: inDays(8) }, []],
    ['where it closes later', { ...validUntil(inDays(7)), closedOn: inDays(9) }, ['evidenceExpires 7']],
    ['of nothing about a closed station', { evidence: [], confirmedOn: null, closedOn: TODAY }, []],
    ['of a link that ends', { links: [aLink(inDays(30))] }, ['linkEnds 30']],
    ['of one that ends today', { links: [aLink(TODAY)] }, ['linkEnds 7']],
    ['not of one that has ended', { links: [aLink(inDays(-1))] }, []],
    ['not of one without an end', { links: [aLink(null)] }, []],
    [
      'not of one that goes on the next day',
      { links: [aLink(inDays(5)), aLink(null, { id: 'link-2', from: inDays(6) })] },
      [],
    ],
    [
      'of one that goes on a day too late',
      { links: [aLink(inDays(5)), aLink(null, { id: 'link-2', from: inDays(7) })] },
      ['linkEnds 7'],
    ],
    [
      'of one where another goes on',
      { links: [aLink(inDays(5)), aLink(null, { id: 'link-2', target: 'clinic minato-clinic-1' })] },
      ['linkEnds 7'],
    ],
    ['eq 90 days after it was confirmed', { confirmedOn: inDays(-90) }, ['notConfirmed']],
    ['89 days after: not yet', { confirmedOn: inDays(-89) }, []],
    ['that it was never confirmed', { confirmedOn: null }, ['notConfirmed']],
  ])('%s', (_title, given, expected) => {
    expect(told(given)).toEqual(expected)
  })

  it('the most pressing first, of all stations', () => {
    const stations = [
      aStation({ id: 'a', confirmedOn: null }),
      aStation({ id: 'b', ...validUntil(inDays(40)), links: [aLink(inDays(3))] }),
      aStation({ id: 'c', evidence: [] }),
    ]
    expect(remindersOn(stations, TODAY).map(({ stationId, kind }) => [stationId, kind])).toEqual([
      ['c', 'noEvidence'],
      ['b', 'linkEnds'],
      ['b', 'evidenceExpires'],
      ['a', 'notConfirmed'],
    ])
  })

  it('of a proof on exactly the days up to its last one, and of its end ever after', () => {
    const aProof = fc
      .record({
        start: fc.integer({ min: -400, max: 20 }),
        length: fc.integer({ min: 0, max: 500 }),
        withdrawn: fc.boolean(),
      })
      .map(({ start, length, withdrawn }) =>
        anEvidence({
          checkedOn: inDays(start),
          validUntil: inDays(start + length),
          withdrawnAt: withdrawn ? 0 : null,
        }),
      )
    fc.assert(
      fc.property(fc.array(aProof, { maxLength: 4 }), evidence => {
        const [state, until] = [stationStateOn(aStation({ evidence }), TODAY), provenUntil(evidence, TODAY)]
        // The oracle: the days are tried one by one.
        const holds = (day: string) =>
          evidence.some(
            ({ checkedOn, validUntil, withdrawnAt }) =>
              withdrawnAt === null && checkedOn <= TODAY && checkedOn <= day && day <= validUntil,
          )
        const days = Array.from({ length: 1000 }, (_, index) => inDays(index - 450)).filter(holds)
        expect(until).toBe(days.at(-1) ?? null)
        expect(state).toBe(holds(TODAY) ? 'valid' : days.length > 0 ? 'expired' : 'unknown')
        const left = days.at(-1) === undefined ? [] : told({ evidence })
        const after = days.filter(day => day > TODAY).length
        const step = [7, 30, 60].find(most => after <= most)
        const expected = holds(TODAY) ? (step ? [`evidenceExpires ${step}`] : []) : ['evidenceExpired']
        expect(left).toEqual(days.length > 0 ? expected : [])
      }),
      { numRuns: 500 },
    )
  })
})

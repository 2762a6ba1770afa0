import { describe, expect, it } from 'vitest'
import type { AbsencesView, AbsenceView } from '../../server/coverage/absences/absence-view.ts'
import type { AreasView } from '../../server/directory/areas/area-view.ts'
import { DAY } from '../../server/time/interval.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import {
  bodyOf,
  byTime,
  draftOf,
  errorsFrom,
  errorsOf,
  firstDraft,
  readerOf,
  standingOf,
  waysOut,
} from '../../web/absences/derived.ts'
import { changesOf, gapsIn, tickOf, ticksOf } from '../../web/areas/derived.ts'
import { backupKey, backupOf, movedUp } from '../../web/schemes/coverage-derived.ts'

const NOW = instantOf('2026-06-01', '09:00')
const person = (id: string) => ({ id, name: id, clinic: `${id}医院` })

const absence = (given: Partial<AbsenceView> = {}): AbsenceView => ({
  id: 'one',
  physician: person('a'),
  start: '2026-07-01T13:00:00+09:00',
  end: '2026-07-02T00:00:00+09:00',
  reason: { id: 'congress', label: '学会' },
  cover: 'deputy',
  coverPhysician: null,
  seriesId: null,
  onBehalf: false,
  revision: 0,
  hands: [],
  asked: [],
  duties: [],
  settled: false,
  ...given,
})

const view = (given: Partial<AbsencesView> = {}): AbsencesView => ({
  association: { id: 'minato', name: '見本' },
  physicians: [{ ...person('a'), covers: ['rota', 'request'] }],
  absences: [],
  series: [],
  requests: [],
  reasons: [],
  locums: [],
  revision: 0,
  ...given,
})

describe('the form of an absence', () => {
  it('begins with tomorrow, the only physician, and what is proposed to them', () => {
    expect(firstDraft(view(), NOW)).toMatchObject({ physicianId: 'a', cover: 'rota', fromDay: '2026-06-02' })
    const two = view({ physicians: [...view().physicians, { ...person('b'), covers: ['deputy'] }] })
    expect(firstDraft(two, NOW).physicianId).toBe('')
  })

  it('shows midnight as 24:00 of the day it closes, and sends back the same hours', () => {
    const draft = draftOf(absence())
    expect(draft).toMatchObject({ toDay: '2026-07-01', toTime: '24:00' })
    expect(bodyOf(draft)).toMatchObject({ start: absence().start, end: absence().end })
  })

  it.each([
    ['eq start', { toTime: '13:00' }, { to: 'endsFirst' }],
    ['366 days: eq', { toDay: '2027-07-02', toTime: '13:00' }, {}],
    ['366 days and half an hour', { toDay: '2027-07-02', toTime: '13:30' }, { to: 'tooLong' }],
    ['no days', { fromDay: '', toDay: '' }, { from: 'missing', to: 'missing' }],
    ['a locum without a name', { cover: 'locum' as const }, { locumId: 'missing' }],
    ['no reason, nobody', { reasonId: '', physicianId: '' }, { reasonId: 'missing', physicianId: 'missing' }],
  ])('says what is wrong before it is sent: %s', (_title, typed, errors) => {
    expect(errorsOf({ ...draftOf(absence()), ...typed }, NOW, null)).toEqual(errors)
  })

  it('takes a beginning of long ago only where it was there before', () => {
    const old = draftOf(absence())
    const later = instantOf('2026-07-01', '13:00') + 31 * DAY
    expect(errorsOf(old, later, null)).toEqual({ from: 'tooEarly' })
    expect(errorsOf(old, later, old)).toEqual({})
  })

  it('says of the fields that the server named what is wrong with them', () => {
    expect(errorsFrom('absenceOverlap', ['start', 'end'])).toEqual({ from: 'overlap' })
    expect(errorsFrom('invalidInput', ['coverPhysicianId'])).toEqual({ locumId: 'locum' })
  })
})

describe('the list of absences', () => {
  it('keeps apart what comes, what goes with its series, and what is over', () => {
    const over = absence({ id: 'over', start: '2026-05-01T09:00:00+09:00', end: '2026-06-01T09:00:00+09:00' })
    const weekly = absence({ id: 'weekly', seriesId: 's' })
    const open = absence({ id: 'open', seriesId: 's', cover: 'request' })
    const { coming, ofSeries, past } = byTime([over, absence(), weekly, open], NOW)
    expect([coming, ofSeries, past].map(rows => rows.map(({ id }) => id))).toEqual([
      ['one', 'open'],
      ['weekly'],
      ['over'],
    ])
  })

  it('says whether somebody answers', () => {
    const hand = { id: 'h', physician: person('b'), raisedAt: '', onBehalf: false }
    expect(standingOf(absence())).toBe('decided')
    expect(standingOf(absence({ cover: 'request' }))).toBe('waiting')
    expect(standingOf(absence({ cover: 'request', hands: [hand] }))).toBe('hands')
    expect(standingOf(absence({ cover: 'request', coverPhysician: person('b') }))).toBe('decided')
  })

  it('leads from a duty in its hours to the exchange, and to the repair with person and days', () => {
    const duty = {
      ...{ scheme: { id: 's', shortName: 's' }, fiscalYear: 2026, unitId: 'u', post: 'locum', label: '' },
      ...{ start: '', end: '' },
    }
    expect(waysOut(absence(), duty)).toEqual({
      exchange: '/schemes/s/2026/exchanges',
      repair: '/schemes/s/2026/repair?physician=a&from=2026-07-01&to=2026-07-01',
    })
  })

  it('is read as the office, as a physician or as the centre', () => {
    const here = { id: 'minato' }
    const physician = { role: 'physician', association: here, facilityId: 'a' } as const
    expect(readerOf([physician], 'minato')).toEqual({ as: 'physician', physicianId: 'a' })
    const clerk = { role: 'secretariat', association: here, facilityId: null } as const
    expect(readerOf([physician, clerk], 'minato')).toEqual({ as: 'secretariat' })
    expect(readerOf([clerk], 'kita')).toEqual({ as: 'nobody' })
  })
})

describe('areas', () => {
  const areas: AreasView = {
    association: { id: 'minato', name: '見本' },
    areas: [
      { id: 'x', name: '浜手', inUse: true },
      { id: 'y', name: '離島', inUse: false },
    ],
    physicians: [person('a')],
    entries: [
      { physicianId: 'a', areaId: 'x', capability: 'homeVisit' },
      { physicianId: 'a', areaId: 'x', capability: 'houseCall' },
    ],
    revision: 0,
  }

  it('name what nobody does, area by area', () => {
    expect(gapsIn(areas)).toEqual([
      { areaId: 'x', area: '浜手', capabilities: ['endOfLifeCare'] },
      { areaId: 'y', area: '離島', capabilities: ['homeVisit', 'houseCall', 'endOfLifeCare'] },
    ])
  })

  it('send only what was ticked otherwise', () => {
    const before = ticksOf(areas, 'a')
    const after = new Set([tickOf('x', 'homeVisit'), tickOf('y', 'houseCall')])
    expect(changesOf(areas, before, before)).toEqual([])
    expect(changesOf(areas, before, after)).toEqual([
      { areaId: 'x', capability: 'houseCall', does: false },
      { areaId: 'y', capability: 'houseCall', does: true },
    ])
  })
})

describe('the settings of stand-ins', () => {
  it('move a cover up, the first one nowhere', () => {
    expect(movedUp(['deputy', 'rota', 'request'], 2)).toEqual(['deputy', 'request', 'rota'])
    expect(movedUp(['deputy', 'rota'], 0)).toEqual(['deputy', 'rota'])
  })

  it('keep a final back-up as one word', () => {
    const hospital = { kind: 'hospital', id: 'h/1' } as const
    expect(backupOf(backupKey(hospital))).toEqual(hospital)
    expect(backupOf(backupKey(null))).toBeNull()
  })
})

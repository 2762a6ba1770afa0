import { describe, expect, it } from 'vitest'
import {
  problemsOfCover,
  ROUND_THE_CLOCK,
  type StationCover,
} from '../../../../server/directory/stations/station-cover.ts'
import { isRoundTheClock } from '../../../../server/directory/stations/station-state.ts'
import { onWorkdays } from '../../../builders/station.ts'

const days = (from: string, to: string, hours: StationCover['dates'][number]['hours'] = []) => ({
  from,
  to,
  hours,
})
const onDates = (...dates: StationCover['dates']): StationCover => ({ weekly: [], dates })
const mondays = (from: string, to: string): StationCover => ({
  weekly: [{ weekday: 1, from, to }],
  dates: [],
})

describe('hours as they are typed', () => {
  it.each<[string, StationCover, string[]]>([
    ['day and night', ROUND_THE_CLOCK, []],
    ['none', onDates(), []],
    ['overnight', mondays('17:00', '09:00'), []],
    ['to 24:00', mondays('00:00', '24:00'), []],
    ['from 24:00, which is the next day', mondays('24:00', '09:00'), ['weekly.0.from notATime']],
    ['no times', mondays('', '25:00'), ['weekly.0.from notATime', 'weekly.0.to notATime']],
    ['a single day', onDates(days('2026-08-13', '2026-08-13')), []],
    ['a day that does not exist', onDates(days('2026-02-29', '2026-03-01')), ['dates.0.from notADay']],
    [
      'an end before the beginning',
      onDates(days('2026-08-15', '2026-08-13')),
      ['dates.0.to endsBeforeStart'],
    ],
    ['neighbouring days', onDates(days('2026-08-13', '2026-08-14'), days('2026-08-15', '2026-08-15')), []],
    [
      'one day twice',
      onDates(days('2026-08-13', '2026-08-14'), days('2026-08-14', '2026-08-15')),
      ['dates.1.from overlapsAnother'],
    ],
    [
      'hours of a day at no time',
      onDates(days('2026-08-13', '2026-08-14', [{ from: '9:00', to: '18:00' }])),
      ['dates.0.hours.0.from notATime'],
    ],
    [
      'too many for anybody to have written',
      {
        weekly: Array.from({ length: 51 }, () => ({ weekday: 1, from: '09:00', to: '10:00' }) as const),
        dates: [],
      },
      ['weekly tooMany'],
    ],
  ])('%s', (_title, cover, problems) => {
    expect(problemsOfCover(cover).map(({ field, reason }) => `${field} ${reason}`)).toEqual(problems)
  })
})

describe('day and night', () => {
  const overnight = ROUND_THE_CLOCK.weekly.map(({ weekday }) => ({ weekday, from: '08:30', to: '08:30' }))
  it.each<[string, StationCover, boolean]>([
    ['every day from 0:00 to 24:00', ROUND_THE_CLOCK, true],
    ['every day to the same time of the next', { weekly: overnight, dates: [] }, true],
    ['but not on Sundays', { weekly: ROUND_THE_CLOCK.weekly.slice(0, 6), dates: [] }, false],
    ['on weekdays only', onWorkdays('00:00', '24:00'), false],
    ['a minute short', { weekly: overnight.map(day => ({ ...day, to: '08:29' })), dates: [] }, false],
    ['a special day aside', { ...ROUND_THE_CLOCK, dates: [days('2026-08-13', '2026-08-13')] }, true],
    ['none', { weekly: [], dates: [] }, false],
  ])('%s', (_title, cover, expected) => {
    expect(isRoundTheClock(cover)).toBe(expected)
  })
})

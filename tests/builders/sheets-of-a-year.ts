import { closedDaysOf, YEAR_END } from '../../server/calendar/closed-days.ts'
import { ROUND_THE_CLOCK } from '../../server/directory/stations/station-cover.ts'
import { planYear } from '../../server/duty/plan-year.ts'
import { presets } from '../../server/duty/presets.ts'
import type { DutyLine } from '../../server/reports/duty-lines.ts'
import { familySheet } from '../../server/reports/family-sheet.ts'
import { monthRota } from '../../server/reports/month-rota.ts'
import { nightContacts } from '../../server/reports/night-contacts.ts'
import { ownDuties } from '../../server/reports/own-duties.ts'
import type { Sheet, SheetKind } from '../../server/reports/sheet-view.ts'
import type { StationContact } from '../../server/reports/station-contact.ts'
import { yearPoster } from '../../server/reports/year-poster.ts'
import type { PublishedDuty } from '../../server/roster/published-duty.ts'
import { addDays } from '../../server/time/local-day.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import { aContact, aLine, aSetting } from './sheet.ts'

/** Names as registers have them: 𠮷, 髙, 﨑, and 葛 with a variation selector. */
export const NAMES = [
  '青葉 一郎',
  '𠮷田 秋江',
  '髙橋 冬美',
  '﨑山 五郎',
  '葛\u{e0100}城 桜',
  '高瀬 六郎',
  '中原 楓',
] as const

const aContactOf = (index: number, posts = NAMES.length) => {
  const number = String((index % posts) + 1).padStart(4, '0')
  const name = NAMES[index % NAMES.length] ?? ''
  return aContact({
    id: `p${number}`,
    name,
    clinicId: `c${number}`,
    clinic: `${name.split(' ')[0]}医院`,
    phone: `0000-11-${number}`,
    nightPhone: `0000-19-${number}`,
  })
}

/** The 73 units of fiscal 2026 by the rules of the reference scheme, held in turn. */
export function linesOfNanao(): DutyLine[] {
  const plan = planYear(presets.nanao, closedDaysOf(YEAR_END, 2026), 2026)
  if (!plan.ok) throw new Error('the preset overlaps itself')
  return plan.units.map((unit, index) =>
    aLine({ ...unit, unitId: `scheme/${unit.day}/${unit.rule}`, holders: [aContactOf(index)] }),
  )
}

/** 1,100 units of six hours with two posts each: three a day, and on five days one more. */
export const linesOfCity = (): DutyLine[] =>
  Array.from({ length: 1_100 }, (_, index) => {
    const dayIndex = Math.floor((index * 365) / 1_100)
    const turn = index - Math.ceil((dayIndex * 1_100) / 365)
    const day = addDays('2026-04-01', dayIndex)
    const start = instantOf(day, '00:00') + turn * 6 * 3_600_000
    const holders = [aContactOf(index), aContactOf(index + 3)]
    const end = start + 6 * 3_600_000
    return aLine({ day, unitId: `city/${day}/${turn}`, label: '平日', start, end, holders })
  })

const STATIONS: StationContact[] = [
  { name: '訪問看護ステーションみなと', nightPhone: '0000-12-0001', cover: ROUND_THE_CLOCK },
  {
    name: '訪問看護ステーションかもめ',
    nightPhone: '0000-12-0002',
    cover: {
      weekly: [
        { weekday: 1, from: '18:00', to: '09:00' },
        { weekday: 2, from: '18:00', to: '09:00' },
        { weekday: 6, from: '00:00', to: '24:00' },
      ],
      dates: [{ from: '2026-05-03', to: '2026-05-05', hours: [] }],
    },
  },
  { name: '訪問看護ステーション灯台', nightPhone: '0000-12-0003', cover: null },
]

const dutyOf = (line: DutyLine): PublishedDuty => ({
  start: line.start,
  end: line.end,
  unitId: line.unitId,
  part: 0,
  post: 'locum',
  label: line.label,
  tentative: line.tentative,
  physician: aContact(),
  scheme: { id: 'scheme', name: 'みなと在宅Dr.ネット', shortName: 'みなとネット' },
  association: { id: 'minato', name: '見本みなと医師会', invented: false },
  fiscalYear: 2026,
  sequence: 0,
  firstPublishedAt: instantOf('2026-02-20', '14:00'),
  changedAt: instantOf('2026-02-20', '14:00'),
  gone: false,
})

/** One sheet of each kind. */
export function sheetsOfAYear(): Record<SheetKind, Sheet> {
  const lines = linesOfNanao()
  const setting = aSetting()
  const reiwa = aSetting({ era: 'reiwa', invented: true })
  const own = lines.filter((_, index) => index % NAMES.length === 1).map(dutyOf)
  const hospitals = [{ name: '見本みなと総合病院', phone: '0000-13-0001' }]
  return {
    year: yearPoster(setting, lines),
    month: monthRota(setting, '2026-05', lines),
    own: ownDuties(setting, aContactOf(1), own, true),
    contacts: nightContacts(reiwa, '2026-05', lines, STATIONS),
    family: familySheet(
      reiwa,
      '2026-05',
      { physicians: [aContactOf(0)], hospitals, nearby: [] },
      lines,
      STATIONS,
    ),
  }
}

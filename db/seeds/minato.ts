import { closedDaysOf, YEAR_END } from '../../server/calendar/closed-days.ts'
import type { FiscalYear } from '../../server/calendar/fiscal-year.ts'
import {
  ISO_WEEKDAYS,
  ROUND_THE_CLOCK,
  type StationCover,
} from '../../server/directory/stations/station-cover.ts'
import { presets } from '../../server/duty/presets.ts'
import type { District } from './district.ts'

const CLINICS = [
  ['青葉内科医院', '浜町', '青葉 一郎', 'あおば いちろう'],
  ['泉クリニック', '本町', '泉 春子', 'いずみ はるこ'],
  ['梅田医院', '港町', '梅田 次郎', 'うめだ じろう'],
  ['江川内科', '川端', '江川 夏樹', 'えがわ なつき'],
  ['大沢医院', '山手', '大沢 三郎', 'おおさわ さぶろう'],
  ['柏木クリニック', '新町', '柏木 秋江', 'かしわぎ あきえ'],
  ['北野診療所', '北野', '北野 四郎', 'きたの しろう'],
  ['黒田内科医院', '駅前', '黒田 冬美', 'くろだ ふゆみ'],
  ['坂本医院', '坂下', '坂本 五郎', 'さかもと ごろう'],
  ['清水クリニック', '清水', '清水 桜', 'しみず さくら'],
  ['高瀬医院', '高台', '高瀬 六郎', 'たかせ ろくろう'],
  ['中原内科', '中央', '中原 楓', 'なかはら かえで'],
  ['松風診療所', '松原', '松風 七海', 'まつかぜ ななみ'],
  ['渡会医院', '渡場', '渡会 八雲', 'わたらい やくも'],
] as const

/** Of a small station that shares a district with others (domain.md §2I, Nomi). */
const WORKDAYS: StationCover = {
  weekly: ISO_WEEKDAYS.slice(0, 5).map(weekday => ({ weekday, from: '09:00', to: '18:00' })),
  dates: [],
}

/**
 * A port town after the pattern of ななか在宅Dr.ネット (domain.md §2A): 14 physicians, holidays cut into
 * units of 36 and 24 hours, 5 to 6 turns a year. Town, clinics and people are invented.
 */
export const minato = (years: readonly FiscalYear[]): District => ({
  phoneArea: 1,
  association: { id: 'minato', name: '見本みなと医師会（架空）', shortName: 'みなと' },
  clinics: CLINICS.map(([name, place, physician, kana]) => ({ name, place, physician, kana })),
  nursingStations: [
    { name: '訪問看護ステーションみなと', cover: ROUND_THE_CLOCK },
    { name: '訪問看護ステーションかもめ', cover: ROUND_THE_CLOCK },
    { name: '訪問看護ステーション灯台', cover: WORKDAYS },
  ],
  hospitals: [
    { id: 'minato-hospital-1', name: '見本みなと総合病院' },
    { id: 'minato-hospital-2', name: '見本浜町病院' },
  ],
  supportBlocks: [],
  closedDays: years.flatMap(year => closedDaysOf(YEAR_END, year)),
  scheme: {
    id: 'minato-locum',
    name: 'みなと在宅Dr.ネット（見本）',
    shortName: 'みなとネット',
    rules: presets.nanao,
    posts: ['locum'],
    minGapDays: 14,
    minUnits: 5,
    maxUnits: 6,
  },
})

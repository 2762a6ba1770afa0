import { ROUND_THE_CLOCK } from '../../server/directory/stations/station-cover.ts'
import { presets } from '../../server/duty/presets.ts'
import type { District } from './district.ts'

const BLOCKS = [
  {
    id: 'ward-kita-block-1',
    name: '東ブロック',
    status: 'live',
    hospital: '見本東病院',
    clinics: [
      ['あさひ内科', '旭町', '朝日 一成', 'あさひ かずなり'],
      ['井上医院', '井ノ上', '井上 双葉', 'いのうえ ふたば'],
      ['上野クリニック', '上野', '上野 三樹', 'うえの みき'],
      ['岡部内科', '岡部', '岡部 四季', 'おかべ しき'],
      ['加納医院', '加納', '加納 五月', 'かのう さつき'],
      ['木下診療所', '木下', '木下 六実', 'きのした むつみ'],
      ['久保クリニック', '久保', '久保 七生', 'くぼ ななお'],
      ['小山内科', '小山', '小山 八重', 'こやま やえ'],
    ],
  },
  {
    id: 'ward-kita-block-2',
    name: '中ブロック',
    status: 'trial',
    hospital: '見本中央病院',
    clinics: [
      ['佐伯医院', '佐伯', '佐伯 一歩', 'さえき かずほ'],
      ['白石クリニック', '白石', '白石 二葉', 'しらいし ふたば'],
      ['杉田内科', '杉田', '杉田 三奈', 'すぎた みな'],
      ['園部医院', '園部', '園部 志郎', 'そのべ しろう'],
      ['田島診療所', '田島', '田島 伍助', 'たじま ごすけ'],
      ['千葉クリニック', '千葉台', '千葉 睦', 'ちば むつみ'],
      ['土屋内科', '土屋', '土屋 奈々', 'つちや なな'],
      ['戸田医院', '戸田', '戸田 八郎', 'とだ はちろう'],
    ],
  },
  {
    id: 'ward-kita-block-3',
    name: '西ブロック',
    status: 'partial',
    hospital: '見本西病院',
    clinics: [
      ['永井クリニック', '永井', '永井 一花', 'ながい いちか'],
      ['西村内科', '西村', '西村 次子', 'にしむら つぎこ'],
      ['野口医院', '野口', '野口 三平', 'のぐち さんぺい'],
      ['橋本診療所', '橋本', '橋本 詩織', 'はしもと しおり'],
      ['平野クリニック', '平野', '平野 五郎', 'ひらの ごろう'],
      ['堀内科', '堀', '堀 六花', 'ほり りっか'],
      ['三上医院', '三上', '三上 七緒', 'みかみ ななお'],
      ['森診療所', '森', '森 八千代', 'もり やちよ'],
    ],
  },
] as const

/**
 * A city ward after the pattern of Fukuoka's ブロック支援病院 (domain.md §2E): three loose blocks with a
 * support hospital each, 24 clinics. Its rota, a locum for each week, is an invented setting.
 */
export const kitaWard = (): District => ({
  phoneArea: 2,
  association: { id: 'ward-kita', name: '見本北区在宅医療協議会（架空）', shortName: '北区' },
  clinics: BLOCKS.flatMap(block =>
    block.clinics.map(([name, place, physician, kana]) => ({
      name,
      place,
      physician,
      kana,
      block: block.id,
    })),
  ),
  nursingStations: ['訪問看護ステーション北区', '訪問看護ステーションけやき'].map(name => ({
    name,
    cover: ROUND_THE_CLOCK,
  })),
  hospitals: BLOCKS.map(({ id, hospital }) => ({ id: `${id}-hospital`, name: hospital })),
  supportBlocks: BLOCKS.map(({ id, name, status }) => ({ id, name, status, hospitals: [`${id}-hospital`] })),
  closedDays: [],
  scheme: {
    id: 'ward-kita-locum',
    name: '北区代診医ネットワーク（見本）',
    shortName: '北区代診',
    rules: presets.weekly,
    posts: ['locum'],
    minGapDays: 14,
    minUnits: null,
    maxUnits: null,
  },
})

import type { CoverageWording } from './coverage-wording.ts'
import { eraFiscalYear } from './japanese-era.ts'

export const jaCoverage: CoverageWording = {
  coverage: {
    menu: '年間の体制',
    title: '年間の体制',
    text: '公開中の当番表と不在の登録から、1日ごとの体制を示します。',
    otherYears: 'ほかの年度',
    print: '印刷する',
    whole: '地区全体',
    noUnit: 'この時間の当番枠がありません。当番の時間の決め方をご確認ください。',
    proposals: '代われる先生：',
    nobodyFree: 'この時間に代われる先生が見つかりません。',
    toRepair: '代わりの案を見る',
    toEdit: '当番表を直す',
    noGaps: '担当のいない時間はありません。',
    notPublished: 'この年度の当番表はまだ公開されていません。',
    areas: '訪問診療・往診・看取りを行う医師のいない地区',
    everyArea: 'どの地区にも、訪問診療・往診・看取りを行う医師がいます。',
    states: {
      gap: '担当がいない時間がある日',
      unpublished: '当番表が未公開の日',
      thin: '担当はいるが、控えがいない日',
      covered: '担当も控えもいる日',
      free: '当番の時間ではない日',
    },
    ofYear: year => `${eraFiscalYear(year)}（${year}年度）の体制`,
    inBlock: (scheme, block) => `${scheme}・${block}`,
    days: count => `${count}日`,
    gaps: count => `これから担当がいない時間 ${count}件`,
    lacking: post => `${post}の担当がいません。`,
    away: names => `${names.join('、')} 医師は不在です。`,
    nobodyFor: capabilities => `${capabilities.join('・')}を行う医師がいません。`,
  },
}

import { eraFiscalYear } from './japanese-era.ts'
import type { SheetsWording } from './sheets-wording.ts'

export const jaSheets: SheetsWording = {
  sheets: {
    title: '印刷・PDF',
    pageTitle: year => `${eraFiscalYear(year)}（${year}年度）の印刷・PDF`,
    text: '公開中の当番表から、A4の用紙に印刷する表を作ります。FAXで送っても読める大きさです。',
    back: '当番表へ戻る',
    kind: '印刷する表',
    month: '月',
    physician: '医師',
    clinic: '医療機関',
    era: '年の書き方',
    none: '公開中の当番表がないため、印刷できる表がありません。',
    openPdf: 'PDFを開く',
    print: 'この画面を印刷する',
    private: '夜間の電話番号が載っています。関係者だけでお使いください。',
    kinds: {
      year: '年間当番表（掲示用）',
      month: '月間当番表',
      own: '先生別の当番一覧',
      contacts: '夜間連絡先一覧（関係者用）',
      family: '往診・訪問看護の一覧（ご家族用）',
    },
    eras: { western: '西暦（2026年）', reiwa: '元号（令和8年）' },
    monthOf: month => `${month.slice(0, 4)}年${Number(month.slice(5))}月`,
    clinicOf: (clinic, physician) => `${clinic}（${physician}）`,
  },
}

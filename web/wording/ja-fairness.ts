import type { FairnessWording } from './fairness-wording.ts'
import { eraFiscalYear } from './japanese-era.ts'
import { signedPoints, trimmedPoints } from './points.ts'

const points = (value: number): string => `${trimmedPoints(value)}点`

export const jaFairness: FairnessWording = {
  fairness: {
    pageTitle: year => `${eraFiscalYear(year)}（${year}年度）の当番の公平さ`,
    otherYears: 'ほかの年度',
    toRoster: '当番表へ戻る',
    version: '版',
    print: '印刷する',
    none: '当番表がまだ作成されていないため、表示できるものがありません。',
    summary: 'まとめ',
    pointMeaning: '点は当番の負担です。ふつうの24時間の当番1回が1点、年末年始などは重く数えます。',
    spread: (own, inTurn) =>
      `いちばん多い方といちばん少ない方の差は ${points(own)}です。順番どおりに割り当てた場合は ${points(inTurn)}です。`,
    wishes: (wants, avoids) =>
      [
        wants.asked > 0 && `希望は ${wants.asked}件のうち ${wants.granted}件をかなえています。`,
        avoids.asked > 0 &&
          `できれば避けたい当番は ${avoids.asked}件のうち ${avoids.granted}件を避けています。`,
      ]
        .filter(Boolean)
        .join(''),
    noWishes: '希望の登録はありません。',
    mostBurdened: (names, above) =>
      `見込みよりいちばん多く引き受けていただくのは、${
        names.length > 3 ? `${names.length}名の方` : names.map(name => `${name} 医師`).join('、')
      }で、${points(above)}です。この分は、翌年度の当番表で差し引きます。`,
    even: '全員が見込みどおりです。',
    comparison: '順番どおりの割り当てとの比較',
    thisRota: 'この当番表',
    inTurn: '順番どおり',
    inTurnMeaning: '「順番どおり」は、同じ条件で名簿の順に割り当て、受け持てない方を飛ばした場合です。',
    measures: {
      spread: 'いちばん多い方と少ない方の差',
      deviation: 'ばらつき（標準偏差）',
      wants: 'かなえた希望',
      avoids: '避けられた「できれば避けたい」',
      open: '担当の決まらない当番',
      broken: '守れない条件',
      cost: '偏りの評価値（小さいほど良い）',
    },
    granted: ({ asked, granted }) => `${granted}／${asked}件`,
    cases: count => `${count}件`,
    plot: '医師ごとの負担',
    plotText: '横の長さが点数です。同じ数字は下の表にあります。',
    expectedMark: '見込み（繰越を差し引いた、この年度の公平な点数）',
    carriedMark: '繰越（右：これまで多かった分、左：少なかった分）',
    table: '医師ごとの数字',
    tableText:
      '「年度内の差」は、繰越を考えない場合の差です。「差し引き」は、点数から見込みを引いたもので、翌年度へ繰り越します。',
    physician: '医師',
    share: '分担',
    count: '回数',
    held: '点数',
    deviation: '年度内の差',
    carried: '繰越',
    expected: '見込み',
    balance: '差し引き',
    points,
    signed: signedPoints,
    column: points => points.toFixed(2),
    number: trimmedPoints,
    percent: part => `${Math.round(part * 100)}％`,
    counts: (count, fairCount) =>
      fairCount === null ? `${count}回` : `${count}回（目安 ${fairCount.toFixed(1)}回）`,
    ofClass: (holidayClass, count, held) => `${holidayClass} ${count}回 ${points(held)}`,
    classes: {
      yearEnd: '年末年始',
      goldenWeek: 'ゴールデンウィーク',
      obon: 'お盆',
      nationalHoliday: '祝日',
      sunday: '日曜日',
      closedDay: '休診日',
      saturday: '土曜日',
      night: '夜間',
      week: '週番',
      other: 'その他',
    },
  },

  ledger: {
    pageTitle: year => `${eraFiscalYear(year)}（${year}年度）への負担の繰越`,
    explanation:
      '＋の方はこれまで多く、−の方は少なく受け持っています。当番表は、この差が小さくなるように作成されます。',
    carriedFrom: year => `${eraFiscalYear(year)}の公開中の当番表から繰り越しています。`,
    skipped: (year, from) =>
      `${eraFiscalYear(year)}は公開された当番表がないため、${eraFiscalYear(from)}の終わりの点数を繰り越しています。`,
    nothingYet: 'これより前の年度に公開された当番表はありません。下で入力した点数から始まります。',
    members: '医師ごとの繰越',
    physician: '医師',
    carried: year => `${eraFiscalYear(year)}から`,
    entered: '入力',
    opening: '合計',
    newcomer: '新しい方（平均から）',
    spared: '外れる当番',
    sparedMeaning: year =>
      `${eraFiscalYear(year - 1)}に年末年始やゴールデンウィークを担当した方は、${eraFiscalYear(year)}は外れます。`,
    lastYear: (season, year) => `${eraFiscalYear(year - 1)}の${season}`,
    saidOfLastYear: (season, year, held) =>
      `${eraFiscalYear(year - 1)}の${season}${held ? 'を担当した' : 'は担当していない'}`,
    counts: 'これまでの回数',
    enter: '入力する',
    print: '印刷する',
    toRoster: '当番表へ戻る',
    history: '入力の記録',
    historyText: '入力した記録は、変更も削除もできません。誤りは、もう一度入力して直してください。',
    noHistory: '入力の記録はありません。',
    program: '（自動）',
    forYear: year => `${eraFiscalYear(year)}へ`,
    done: '繰越に入力しました。',
    dialog: {
      title: name => `${name} 医師の繰越への入力`,
      text: '前の年度までの分や訂正を入力します。入力した記録は残り、あとから消せません。',
      newcomer: '新しい方は平均の点数から始まります。入力すると、入力した点数から始まります。',
      direction: 'これまでの負担',
      more: 'ほかの方より多かった（当番を軽くする）',
      fewer: 'ほかの方より少なかった（当番を増やす）',
      amount: '点数',
      amountHint: '0.25点きざみ。例：1.5。点数を変えないときは0',
      held: '前の年度に担当した当番',
      heldHint: '公開された当番表や前の入力と違うときだけ選んでください。最後の入力が有効です。',
      said: (said, held) =>
        ({
          nothing: `今のまま（担当${held ? 'あり' : 'なし'}）`,
          held: '担当した',
          notHeld: '担当していない',
        })[said],
      counts: 'これまでの回数も入力する',
      countsHint: '当番表が公開される前の回数です。空欄は0回です。',
      reason: '理由',
      reasonHint: '例：令和7年度の紙の当番表から',
      cancel: 'やめる',
      save: '入力を確定する',
    },
    errors: {
      amount: '0から250までの点数を、0.25きざみで入力してください。',
      count: '0から400までの回数を入力してください。',
      nothing: 'このままでは何も変わりません。点数、回数、前年度の担当のどれかを入力してください。',
      reason: '理由を入力してください（200文字まで）。',
    },
  },
}

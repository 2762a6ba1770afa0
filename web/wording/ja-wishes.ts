import { dayInWords } from '../../server/time/hours-in-words.ts'
import type { LocalDay } from '../../server/time/local-day.ts'
import { eraFiscalYear, eraYear } from './japanese-era.ts'
import type { WishWording } from './wish-wording.ts'

const WEEKDAYS = ['日曜', '月曜', '火曜', '水曜', '木曜', '金曜', '土曜'] as const

/** `9:00`, as people write it. */
const clock = (time: string): string => time.replace(/^0/, '')
const hours = ({ from, to }: { from: string; to: string }): string =>
  `${clock(from)}～${to < from ? '翌日' : ''}${clock(to)}`

const withYear = (day: LocalDay): string => `${eraYear(day)}${dayInWords(day)}`
const ordinal = (nth: number): string => (nth === -1 ? '最終' : `第${nth}`)

export const jaWishes: WishWording = {
  wishes: {
    title: year => `${eraFiscalYear(year)}の当番の希望`,
    invitation: year => `${eraFiscalYear(year)}の当番の希望を受け付けています。`,
    enter: year => `${eraFiscalYear(year)}の希望を出す`,
    back: '当番表へ戻る',
    allMembers: '全員の回答の状況へ戻る',
    kinds: { unavailable: '不可', avoid: '避けたい', want: '希望', none: 'なし' },
    meanings: {
      unavailable: '当番に入れません。',
      avoid: 'できるだけ当番に入れません。',
      want: 'できるだけ当番に入れます。',
    },
    forms: { unit: 'この当番だけの入力', days: '期間', repeat: 'くり返し', busy: '取り込んだ予定表' },
    several: 'まとめて入力する',
    listed: 'まとめて入力した希望',
    byUnit: '当番ごとに入力する',
    ofUnits: '当番ごとの希望',
    atOnce: '押すと、すぐに保存されます。',
    together: '1つの当番に重なったときは、不可、避けたい、希望の順に優先します。',
    goToMonth: '月を選ぶ',
    deadline: day => `締切 ${dayInWords(day)}24:00`,
    daysLeft: days => (days === 0 ? '今日まで' : `あと${days}日`),
    closed: day => `${dayInWords(day)}に締め切りました。変更は事務局へご連絡ください。`,
    notOpen: '希望の受付は、まだ始まっていません。',
    noMember: 'この年度の当番制に参加していないため、希望を入力する欄はありません。',
    noUnits: 'この年度の当番はありません。',
    left: count => (count === null ? '制限なし' : `あと${count}`),
    exceeded: (kind, count, most) =>
      `「${kind}」は${most}件までです。この入力では${count}件になります。ほかの希望を取り消してから入力してください。`,
    forWhom: name => `代行入力中：${name} 医師`,
    onBehalf: name => `${name} 医師の代行で入力しています`,
    onBehalfText: '代行入力として記録に残ります。締切を過ぎても入力できます。',
    saving: '保存しています…',
    saved: (day, said) => `${day}「${said}」を保存しました。`,
    undo: '元に戻す',
    unsent: 'まだ保存できていません。通信の状態をご確認のうえ、もう一度保存してください。',
    notSaved: '未保存',
    sendAgain: 'もう一度保存する',
    because: (form, what) => `${form}：${what}`,
    touches: count => `当番 ${count}件`,
    touchesNone: '今のところ、この間に当番はありません。',
    added: (kind, units) =>
      units === 0
        ? '入力しました。今のところ、この間に当番はありません。'
        : `入力しました。当番${units}件が「${kind}」になりました。`,
    range: (from, to) => (from === to ? dayInWords(from) : `${dayInWords(from)}～${dayInWords(to)}`),
    hours,
    repetition: ({ every, weekday, ordinals }) => {
      const name = WEEKDAYS[weekday]
      if (every === 'month') return `毎月${ordinals.map(ordinal).join('・')}${name}`
      return every === 'week' ? `毎週${name}` : `隔週${name}`
    },
    within: (repetition, range) => `${repetition}、${range}`,
    otherRepetition: 'くり返し（別の方法で入力されたもの）',
    busy: times => `取り込んだ予定 ${times}件`,
    entered: (moment, by, onBehalf) => `${moment} 入力${onBehalf ? `（代行${by ? `：${by}` : ''}）` : ''}`,
    withdraw: '取り消す',
    withdrawTitle: 'この希望を取り消しますか',
    withdrawText: '取り消すと、この入力はなくなります。ほかの入力は変わりません。',
    cancel: 'やめる',
    noneText: '希望や不可がない方は、このボタンでお知らせください。',
    sayNone: '希望なしで提出する',
    saidNone: '希望なし・提出済みです。',
    saidNoneText: '希望を入力すると、「希望なし」は取り消されます。',
    takeNoneBack: '「希望なし」を取り消す',
    printSheet: '希望調査票を印刷する（FAX用）',
  },

  wishForm: {
    byDays: '期間で入力する',
    byRepeat: 'くり返しで入力する',
    byCalendar: '予定表ファイルから取り込む',
    kind: 'どの希望ですか',
    from: '最初の日',
    to: '最後の日（続くとき）',
    until: '最後の日',
    wholeDay: '一日中',
    begin: '開始の時刻',
    end: '終了の時刻',
    nextDay: time => `翌日 ${clock(time)}`,
    howOften: 'くり返し方',
    every: { week: '毎週', secondWeek: '隔週（2週間ごと）', month: '毎月の第何週か' },
    weekday: '曜日',
    weekdays: WEEKDAYS.map(name => `${name}日`),
    whichWeeks: '第何週ですか（いくつでも選べます）',
    ordinal: nth => (nth === -1 ? '最終週' : `第${nth}`),
    firstDays: days => `次の日から数えます：${days.join('、')}…`,
    enter: 'この内容で入力する',
    errors: {
      missing: '入力してください。',
      otherYear: '選んだ年度の日を入力してください。',
      endsBeforeItBegins: '最初の日より前の日は入力できません。',
      noDay: 'この間に当てはまる日がありません。',
      chooseWeeks: '1つ以上選んでください。',
    },
    calendarText:
      'カレンダーのアプリから書き出したファイル（.ics）を選んでください。予定のある時間だけを「不可」として使います。予定の題名や場所、相手の方のお名前は保存しません。',
    file: 'ファイルを選ぶ',
    reading: '読み取っています…',
    read: events => `予定 ${events}件を読み取りました。`,
    skipped: ({ free, cancelled, unreadable }) => [
      ...(free > 0 ? [`「空き時間」の予定 ${free}件は使いません。`] : []),
      ...(cancelled > 0 ? [`取り消された予定 ${cancelled}件は使いません。`] : []),
      ...(unreadable > 0 ? [`読み取れなかった予定が ${unreadable}件あります。期間で入力してください。`] : []),
    ],
    noTimes: 'この年度の予定がないため、取り込むものはありません。',
    wouldBe: units =>
      units === 0
        ? '今のところ、予定と重なる当番はありません。'
        : `次の当番 ${units}件が「不可」になります。`,
    replace: earlier => `前に取り込んだ予定表（${earlier}件）と入れ替える`,
    store: 'この内容で取り込む',
  },

  wishOffice: {
    overview: '回答の状況',
    progress: ({ wishes, none, missing }) => {
      const answered = `回答済み ${wishes + none}名（希望あり ${wishes}名、希望なし ${none}名）`
      return missing === 0 ? `全員が回答済みです。${answered}` : `${answered}、未回答 ${missing}名`
    },
    onlyMissing: '未回答の方だけを表示する',
    member: '医師',
    answer: '回答',
    notYet: '未回答',
    none: '希望なし',
    by: (name, onBehalf) => (onBehalf ? `代行${name ? `：${name}` : ''}` : '本人'),
    enterFor: '確認・代行入力',
    sheets: '希望調査票を印刷する（FAX用）',
    round: '受付の設定',
    state: (open, deadline) => {
      if (deadline === null) return '受付前です。締切日を入れて保存すると、医師が入力できるようになります。'
      return open
        ? `受付中です（${dayInWords(deadline)}24:00まで）。`
        : `${dayInWords(deadline)}に締め切りました。`
    },
    deadline: '締切日',
    deadlineHint: 'この日の24:00まで、医師が入力できます。空欄にすると受付を止めます。',
    returnTo: '希望調査票の返送先',
    returnToHint: '調査票に印刷します。例：○○医師会 事務局　FAX番号',
    quotas: '1人が入力できる当番の数',
    quotasHint: '空欄は制限なしです。',
    ownQuotas: '医師ごとの数',
    ownQuotasText: '上の数と変えたい医師だけ、登録してください。',
    choose: '医師を選んでください',
    addOwn: '追加する',
    removeOwn: '取り消す',
    save: '設定を保存する',
    saving: '保存しています…',
    saved: '設定を保存しました。',
    notSet: '未定',
    unsaved: 'まだ保存していない変更があります。',
    errors: {
      number: '0から400までの数を入力してください。',
      deadline: '年度の終わりより前の日を入力してください。',
    },
  },

  wishSheet: {
    title: '希望調査票',
    text: 'インターネットで入力されない方へ、FAXや郵送でお送りする用紙です。1名につき1枚です。',
    whose: '印刷する医師',
    everyone: '全員',
    print: '印刷する',
    heading: year => `${eraFiscalYear(year)}　当番希望調査票`,
    member: '医師名',
    clinic: '医療機関',
    deadline: day => `${withYear(day)}まで`,
    returnTo: '返送先',
    howTo: '記入のしかた',
    mark: '当番の日の□に、印を記入してください。',
    marks: [
      { mark: '○', text: '希望する' },
      { mark: '△', text: 'できれば避けたい' },
      { mark: '×', text: '不可（できない）' },
    ],
    rest: '空欄は「どちらでもよい」とします。',
    several: '期間・くり返しのご希望',
    severalExample: '例）8月10日～16日 不可、毎月第2水曜 13時～17時 不可',
    signature: 'ご署名',
    date: '記入日',
  },
}

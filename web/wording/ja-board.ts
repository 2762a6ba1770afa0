import { dayInWords } from '../../server/time/hours-in-words.ts'
import { localDayOf, localTimeOf } from '../../server/time/tokyo.ts'
import type { BoardWording } from './board-wording.ts'
import { writtenEnd } from './written-end.ts'

const clock = (instant: number) => localTimeOf(instant).replace(/^0/, '')

export const jaBoard: BoardWording = {
  board: {
    title: '今夜の当番',
    home: '輪番の画面へ',
    now: '今の当番',
    atThatTime: 'この日時の当番',
    next: '次の当番',
    call: '電話をかける',
    loading: '読み込んでいます。',
    noSchemes: '当番の制度は、まだ登録されていません。',
    gap: '当番が空いています',
    gapText: '担当する方がいるはずの時間ですが、決まっていません。',
    between: '当番の時間ではありません',
    betweenText: 'この時間は、当番の医師を置かないことになっています。',
    unpublished: '当番表はまだ公開されていません',
    unpublishedText: 'この時間の当番は、まだ決まっていません。',
    finalBackup: '最後の受け皿',
    callBackup: 'こちらにお電話ください',
    noBackup: '事務局に連絡してください。',
    behind: 'つながらないとき',
    comingGap: '⚠ 担当者なし',
    nextUnknown: 'この先の当番は、まだありません。',
    stations: '訪問看護ステーション（夜間）',
    nightPhone: '夜間の電話',
    links: '外部の方へのリンク',
    signIn: 'サインインする',
    signInAgain: 'サインインの時間が切れました。この画面は新しくなりません。',
    reload: '読み込み直す',
    away: names => `${names} は不在です。`,
    ofBlock: (scheme, block) => `${scheme}　${block}`,
    until: moment => `${moment}まで`,
    from: moment => `${moment}から`,
    standings: {
      reliable: '対応できます',
      outOfHours: '対応時間外',
      unconfirmed: '要確認（裏付けがありません）',
    },
    moment(instant, ending) {
      if (!ending) return `${dayInWords(localDayOf(instant))} ${clock(instant)}`
      const { day, time } = writtenEnd(instant)
      return `${dayInWords(day)} ${time.replace(/^0/, '')}`
    },
    clock,
  },

  boardAge: {
    live: '自動で更新しています',
    lost: '通信が切れています。',
    old: '古い情報です。',
    changedMeanwhile: 'この情報のあと、当番の時刻が変わっています。',
    whatNow:
      '今の当番とは違うことがあります。電話をかける前に、事務局や訪問看護ステーションにもご確認ください。',
    asOf: moment => `${moment}の情報です`,
    minutesAgo: minutes =>
      minutes < 60 ? `（${minutes}分前）` : `（${Math.floor(minutes / 60)}時間${minutes % 60}分前）`,
  },

  boardTime: {
    open: '別の日時の当番を見る',
    at: '日時（日本時間）',
    show: 'この日時の当番を見る',
    back: '今の当番に戻る',
    wrong: '日付と時刻を入力してください。',
    title: moment => `${moment} の当番です（今の当番ではありません）`,
  },

  boardSearch: {
    open: '医師を探す',
    what: '医師の名前、医療機関、地区',
    hint: '患者コード（例：K-102）を入れると、その患者の担当チームの画面に進みます。',
    find: '探す',
    none: '見つかりませんでした。名前の一部や、ひらがなでもお試しください。',
    more: 'ほかにもあります。言葉を足してお探しください。',
    missing: '探す言葉を入力してください。',
    clinicPhone: '医療機関',
    duties: '当番',
    noDuties: '半年先まで、当番はありません。',
    away: '不在',
    areas: '地区',
    ofPatient: '患者コードのようです。担当チームの画面で調べます。',
    toPatients: '担当チームの画面へ',
    found: count => `${count}名が見つかりました`,
    capabilities: { homeVisit: '訪問診療', houseCall: '往診', endOfLifeCare: '看取り' },
  },

  boardLinks: {
    title: '「今夜の当番」のリンク',
    text: '訪問看護ステーションやコールセンターのように、サインインしない方に渡すリンクです。開けるのは「今夜の当番」の画面だけで、患者の情報は見られません。渡した先ごとに作成してください。',
    add: 'リンクを作成する',
    name: '渡す先の名称',
    nameHint: '例：夜間コールセンター、事務局のテレビ',
    make: '作成する',
    cancel: 'やめる',
    none: 'リンクはまだありません。',
    made: 'リンクを作成しました',
    madeText:
      'このリンクは、この画面でしか見られません。今のうちに渡す先へ送るか、書き写してください。リンクを知っている人は誰でも開けます。',
    copy: 'リンクをコピーする',
    copied: 'コピーしました。',
    copyFailed: 'コピーできませんでした。選んで写してください。',
    created: '作成した日時',
    lastRead: '最後に使われた日時',
    never: 'まだ使われていません',
    revoke: '使えなくする',
    revokeConfirm: '使えなくする',
    revokeText: 'このリンクで開いている画面は、すぐに見られなくなります。元には戻せません。',
    revoked: 'リンクを使えなくしました。',
    toBoard: '今夜の当番を開く',
    missing: '名称を入力してください。',
    close: '閉じる',
    revokeTitle: name => `「${name}」のリンクを使えなくしますか`,
    list: count => `使えるリンク（${count}件）`,
  },

  boardVisit: {
    opening: '開いています。',
    refused: 'このリンクは使えません',
    refusedText: 'リンクが取り消されたか、アドレスの一部が欠けています。',
    paste: '受け取ったリンク',
    pasteHint: '事務局から受け取ったリンクを、ここに貼り付けてください。',
    open: '開く',
    choose: '見たい当番をお選びください',
    notALink: '「/board#」を含むリンクを、最後まで貼り付けてください。',
    mayNot: 'この画面を見られません',
    mayNotText:
      'サインインするか、事務局から受け取ったリンクを開いてください。前に使えたリンクは、取り消されたことがあります。',
    askOffice: '新しいリンクは、医師会の事務局にご依頼ください。',
  },
}

import { dayInWords, hoursInWords } from '../../server/time/hours-in-words.ts'
import type { Interval } from '../../server/time/interval.ts'
import { localDayOf, localTimeOf } from '../../server/time/tokyo.ts'
import { jaAbsences } from './ja-absences.ts'
import { jaBoard } from './ja-board.ts'
import { jaCalls } from './ja-calls.ts'
import { jaCoverage } from './ja-coverage.ts'
import { jaEditing } from './ja-editing.ts'
import { jaExchanges } from './ja-exchanges.ts'
import { jaFairness } from './ja-fairness.ts'
import { jaFeeds } from './ja-feeds.ts'
import { jaGroups } from './ja-groups.ts'
import { jaIdentity } from './ja-identity.ts'
import { jaOffice } from './ja-office.ts'
import { jaPatients } from './ja-patients.ts'
import { jaPublishing } from './ja-publishing.ts'
import { jaRepair } from './ja-repair.ts'
import { jaScheme } from './ja-scheme.ts'
import { jaSearch } from './ja-search.ts'
import { jaSheets } from './ja-sheets.ts'
import { jaStations } from './ja-stations.ts'
import { jaVersions } from './ja-versions.ts'
import { jaWishes } from './ja-wishes.ts'
import { eraFiscalYear, eraYear } from './japanese-era.ts'
import type { Wording } from './wording.ts'
import { writtenEnd } from './written-end.ts'

const monthOf = (day: string): number => Number(day.slice(5, 7))
const dateOf = (day: string): number => Number(day.slice(8))
const fullDate = (day: string): string => `${day.slice(0, 4)}年${monthOf(day)}月${dateOf(day)}日`

/** `4日12:00～5日24:00`, inside a list of one month: another month is named. */
function shortSpan({ start, end }: Interval): string {
  const from = localDayOf(start)
  const { day, time } = writtenEnd(end)
  const month = monthOf(day) === monthOf(from) ? '' : `${monthOf(day)}月`
  return `${dateOf(from)}日${localTimeOf(start)}～${day === from ? '' : `${month}${dateOf(day)}日`}${time}`
}

export const ja: Wording = {
  ...jaIdentity,
  ...jaEditing,
  ...jaAbsences,
  ...jaCoverage,
  ...jaBoard,
  ...jaCalls,
  ...jaOffice,
  ...jaScheme,
  ...jaRepair,
  ...jaPatients,
  ...jaPublishing,
  ...jaSearch,
  ...jaSheets,
  ...jaVersions,
  ...jaWishes,
  ...jaStations,
  ...jaExchanges,
  ...jaFairness,
  ...jaFeeds,
  ...jaGroups,

  problems: {
    invalidInput: '入力に誤りがあります。',
    malformedJson: '送信された内容を読み取れません。',
    signInRequired: 'サインインしてください。',
    secondFactorRequired: '二段階目の確認をしてください。',
    notAllowed: 'この操作をする権限がありません。',
    passwordTooShort: 'パスワードは13文字以上にしてください。',
    passwordTooLong: 'パスワードが長すぎます。',
    passwordCommon: 'よく使われるパスワードです。別のものにしてください。',
    passwordRepetitive: '同じ文字や並びの繰り返しが多いパスワードです。別のものにしてください。',
    passwordPersonal: 'お名前やメールアドレスなどを含むパスワードです。別のものにしてください。',
    signInRefused: 'メールアドレスかパスワードが違います。',
    secondFactorRefused: 'コードが違うか、すでに使われています。新しいコードを入力してください。',
    passkeyRefused: 'パスキーを確認できませんでした。もう一度お試しください。',
    stepUpRequired: '続けるには、もう一度本人確認をしてください。',
    invitationForAnother: 'この招待は、サインイン中の方とは別のメールアドレス宛てです。',
    resetByAdministrator: 'この方の再設定は、システム管理者にご依頼ください。',
    accountExists: 'このメールアドレスのアカウントがあります。サインインしてから参加してください。',
    alreadyMember: 'この役割はすでにお持ちです。',
    lastFactor: '最後の確認方法は削除できません。先に別の方法を追加してください。',
    linkExpired: 'リンクの期限が切れています。事務局に新しいリンクをご依頼ください。',
    linkUsed: 'このリンクは使用済みか、取り消されています。',
    tooManyTries: '試行が続いたため受け付けられません。3分ほど待ってからお試しください。',
    tooManyBoards: '「今夜の当番」を開いている画面が多すぎます。使っていない画面を閉じてください。',
    crossSite: '別のサイトからの操作は受け付けません。',
    notFound: 'お探しのものは見つかりません。',
    unknownFacility: '施設または医師を選び直してください。',
    ownMembership: 'ご自身の権限は、ほかの事務局の方が変更してください。',
    memberElsewhere: 'ほかの医師会にも所属している方です。この医師会での利用だけを終了してください。',
    associationExists: 'この ID の医師会はすでに登録されています。',
    inventedPresent: '架空の地区（見本）のあるデータベースには登録できません。',
    staleRevision: 'ほかの方が先に変更しました。画面を開き直してください。',
    nothingDrafted: '下書きがありません。先に当番表を作成してください。',
    noMembers: 'この年度に参加する医師がいません。先に参加医師を登録してください。',
    gateClosed: '公開の条件を満たしていない項目があるため、公開できません。',
    nothingChanged: '公開中の当番表と同じ内容のため、公開する必要はありません。',
    waiverMissing: '免除の記入が必要な項目があるため、公開できません。',
    breaksRules: 'この変更は当番の決まりに反するため、できません。',
    nurseLinkMissing: '訪問看護ステーションの24時間連携が足りなくなるため、できません。',
    overlappingUnits: '当番の時間が重なっています。制度の設定をご確認ください。',
    doubleBooked: '同じ医師の当番の時間が重なるため、できません。',
    wishesClosed: '希望の受付期間ではありません。変更は事務局へご連絡ください。',
    quotaExceeded: '入力できる数を超えています。ほかの希望を取り消してから入力してください。',
    unknownUnit: 'この当番は見つかりません。画面を開き直してください。',
    unknownMember: 'この医師は、この当番制に参加していません。',
    calendarUnreadable: '予定表のファイルを読み取れません。別の形式で保存し直してください。',
    tooManyCalendars:
      '取り込める予定表は、合わせて5つ、予定2,000件までです。前に取り込んだ予定表と入れ替えるか、取り消してから取り込んでください。',
    tooManySubscriptions:
      '登録用のアドレスは10個までです。使っていないものを使えなくしてから、作成してください。',
    subscriptionEnded:
      'このアドレスは、すでに使えなくなっているか、新しくされています。画面を開き直してください。',
    membershipEnded: 'この方のご利用は終了しているため、できません。',
    wishesEntered: '希望が入力されています。「希望なし」にするには、先に希望を取り消してください。',
    calendarTooLarge: '予定表のファイルが大きすぎます。期間を短くして保存し直してください。',
    memberOverlap: 'この医師の参加期間が、ほかの参加期間と重なっています。',
    periodInUse:
      '希望や当番がある期間や、始まっている期間は、取り消しや開始日の変更ができません。終了日を入力してください。',
    linkOverlap: '同じ相手との連携が、重なる期間にすでに登録されています。',
    searchUnderWay: 'ほかの方が当番表を作成しています。終わるまでお待ちください。',
    searchOver: 'この作成はすでに終わっています。画面を開き直してください。',
    alreadyBegun: 'すでに始まった当番の担当は変更できません。',
    notOver: 'まだ終わっていない当番です。終わってから記録してください。',
    newerVersion: '新しい版が公開されました。今の内容をもう一度ご確認ください。',
    sameUnitTwice: '同じ当番が2回選ばれています。',
    ownDuty: 'ご自身の当番を、ご自身が引き受けることはできません。',
    hoursOutside:
      '時間が当番の時間の外にあるか、すでに過ぎています。当番の時間の中で、分単位で入力してください。',
    notHeld:
      'この当番の担当は、すでに変わっているか、複数の医師で分担しています。最新の当番表をご確認ください。',
    alreadyTaken: 'ほかの医師が先に引き受けました。',
    unknownArea: '登録されていない地区です。画面を読み込み直してください。',
    areaInUse: '使われている地区は削除できません。先に医師や患者の登録を外してください。',
    unknownReason: '登録されていない理由です。画面を読み込み直してください。',
    absenceOverlap: 'この先生は、その時間の一部にすでに不在の登録があります。',
    absenceOver: '終わってから30日を過ぎた不在は変更できません。',
    awayThen: 'その時間に不在の先生には頼めません。',
    alreadyOffered:
      'この当番は、すでに交代のお願いや募集に出ています。変えるときは、先にそちらを取り下げてください。',
    standsAlready: '選んだ医師は、すでにこの時間の担当です。ほかの医師を選んでください。',
    unknownPatient: 'この患者コードは見つかりません。コードをご確認ください。',
    codeInUse: 'この患者コードは、すでに使われています。',
    teamExists: '担当チームは、すでに登録されています。画面を開き直してください。',
    leavesUnanswered: 'この内容では、主治医も控えの医師もいなくなります。',
    groupHasTeam: 'このグループには担当チームがあるため、削除できません。先に担当チームを終了してください。',
    referralWaiting: 'この患者コードの依頼は、すでに受け付けています。',
    referralDecided: 'この依頼は、すでに主治医が決まったか、取り下げられています。',
    exchangeExpired: '返事の期限を過ぎました。担当はもとの医師のままです。',
    exchangeSuperseded: '当番が変更されたため、この交代は無効になりました。最新の当番表をご確認ください。',
    exchangeMovedOn: 'この交代は、すでに次の段階に進んだか、終わっています。',
    changedMeanwhile: 'ほかの方が先に同じ当番を変更しました。今の内容をご確認ください。',
    nothingPublished: '公開中の当番表がありません。',
    bodyTooLarge: '一度に送れるのは64KBまでです。いくつかに分けてお送りください。',
    unsupportedMediaType: 'この形式の送信は受け付けません。',
    internal: '申し訳ありません。処理できませんでした。時間をおいてお試しください。',
    starting: '起動しています。少しお待ちください。',
  },
  fields: {
    missing: '入力してください。',
    invalid: '正しく入力してください。',
    limits: {
      wishes: '希望は、一度に1件から50件まで、1年度に200件まで入力できます。',
      'waivers.*.check': '免除を求められている確認を、一度ずつ選んでください。',
      'waivers.*.reason': '免除の理由は、改行を入れずに、5文字から500文字までで入力してください。',
      'waivers.*.signedBy': '署名（氏名）を、100文字までで入力してください。',
      'waivers.*.expiresOn': '免除の期限は、明日から1年後までの日を選んでください。',
    },
  },

  app: {
    name: '輪番',
    purpose: '在宅医療の当番表',
    skip: '本文へ進む',
    title: page => `${page}｜輪番`,
    loading: '読み込んでいます。少しお待ちください。',
    back: '地区の一覧へ戻る',
  },
  failure: {
    connectionLost: 'サーバーにつながりません。通信の状態をご確認のうえ、もう一度お試しください。',
    kept: '画面の内容は、前に読み込んだときのままです。',
    retry: 'もう一度読み込む',
    reload: '最新の内容を表示する',
    partMissed: '次の画面を読み込めませんでした。',
    partMissedStays:
      '通信が切れたか、画面が新しくなったためです。いまの画面と入力した内容は、このまま残っています。',
    detail: detail => `該当：${detail}`,
  },
  notFound: {
    title: 'ページが見つかりません',
    text: 'アドレスに誤りがあるか、ページがなくなりました。地区の一覧からお探しください。',
  },

  dates: {
    day: dayInWords,
    month: day => `${monthOf(day)}月`,
    yearOfMonth: day => `${eraYear(day)}（${day.slice(0, 4)}年）`,
    fiscalYear: year => `${eraFiscalYear(year)}（${year}年度）`,
    shortFiscalYear: eraFiscalYear,
    shortDay: day => dayInWords(day).replace(/^\d+月/, ''),
    span: interval => hoursInWords(interval).split(/(?<=～)|(?=（\d)/),
    shortSpan,
    hours: hours => `${hours}時間`,
    moment: instant => `${fullDate(localDayOf(instant))} ${localTimeOf(instant)}`,
  },

  districts: {
    title: '地区の一覧',
    invented: '架空の地区（見本）',
    physicians: count => `登録医師 ${count}名`,
    thisYear: '今年度',
    notDrafted: '未作成',
    drafted: '下書き（未公開）',
    published: number => `第${number}版 公開中`,
    stations: '訪問看護ステーション',
    nightPhone: '夜間の電話',
    hospitals: '病院',
    phone: '電話',
    blocks: 'ブロック支援病院',
    block: 'ブロック',
    blockHospitals: '支援病院',
    blockClinics: '参加',
    blockStatus: '状況',
    blockStates: { selected: '選定済み', partial: '一部で実施', trial: '試行中', live: '実施中' },
    clinics: count => `${count}医療機関`,
    none: '登録された地区はまだありません。',
    signInFirst: 'サインインすると、所属する医師会の当番表を表示します。',
    noSchemes: '登録された当番制はまだありません。',
  },

  roster: {
    title: year => `${eraFiscalYear(year)}（${year}年度）の当番表`,
    otherYears: 'ほかの年度',
    version: '版',
    draft: '下書き',
    number: number => `第${number}版`,
    currentNumber: number => `第${number}版（公開中）`,
    published: moment => `${moment} 公開`,
    drafted: moment => `${moment} 更新`,
    dated: (version, moment) => `${version}（${moment}）`,
    inForce: '公開中の当番表です。',
    draftNotValid: '下書きです。まだ有効な当番表ではありません。',
    draftWaiting: '公開していない下書きがあります。',
    showDraft: '下書きを表示する',
    superseded: '以前の版です。今は使われていません。',
    showCurrent: number => `公開中の第${number}版を表示する`,
    none: '当番表はまだ作成されていません。',
    layout: '表の形',
    months: '月別表',
    year: '年間一覧',
    physicianFilter: '医師を選ぶ（自分の当番だけを表示）',
    everyone: '全員',
    ownDuties: (name, units, hours) => `${name} 医師の当番：${units}回、${hours}時間`,
    print: '印刷する',
    goToMonth: '月を選ぶ',
    day: '当番日',
    hours: '当番の時間',
    posts: { locum: '代診医' },
    open: '未定',
    unknownPhysician: '名簿にない医師',
    call: '電話',
    tentative: '予定',
    tentativeMeaning: '「予定」は、国がまだ公表していない祝日による当番です。公表後に変わることがあります。',
    now: 'ただいま当番',
    next: '次の当番',
    nobodyNow: 'ただいま当番の時間ではありません。',
  },

  counts: {
    title: '医師ごとの当番',
    physician: '医師',
    clinic: '医療機関',
    units: '回数',
    hours: '時間',
    times: count => `${count}回`,
    range: (least, most) =>
      least === most ? `全員 ${least}回です。` : `1人あたり ${least}～${most}回です。`,
  },

  findings: {
    title: '公開の前にご確認ください',
    nothing: 'すべての当番に医師が決まっています。',
    open: count => `担当の決まっていない当番が${count}件あります。決まるまで公開できません。`,
    uncovered: (count, hours) => `どの当番にも入らない時間が${count}件、合わせて${hours}時間あります。`,
    uncoveredMeaning:
      '受け持つことになっている時間のうち、担当する医師がいない時間です。このままでも公開できます。',
  },

  editing: {
    title: '当番表の作成と公開',
    makeDraft: '当番表を作成する',
    makeNext: '次の版の下書きを作成する',
    makeAnew: '下書きを作り直す',
    draftDone: '下書きを作成しました。内容をご確認ください。',
    anewTitle: '下書きを作り直しますか',
    anewText:
      '新しい当番表ができると、今の下書きと置き換わります。固定していない手直しは消えます。公開中の当番表は変わりません。',
    publish: '公開の確認へ進む',
    confirmAnew: '作り直す',
    cancel: 'やめる',
    openFirst: '担当の決まっていない当番があるため、まだ公開できません。',
  },
}

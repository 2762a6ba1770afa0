import type { EditingWording } from './editing-wording.ts'
import { signedPoints, trimmedPoints } from './points.ts'

/** ブロック and post of a remark, where it names them. */
const within = (...parts: readonly string[]): string => {
  const named = parts.filter(part => part !== '')
  return named.length > 0 ? `${named.join('・')}の` : ''
}

const number = (value: number): string => value.toFixed(1)

const groups = { yearEnd: '年末年始', goldenWeek: 'ゴールデンウィーク', obon: 'お盆' } as const

const groupName = (group: keyof typeof groups | null): string => (group === null ? '同じ休み' : groups[group])

export const jaEditing: EditingWording = {
  remarks: {
    sentence: {
      unfilled: ({ post }) => `${within(post)}担当が決まっていません。`,
      nobodyEligible: ({ post }) => `${within(post)}担当を受け持てる医師がいません。`,
      filledTwice: ({ days }) => `${days}の担当に2人が入っています。`,
      unknownAssignment: ({ days }) => `${days}の担当が、この年度に参加していない医師です。`,
      otherBlock: ({ days }) => `${days}は、受け持つブロックの当番ではありません。`,
      otherPost: ({ days, post }) => `${days}の${post}は、受け持たない担当です。`,
      unavailable: ({ days }) => `${days}は不可の日です。`,
      barredGroup: ({ days, group }) => `${days}は${groupName(group)}です。前の年度も受け持ちました。`,
      twoPosts: ({ days }) => `${days}の担当を2つ受け持っています。`,
      withinGap: ({ days, count }) => `${days}の間が${count}日しかありません。`,
      atTheSameTime: ({ days }) => `${days}の時間が重なっています。`,
      sameClinic: ({ days }) => `${days}が同じ医療機関の医師どうしです。`,
      groupTwice: ({ days, group, units }) => `${days}で、${groupName(group)}の当番が${units}回になります。`,
      belowMin: ({ count, limit }) => `${count}回で、下限の${limit}回に届きません。`,
      aboveMax: ({ count, limit }) => `${count}回で、上限の${limit}回を超えます。`,
      pinBroken: ({ days }) => `${days}の担当が、固定した医師と違います。`,
      capacity: ({ block, post, count, limit }) =>
        `${within(block, post)}当番は${count}回ありますが、上限の回数を合わせても${limit}回です。`,
      minima: ({ count, limit }) => `下限の回数を合わせると${limit}回で、当番の${count}回を超えます。`,
    },
    about: (whom, sentence) => `${whom}：${sentence}`,
    together: parts => parts.join('と'),
    groups,
  },

  yearTable: {
    title: year => `${year}の下書きを編集`,
    intro:
      '当番を選ぶと、ほかに受け持てる医師と、替えたときの影響を表示します。変更は、その都度保存されます。',
    keys: '矢印キーで当番を移動し、Enterキーで選びます。Ctrl+Zで元に戻します。',
    back: '当番表へ戻る',
    nothingDrafted: 'この年度の下書きはまだありません。先に当番表を作成してください。',
    months: '月を選ぶ',
    day: '当番日',
    filter: '医師を選ぶ（その医師の当番だけを表示）',
    everyone: '全員',
    noneHere: 'この医師の当番はありません。',
    open: '未定',
    pinned: '固定',
    tentative: '予定',
    begun: '開始済み',
    begunText: 'すでに始まった当番です。担当は変更できません。',
    unsent: '未送信',
    justChanged: 'ほかの方が変更',
    physician: name => `${name} 医師`,

    score: '公平さの点数',
    scoreMeaning: '小さいほど公平で、希望に沿っています。',
    number,
    scoreChange: by =>
      by > 0.05
        ? `公平さが ${number(by)} 悪くなります`
        : by < -0.05
          ? `公平さが ${number(-by)} 良くなります`
          : '公平さは変わりません',
    scoreFromTo: (before, after) => {
      const by = after - before
      const change = by > 0 ? `${number(by)} 悪くなりました` : `${number(-by)} 良くなりました`
      return `公平さの点数 ${number(before)} → ${number(after)}（${change}）`
    },
    undo: '元に戻す',
    redo: 'やり直す',
    saved: '保存済みです',
    saving: '保存しています…',
    unsentCount: count => `未送信の変更が${count}件あります。`,
    cutOff: 'サーバーにつながりません。',
    sendAgain: '送り直す',

    changed: (day, from, to) => `${day}の担当を、${from}から${to}に変更しました。`,
    nowPinned: (day, name) => `${day}の担当を、${name}に固定しました。`,
    nowUnpinned: (day, name) => `${day}の担当（${name}）の固定を外しました。`,
    swapped: days => `${days}の担当を入れ替えました。`,
    brokenNow: '決まりから外れたところ',
    mendedNow: '解消した点',
    meanwhile: 'ほかの方の変更',
    changedMeanwhile: (day, now) =>
      `${day}の当番は、ほかの方が先に変更しました。今の担当は${now}です。上書きはしていません。`,
    theyChanged: days => `ほかの方が、${days}の当番を変更しました。表に反映しました。`,
    moreDays: (days, rest) => `${days}、ほか${rest}件`,

    close: '閉じる',
    pin: '固定する',
    unpin: '固定を外す',
    working: '計算しています…',
    fixed: '固定されています。作り直しても、この担当は変わりません。',
    leaveOpen: '未定にする',
    swap: 'ほかの当番と入れ替える',
    swapNow: '入れ替える相手の当番を選んでください。',
    stopSwap: '入れ替えをやめる',
    swapWith: day => `${day}の当番と入れ替える`,
    others: '決まりを守って替えられる医師',
    breaking: '決まりから外れる替え方',
    best: '影響の少ない順です。',
    breaks: '決まりから外れます',
    cannot: '選べない医師',
    sameTime: '同じ時間に別の当番があります。',
    notMember: 'この日は参加していません。',
    avoided: 'できれば避けたい日です。',
    wanted: '希望の日です。',
    showAll: rest => `ほかの${rest}件も表示する`,
    countChange: (from, to) => `${from}回 → ${to}回`,
    couldHave: (count, nearest, byExchange, by) => {
      const way = byExchange === null ? `${nearest}にすると` : `${nearest}の${byExchange}の当番と入れ替えると`
      const effect =
        by > 0.05
          ? `公平さの点数が ${number(by)} 悪くなります。`
          : by < -0.05
            ? `公平さの点数が ${number(-by)} 良くなります。`
            : '公平さの点数は変わりません。'
      return `ほかに受け持てるのは${count}名で、いちばん近い${way}${effect}`
    },
    nobodyElse: '決まりを守って受け持てる医師は、ほかにいません。',
    nobodyYet: '担当する医師が決まっていません。',

    concerns: count => `この下書きの気になるところ（${count}件）`,
    moreConcerns: rest => `ほかに${rest}件あります。`,
    noConcerns: '決まりから外れたところはありません。',

    people: '医師ごとの回数と負担',
    peopleText:
      '名前を選ぶと、その医師の当番だけを表示します。名前を表の当番まで運んでも、担当を替えられます。',
    count: '回数',
    times: count => `${count}回`,
    range: (min, max) => (max === null ? `${min}回以上` : `${min}～${max}回`),
    points: '負担（目安との差）',
    pointsOf: quarterPoints => `${trimmedPoints(quarterPoints / 4)}点`,
    aboveShare: quarterPoints => `（${signedPoints(quarterPoints / 4)}）`,

    reasons: 'それぞれの担当の理由',
    reasonsText: '月を開くと、なぜその医師なのかを1件ずつ説明します。開いた月は印刷できます。',
    reasonsIn: month => `${month}の理由`,

    remake: '固定した当番を残して作り直す',
    remakeText: '固定した当番はそのままに、残りを作り直します。',
    remakeOptions: '時間などの条件を変えて作り直す',
    remakeKeeps: pinned =>
      pinned > 0
        ? `固定した当番（${pinned}件）は、そのまま残します。`
        : '固定した当番はありません。これからの当番をすべて作り直します。',
    remakeShown: '作り直しているあいだの様子は、当番表の画面でご覧になれます。',
  },

  yearMenu: {
    label: 'この年度の画面',
    edit: '下書きを編集',
    wishes: '希望',
    ownWishes: '希望を出す',
    wishSheet: '希望調査票',
    ledger: '繰越',
    fairness: '公平さ',
    exchanges: '当番の交代',
    repair: '急な不在の手当て',
    versions: '公開の記録',
    ownVersions: '自分の変更',
    record: '実施の記録',
    sheets: '印刷・PDF',
    members: '参加する医師',
    rotaSettings: '作成の設定',
    calendar: 'カレンダーに登録',
  },
}

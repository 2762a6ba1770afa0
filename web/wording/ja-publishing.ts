import { eraFiscalYear } from './japanese-era.ts'
import type { FindingParts, PublishingWording } from './publishing-wording.ts'

const groups = { yearEnd: '年末年始', goldenWeek: 'ゴールデンウィーク', obon: 'お盆' } as const
const season = ({ group }: FindingParts): string => (group === null ? '同じ休み' : groups[group])

export const jaPublishing: PublishingWording = {
  lostLinks: {
    title: '訪問看護の連携が切れている当番があります',
    text: '次の時間は、24時間の連携を確かめられる訪問看護ステーションがありません。連携先・対応時間・証明の期限をご確認ください。',
    toStations: '訪問看護の画面で確認する',
    more: count => `ほか${count}件`,
  },
  publishing: {
    pageTitle: year => `${eraFiscalYear(year)}（${year}年度）公開前の確認`,
    back: '当番表へ戻る',
    nothingDrafted: '下書きがありません。先に当番表を作成してください。',
    alreadyPublished: 'この下書きは、公開中の当番表と同じ内容です。公開する必要はありません。',
    open: '公開できます。',
    closed: '「要対応」の項目を直すと、公開できます。',
    toWaive: '「免除が必要」の項目は、直すか、免除の理由と署名を記入すると公開できます。',
    judged: (total, begun) =>
      begun === 0
        ? `当番${total}件を確認しました。`
        : `当番${total}件のうち、これから始まる${total - begun}件を確認しました。始まった当番は確認しません。`,
    checks: '確認する項目',
    state: { met: '満たしています', toMend: '要対応', toWaive: '免除が必要', notChecked: '確認しません' },
    check: {
      filled: { name: '担当者', asks: 'すべての当番に、担当の医師がいること。' },
      nurseLink: {
        name: '訪問看護の24時間連携',
        asks: '当番の時間のすべてに、連携を確認できた訪問看護ステーションがあること。',
      },
      doubleBooked: {
        name: '当番の重なり',
        asks: '一人の医師が、同じ時間に二つの当番を持たないこと。ほかの医師会の当番も見ます。',
      },
      away: {
        name: '不可・不在の日時',
        asks: '「不可」の届け出や不在の登録がある時間に、当番が入っていないこと。ほかの当番制への届け出も見ます。',
      },
      eligible: {
        name: '当番の決まり',
        asks: '参加の期間、ブロック、役割、当番の間隔などの決まりに合っていること。',
      },
      limits: { name: '回数の上限・下限', asks: '一人ひとりの当番の回数が、下限から上限までに収まること。' },
      contact: { name: '夜間の連絡先', asks: '医師とステーションに、夜間に呼べる電話番号があること。' },
      agreedChanges: {
        name: '公開後の交代',
        asks: '公開後に決まった交代・変更・取り下げが、元に戻らないこと。',
      },
      uncovered: {
        name: '当番のない時間',
        asks: '受け持つことになっている時間が、どれかの当番に入っていること。',
      },
    },
    finding: {
      unfilled: {
        text: ({ post }) => `${post}の担当がいません。`,
        todo: '下書きの表で、担当の医師を選んでください。',
      },
      filledTwice: {
        text: ({ who, post }) => `${post}に${who}が重なっています。`,
        todo: '下書きの表で、一人だけにしてください。',
      },
      noStation: {
        text: ({ who }) => `${who}の当番に、連携するステーションがありません。`,
        todo: '当番制か、医師・診療所に、訪問看護ステーションをつないでください。',
      },
      noEvidence: {
        text: ({ who }) => `${who}の当番の時間に、有効な確認がありません。`,
        todo: 'ステーションに24時間体制を確かめ、確認した日と有効期限を登録してください。',
      },
      linkEnded: {
        text: ({ who }) => `${who}の当番の時間に、ステーションとの連携の期間が及んでいません。`,
        todo: '連携の期間を延ばすか、ほかのステーションをつないでください。',
      },
      outsideHours: {
        text: ({ who }) => `${who}の当番に、ステーションが対応していない時間があります。`,
        todo: 'ステーションの対応時間を確かめるか、ほかのステーションもつないでください。',
      },
      twoDuties: {
        text: ({ who, elsewhere }) =>
          elsewhere === ''
            ? `${who}の当番が、同じ時間に二つあります。`
            : `${who}は、同じ時間に「${elsewhere}」の当番です。`,
        todo: '下書きの表で、別の医師に替えてください。この項目は免除できません。',
      },
      away: {
        text: ({ who }) => `${who}に「不可」の届け出か不在の登録があります。`,
        todo: '下書きの表で、別の医師に替えてください。',
      },
      notMember: {
        text: ({ who }) => `${who}は、この日は参加の期間に入っていないか、担当できません。`,
        todo: '参加の期間を直すか、下書きの表で別の医師に替えてください。',
      },
      otherBlock: {
        text: ({ who }) => `${who}は、この当番のブロックの担当ではありません。`,
        todo: '担当ブロックを直すか、下書きの表で別の医師に替えてください。',
      },
      otherPost: {
        text: ({ who, post }) => `${who}は、${post}を担当できません。`,
        todo: '担当できる役割を直すか、下書きの表で別の医師に替えてください。',
      },
      barredGroup: {
        text: parts => `${parts.who}は、昨年度に${season(parts)}を担当しています。`,
        todo: '下書きの表で、別の医師に替えてください。',
      },
      withinGap: {
        text: ({ who, count, limit }) => `${who}の当番の間隔が${count}日です（${limit}日以上あける決まり）。`,
        todo: '下書きの表で、どちらかを別の医師に替えてください。',
      },
      sameClinic: {
        text: ({ who }) => `${who}は、同じ医療機関の医師です。`,
        todo: '下書きの表で、どちらかを別の医療機関の医師に替えてください。',
      },
      groupTwice: {
        text: parts => `${parts.who}が、${season(parts)}を二回以上担当します。`,
        todo: '下書きの表で、どちらかを別の医師に替えてください。',
      },
      belowMin: {
        text: ({ who, count, limit }) => `${who}の当番は${count}回です（下限${limit}回）。`,
        todo: '当番を増やすか、下限の設定を直してください。',
      },
      aboveMax: {
        text: ({ who, count, limit }) => `${who}の当番は${count}回です（上限${limit}回）。`,
        todo: '当番を減らすか、上限の設定を直してください。',
      },
      noPhysicianPhone: {
        text: ({ who }) => `${who}の夜間の電話番号がありません。`,
        todo: '連絡先の画面で、夜間に呼べる電話番号を登録してください。',
      },
      noStationPhone: {
        text: () => 'ステーションの夜間の電話番号がありません。',
        todo: 'ステーションの画面で、夜間の電話番号を登録してください。',
      },
      undone: {
        text: ({ who }) => `公開後に決まった${who}の交代が、元に戻ります。`,
        todo: '下書きの表で、交代後の医師に直してください。',
      },
      returns: {
        text: ({ withdrawn }) =>
          withdrawn === null
            ? '取り下げた当番が戻ります。'
            : `第${withdrawn.number}版で取り下げた当番が戻ります（取り下げの理由：${withdrawn.reason}）。`,
        todo: '取り下げたままにするときは、下書きの表で担当の医師を外してください。',
      },
      noUnit: {
        text: ({ block }) => (block === '' ? 'どの当番にも入っていません。' : `${block}に当番がありません。`),
        todo: '当番を置かない時間であれば、この項目の厳しさを見直してください。当番を置く時間であれば、当番制の決まりを直す必要がありますので、システム管理者へご連絡ください。',
        unchecked: '当番を置かない時間であれば、このままで構いません。',
      },
    },
    found: count => `${count}件`,
    more: count => `ほか${count}件`,
    showAll: 'すべて見る',
    todo: 'すること',
    and: '・',
    noneFound: '問題は見つかりませんでした。',
    forInformation: '参考として調べた結果です。公開の妨げにはなりません。',
    remedy: {
      edit: '下書きの表で直す',
      members: '参加する医師の画面で直す',
      contacts: '連絡先の画面で直す',
      stations: 'ステーションの画面で直す',
      gateSettings: 'この項目の厳しさを見直す',
    },
    missing: hours => `連携のない時間：${hours}`,
    missingAll: '連携のない時間：当番の時間すべて',
    stations: names => `つながっているステーション：${names.join('、')}`,
    endedStations: names => `連携の期間が及んでいないステーション：${names.join('、')}`,
    askOthers: associations =>
      `${associations.join('・')}の事務局へ、お電話などで確認と登録をご依頼ください。そのステーションの内容は、こちらからは変更できません。`,
    toStations: 'ステーションの一覧を見る',
    ofAssociation: (station, association) => `${station}（${association}）`,
    settings: '確認の厳しさを変える',

    waiver: '免除の記入',
    waiverText:
      '直さずに公開する場合は、理由と署名を記入してください。記入した内容は、公開する版とともに残ります。',
    reason: '免除する理由',
    reasonHint: '5文字から500文字までで記入してください。患者さんの名前や病状は書かないでください。',
    signedBy: '署名（氏名）',
    signedByHint: '免除を認めた方の氏名です（100文字まで）。',
    expiresOn: '免除の期限',
    expiresOnHint: '明日から1年後までの日を選んでください。',
    errors: {
      missing: '入力してください。',
      tooShort: '5文字以上で記入してください。',
      reasonTooLong: '500文字までで記入してください。',
      nameTooLong: '100文字までで記入してください。',
      notLater: '明日以降の日を選んでください。',
      tooFar: '1年後までの日を選んでください。',
    },
    waived: '記入しました',
    waivedBefore: number => `第${number}版の免除`,
    waivedUntil: (day, name) => `${day}まで　署名 ${name}`,

    difference: '公開中の当番表からの変更',
    noDifference: '公開中の当番表と、担当は変わりません。',
    changed: people => `${people}名の当番が変わります。`,
    gained: '増える当番',
    lost: 'なくなる当番',
    moved: '時間が変わる当番',
    renamed: '名称だけ変わる当番',

    publish: 'この下書きを公開する',
    publishing: '公開しています…',
    confirm: '公開する',
    cancel: 'やめる',
    confirmTitle: number => `第${number}版として公開しますか`,
    confirmText: (number, people) => [
      `この下書きが、${number > 1 ? `第${number - 1}版に代わる` : ''}有効な当番表になります。`,
      people === null
        ? '担当の医師のカレンダーに、当番が表示されます。'
        : people === 0
          ? '担当の医師のカレンダーは変わりません。'
          : `${people}名のカレンダーで、当番が変わります。`,
      '公開した版は、あとから書き換えられません。直すときは、下書きを編集して次の版を公開します。',
      'すでに始まった当番の担当は変わりません。',
    ],
    confirmWaived: names =>
      `「${names.join('」「')}」を免除して公開します。免除の記入は、この版とともに残ります。`,
    done: number => `第${number}版を公開しました。`,
    toRoster: '公開した当番表を見る',
    toVersions: '公開の記録を見る',
    kept: '記入した免除は残っています。',
    again: '最新の下書きで確認し直す',
    refreshed: '下書きの内容か公開の条件が変わりました。最新の内容で確認し直しました。',
  },
  gateSettings: {
    title: '公開前の確認の設定',
    tab: '公開前の確認',
    text: '当番表を公開する前に確認する項目と、その厳しさを決めます。公開済みの版は変わりません。次の公開から有効です。',
    mode: {
      block: { name: '満たすまで公開しない', means: '直すまで公開できません。' },
      warn: {
        name: '免除すれば公開できる',
        means: '直せないときは、理由・署名・期限を記入した免除で公開できます。',
      },
      off: { name: '確認しない', means: '公開の条件にしません。調べた結果は、参考として表示します。' },
    },
    usual: '初めの設定',
    usualIs: mode => `初めの設定は「${mode}」です。`,
    fixed: 'この項目は変更できません。',
    save: '設定を保存する',
    saved: '設定を保存しました。',
    toDefaults: '初めの設定に戻す',
  },
}

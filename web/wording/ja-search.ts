import type { SearchWording } from './search-wording.ts'

export const jaSearch: SearchWording = {
  search: {
    options: '詳しい設定',
    seconds: '作成にかける時間（秒）',
    secondsHint: usual => `空欄のときは${usual}秒です。それより早く終わることもあります。`,
    secondsWrong: '1から600までの数字を入力してください。',
    keepPins: '固定した当番を残す',
    keepPinsHint: '外すと、固定した当番も含めて考え直します。すでに始まった当番は変わりません。',
    near: '公開中の当番表からなるべく変えない',
    nearHint: '担当の変わる当番を、できるだけ少なくします。',
    seed: '作成番号',
    seedHint:
      '同じ条件と番号なら、同じ当番表になります。番号を変えると、同じくらい公平な別の案になることがあります。',
    seedWrong: '0から2147483647までの数字を入力してください。',

    starting: '作成を始めています…',
    title: '当番表を作成しています',
    by: name => `${name} さんが当番表を作成しています`,
    bar: '作成の進み具合',
    best: '見つかった案の点数',
    bound: 'これより良くならない限界',
    gap: '最も良い案との差',
    none: 'まだありません',
    scoreMeaning: '点数は、小さいほど公平で、希望に沿っています。',
    score: score => score.toFixed(1),
    percent: percent => (percent === null ? 'まだ分かりません' : percent < 1 ? '1%未満' : `最大 ${percent}%`),
    elapsed: (seconds, most) => `${seconds}秒経過（最長 ${most}秒）`,
    spoken: (seconds, percent) =>
      percent === null
        ? `当番表を作成しています。${seconds}秒経過しました。`
        : `${seconds}秒経過しました。最も良い案との差は最大 ${percent}% です。`,
    stop: 'ここまでの案で止める',
    stopping: '止めています…',
    waiting: 'ほかの当番表の作成が終わるのを待っています。順番が来ると始まります。',
    mayLeave: 'この画面を閉じても、作成は続きます。',
    lost: '通信が途切れています。作成は続いています。',

    unproven: 'この下書きは、公平さをまだ確かめていません。作り直すと、いちばん公平な当番表を探します。',
    proven: 'これより公平な当番表はないことを確認しました（証明済み）',
    good: '条件をすべて守った当番表です',
    withinPercent: percent =>
      percent === null
        ? 'もっと良い案があるかどうかは、まだ分かっていません。'
        : percent < 1
          ? '最も良い案との差は、1% もありません。'
          : `最も良い案との差は最大 ${percent}% です。`,
    overTime: '時間を長くすると、さらに良い案が見つかることがあります。',
    stoppedEarly: '途中で止めたときの案です。',
    edited: '作成のあとに、手で直した当番があります。この確認は、直す前の当番表についてのものです。',
    inputChanged:
      '作成のあとに、希望、参加する医師、当番の日、設定のいずれかが変わりました。反映するには、下書きを作り直してください。',
    details: '詳しく',
    made: '作成した日時',
    took: 'かかった時間',
    tookSeconds: seconds => `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)}秒`,
    number: '作成番号',
    input: '記録番号',
    again: '同じ条件でもう一度作成すると',
    againYes: '同じ当番表になります',
    againNo: '別の当番表になることがあります',
    stages: '優先の順に見た点数',
    stage: (cost, bound) => `${cost}（限界 ${bound}）`,
    costs: {
      counts: '回数',
      burden: '負担',
      wants: '希望',
      avoids: 'できれば避けたい',
      spacing: '当番の間隔',
      changes: '公開中からの変更',
      rest: 'そのほか',
    },

    failed: '作成が途中で終わりました',
    failedText: 'お手数ですが、もう一度作成してください。',
    neverBegan: '順番を待つあいだに取りやめました。下書きは元のままです。',
    offer: '当番表ができましたが、まだ下書きになっていません',
    offerText: '作成しているあいだに、下書きが変更されました。置き換えると、その変更は消えます。',
    take: 'この結果を下書きにする',
    taking: '下書きにしています…',
    leaveIt: '今の下書きのままにする',
    outdated: 'この結果は、もう下書きにできません',
    outdatedText: '下書きは元のままです。お手数ですが、もう一度作成してください。',
    changes: {
      units: '作成のあとに、当番の日か時間が変わりました。',
      published: '作成のあとに、当番表が公開されました。',
      member: whom => `${whom}は、受け持つ予定の日に参加していません。`,
      begun: 'すでに始まった当番と時間の重なる当番を、同じ医師が受け持つことになります。',
      some: '作成しているあいだに、参加する医師、当番の日、始まった当番のいずれかが変わりました。',
    },

    impossible: '条件をすべて守る当番表はありません',
    impossibleText: '希望や条件のどれかを変えないと、当番表を作成できません。',
    notFound: '条件をすべて守る当番表は、まだ見つかっていません',
    notFoundText: '時間を長くすると、見つかることがあります。',
    why: '理由',
    nearest: 'いちばん近い案でも守れないところ',
    more: count => `ほか${count}件`,
    waysOut: '作成できるようにする方法',
    waysOutText:
      '影響の少ない順です。案にあることのほかは、すべての条件を守ります。ご本人の了承を得てから選んでください。',
    waysOutUnproven: '時間内に見つけた案です。もっと影響の少ない案があるかもしれません。',
    noWaysOut: '方法を見つけられませんでした。不可の日、当番の間隔、下限と上限の回数をご確認ください。',
    wayOut: number => `案${number}`,
    takeRemedy: 'この案を下書きにする',
    remedyTaken: '条件の一部をゆるめた案を下書きにしました。内容をご確認ください。',
    pinImpossible: (day, whom) => `${day}：固定した${whom}は、ほかの条件のため受け持てません。`,
    together: rules =>
      rules.length === 1
        ? `「${rules.join('')}」という条件のため、当番表を作成できません。`
        : `${rules.map(rule => `「${rule}」`).join('')}の条件を、すべて一緒に守ることはできません。`,
    gapPossible: (days, possible) => `当番の間隔を${days}日から${possible}日に短くすると、作成できます。`,
    rulesTogether: {
      gap: days => `同じ医師の当番は${days}日以上あける`,
      unavailable: '不可の日',
      groups: '年末年始やゴールデンウィークを重ねない',
      minima: '下限の回数',
      maxima: '上限の回数',
    },
    relaxations: {
      ask: (whom, day) => `${whom}に、不可の${day}をお願いする`,
      leaveOpen: (day, post) => `${day}の${post}を未定のままにする`,
      shortGap: (whom, day, otherDay, daysApart) =>
        `${whom}に、${otherDay}から${daysApart}日後の${day}もお願いする`,
      groupAgain: (whom, group, day) => `${whom}に、${group}の${day}を重ねてお願いする`,
      aboveMax: (whom, count, max) => `${whom}に、上限の${max}回を超えて${count}回お願いする`,
      belowMin: (whom, count, min) => `${whom}の当番を、下限の${min}回より少ない${count}回にする`,
    },

    inputWrong: '次のところを直してから、もう一度作成してください',
    fields: {
      people: 'この年度に参加する医師がいません。先に医師を登録してください。',
      units: 'この年度には当番の日がありません。当番の規則をご確認ください。',
      wishes: '不可や希望の数が多すぎます。期間でまとめて入力し直してください。',
      min: '下限の回数が、上限の回数より多くなっています。',
      opening: '繰越の点数が大きすぎます。',
      pins: '固定した当番が、互いに合いません。',
      settled:
        '当番の日、または担当の医師の登録がなくなったため、固定した当番を残せません。固定を外すか、「固定した当番を残す」を外して作成してください。',
      other: '作成に使えない設定があります。作成の設定をご確認ください。',
    },
  },
}

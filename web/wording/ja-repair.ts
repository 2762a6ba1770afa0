import { eraFiscalYear } from './japanese-era.ts'
import { trimmedPoints } from './points.ts'
import type { RepairWording } from './repair-wording.ts'

export const jaRepair: RepairWording = {
  repair: {
    title: '急な不在の手当て',
    pageTitle: year => `${eraFiscalYear(year)}（${year}年度）急な不在の手当て`,
    back: '当番表へ戻る',
    text: '病気などで当番に出られなくなった医師の代わりを探します。探すだけでは、当番表は変わりません。',
    nothingPublished: '公開中の当番表がありません。公開する前の変更は、下書きの編集で行ってください。',
    nobody: 'この年度には、これからの当番がありません。',
    physician: name => `${name} 医師`,
    form: '不在の医師と期間',
    who: '不在の医師',
    choose: '医師を選んでください',
    toCome: (name, count) => `${name}（これからの当番 ${count}回）`,
    from: '不在の最初の日',
    to: '不在の最後の日',
    errors: {
      missing: '入力してください。',
      endsFirst: '最初の日より後の日にしてください。',
      otherYear: 'この年度の日を含む期間にしてください。',
    },
    ask: '代わりを探す',
    asking: '探しています…',
    underWay:
      '今の当番はすでに始まっているため、ここでは変更できません。電話などで、すぐに代わりをお願いしてください。',

    vacated: '担当がいなくなる当番',
    absent: (name, from, to) =>
      from === to ? `${name}が${from}に不在のとき` : `${name}が${from}から${to}まで不在のとき`,
    nothingVacant: 'この期間に、これから始まる当番はありません。当番表を変える必要はありません。',
    nextYear: year =>
      `不在は年度をまたいでいます。ここで手当てするのは${eraFiscalYear(year)}の当番だけです。`,
    toNextYear: year => `${eraFiscalYear(year)}の手当てへ進む`,
    waiting: '公開していない下書きがあります。',
    toDraft: '今の下書きを見る',
    replaced:
      '案は、公開中の当番表をもとに作ります。選ぶと、今の下書きと置き換わります。残したいときは、先に今の下書きを公開してください。',
    fewest: '変更がいちばん少ない案',
    fairer: '変更は増えるが、より公平な案',
    offer: number => `案${number}`,
    changes: count => `変更は${count}件です`,
    dutyOf: (day, post) => `${day}${post}`,
    change: (duty, from, to) => [`${duty}　`, `${from} `, `→ ${to}`],
    effects: '公平さへの影響',
    effect: (name, before, after, above) => {
      const count = before === after ? `年${after}回のまま` : `年${before}回→${after}回`
      const points = trimmedPoints(Math.abs(above))
      const load =
        points === '0'
          ? '負担はちょうど公平な量になります。'
          : `負担は公平な量より${points}点${above > 0 ? '多く' : '少なく'}なります。`
      return `${name}：${count}。${load}`
    },
    noEffect: '回数も負担も変わりません。',
    pointMeaning: '点は当番の負担です。ふつうの24時間の当番1回が1点です。公平な量は、繰越を含めた目安です。',
    score: cost => {
      const by = trimmedPoints(cost)
      return by === '0'
        ? '偏りの評価値は変わりません。'
        : `偏りの評価値：${cost > 0 ? '+' : ''}${by}（小さいほど公平）`
    },
    belowMin: 'どの案でも、不在の医師の回数は下限より少なくなります。',
    incomplete: '組み合わせが多いため、すべては調べていません。ほかにもっと良い案があるかもしれません。',
    take: 'この案を下書きにする',
    taking: '下書きにしています…',
    none: '決まりを守って代わりを決める方法が見つかりませんでした',
    more: '回数の下限や当番の間隔などの決まりを守るため、ほかの当番も変わります。',
    otherwise: 'どの案も合わないとき',
    otherwiseText:
      '上の当番を未定のまま下書きにします。下書きの編集で、医師を選んで決めてください。すべて決まるまで公開できません。',
    leaveOpen: '未定のまま下書きにして、手で決める',

    confirmTitle: '今の下書きを置き換えますか',
    confirmText:
      '公開していない下書きは消えて、元に戻せません。公開中の当番表は変わりません。残したいときは、先に今の下書きを公開してください。',
    cancel: 'やめる',
    replace: '置き換える',
    lost: '返事が届かなかったため、下書きになったかどうか分かりません。つながったら、確かめてください。',
    check: '確かめる',

    taken: '下書きにしました',
    takenOpen: '未定のまま下書きにしました',
    notYet: 'まだ公開していません。公開するまで、有効な当番表は変わりません。',
    kept: '不在の期間は、この医師の不可の日として残しました。',
    todo: 'このあとにすること',
    calls: '関係する医師に電話をする',
    callsText: '当番が変わることを伝え、了承を得てください。',
    call: '電話',
    takes: duties => `新しく担当：${duties.join('、')}`,
    gives: duties => `担当から外れる：${duties.join('、')}`,
    publish: '下書きを確かめて公開する',
    publishText: '公開すると、変わった当番だけが医師のカレンダーに伝わります。',
    byHand: '下書きを編集して、医師を決める',
    byHandText: '未定の当番に医師を決めてから、公開してください。',
    another: '別の不在を手当てする',
  },
}

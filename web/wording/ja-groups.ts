import type { GroupsWording } from './groups-wording.ts'

export const jaGroups: GroupsWording = {
  clinicGroups: {
    title: '診療所グループ',
    text: '互いに支え合う診療所をまとめておくと、グループの当番だけのカレンダーを作成できます。',
    none: '登録されたグループはありません。',
    make: 'グループを追加する',
    change: '変更する',
    name: 'グループの名称',
    nameHint: 'カレンダーの名前になります。40文字まで。',
    clinics: '診療所',
    choose: '診療所を1か所以上選んでください。',
    save: '保存する',
    close: '閉じる',
    remove: 'グループを削除する',
    removeText: '削除すると、このグループのカレンダーは表示されなくなります。当番表は変わりません。',
    keep: '削除しない',
    changeTitle: name => `「${name}」を変更する`,
  },
  calendarFile: {
    add: 'カレンダーに入れる',
    addThis: day => `${day}の当番をカレンダーに入れる`,
  },
}

import { describe, expect, it } from 'vitest'
import { changesInWords } from '../../web/audit/derived.ts'
import { ja } from '../../web/wording/ja.ts'

const names = new Map([
  ['minato-physician-1', '青葉 一郎'],
  ['minato-physician-2', '泉 春子'],
])
const said = (changes: string) => changesInWords(changes, names, ja)

describe('recorded changes of a draft', () => {
  it.each([
    [
      'minato-locum/2027-05-03/holiday:1 minato-physician-1 - minato-physician-2 pinned',
      '5月3日（月） 青葉 一郎 → 泉 春子 固定',
    ],
    ['minato-locum/2027-05-03/holiday:1 open - minato-physician-1', '5月3日（月） 未定 → 青葉 一郎'],
    ['minato-locum/2027-05-03/holiday:2 gone - open', '5月3日（月） 名簿にない医師 → 未定'],
    [
      'a/2027-05-03/b:1 open - minato-physician-1, a/2027-05-04/b:1 minato-physician-1 - open, +3',
      '5月3日（月） 未定 → 青葉 一郎 / 5月4日（火） 青葉 一郎 → 未定 / +3',
    ],
    ['something else', 'something else'],
  ])('%s', (changes, words) => {
    expect(said(changes)).toBe(words)
  })
})

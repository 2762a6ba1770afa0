import { expect, it } from 'vitest'
import { matchesSearch } from '../../../server/coverage/board/matches-search.ts'

const AOBA = ['青葉 一郎', 'あおば いちろう', '青葉内科医院', '浜町', '東部地区']

it.each([
  ['青葉', true],
  ['青葉一郎', true],
  ['あおば', true],
  ['アオバ', true],
  ['ｱｵﾊﾞ', true],
  ['青葉　浜町', true],
  ['青葉 本町', false],
  ['東部', true],
  ['泉', false],
  [' ', false],
])('looks for %j among names, readings, clinic, town and areas', (typed, found) => {
  expect(matchesSearch(typed, AOBA)).toBe(found)
})

import { describe, expect, it } from 'vitest'
import { instantOf } from '../../server/time/tokyo.ts'
import { routeOf } from '../../web/app/routes.ts'
import { currencyOf, minutesSince, phoneHref, tokenIn, typedInstant } from '../../web/board/derived.ts'
import { jaBoard } from '../../web/wording/ja-board.ts'

const NOW = instantOf('2026-06-07', '03:05')
const MINUTE = 60_000
const TOKEN = 'a-_9'.padEnd(43, 'x')

describe('how current a board is', () => {
  it.each([
    ['just confirmed', 0, 'live'],
    ['a millisecond before a minute and a half', 89_999, 'live'],
    ['silent for a minute and a half', 90_000, 'lost'],
    ['a millisecond before ten minutes', 10 * MINUTE - 1, 'lost'],
    ['ten minutes old', 10 * MINUTE, 'old'],
  ])('%s', (_, age, currency) => {
    const board = { confirmedAt: NOW - age, validUntil: NOW + MINUTE, failed: false }
    expect(currencyOf(board, NOW)).toBe(currency)
  })

  it('is lost at once when it could not be had, however new what is shown', () => {
    expect(currencyOf({ confirmedAt: NOW, validUntil: NOW + MINUTE, failed: true }, NOW)).toBe('lost')
  })

  it.each([
    ['a moment after it changed by itself', MINUTE - 1, 'live'],
    ['a minute after, and still not read anew', MINUTE, 'changed'],
  ])('%s', (_, since, currency) => {
    expect(currencyOf({ confirmedAt: NOW, validUntil: NOW - since, failed: false }, NOW)).toBe(currency)
  })

  it('counts whole minutes, and none for a clock that was set back', () => {
    expect([NOW - 119_999, NOW - 120_000, NOW + MINUTE].map(at => minutesSince(at, NOW))).toEqual([1, 2, 0])
  })
})

it.each([
  ['2026-06-07T03:05', '2026-06-07T03:05:00+09:00'],
  ['', null],
  ['2026-06-07', null],
])('reads %j as the instant %s', (typed, instant) => {
  expect(typedInstant(typed)).toBe(instant)
})

it.each([
  [`https://rinban.example.jp/board#${TOKEN}`, TOKEN],
  [` ${TOKEN}\n`, TOKEN],
  ['https://rinban.example.jp/board', null],
  [`${TOKEN}y`, null],
  ['', null],
])('finds the secret of a pasted link: %j', (pasted, token) => {
  expect(tokenIn(pasted)).toBe(token)
})

it('calls a number by its digits', () => {
  expect(phoneHref('0120-000-111')).toBe('tel:0120000111')
})

it.each([
  ['/board', null],
  ['/associations/minato/board', 'minato'],
])('%s is the address of a board', (path, associationId) => {
  expect(routeOf(path)).toEqual({ page: 'board', associationId })
})

it('writes midnight as the end of a day or the beginning of one', () => {
  const midnight = instantOf('2026-06-07', '24:00')
  expect([jaBoard.board.moment(midnight, true), jaBoard.board.moment(midnight, false)]).toEqual([
    '6月7日（日） 24:00',
    '6月8日（月） 0:00',
  ])
})

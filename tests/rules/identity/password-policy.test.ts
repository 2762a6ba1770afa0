import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import common from '../../../server/identity/common-passwords.json' with { type: 'json' }
import { passwordProblem } from '../../../server/identity/password-policy.ts'

const ABOUT = ['yamada.taro@example.jp', '山田 太郎', '港区医師会', '港医師会']
const GOOD = 'Tsukuba!rain7kettle'

describe('the length of a password', () => {
  it.each([
    ['12 characters', 'Tsukuba!rain', 'passwordTooShort'],
    ['13 characters', 'Tsukuba!rain7', null],
    ['12 kana', '窓の外に雨が降っている朝', 'passwordTooShort'],
    ['14 kana', '窓の外に雨が降っている朝です', null],
    ['7 emoji of two code units', '🍎🚲🏥🌊📚🎻🧭', 'passwordTooShort'],
    ['1,024 bytes', GOOD + randomLetters(1_024 - GOOD.length), null],
    ['1,025 bytes', GOOD + randomLetters(1_025 - GOOD.length), 'passwordTooLong'],
    ['a megabyte', 'x'.repeat(1_048_576), 'passwordTooLong'],
  ])('%s', (_title, password, expected) => {
    expect(passwordProblem(password, ABOUT)).toBe(expected)
  })
})

/** Letters without a run, always the same. */
function randomLetters(length: number): string {
  let state = 7
  return Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647
    return String.fromCharCode(97 + (state % 26))
  }).join('')
}

describe('a password that many people use', () => {
  it('is every one of the list, in any letter case', () => {
    expect(common.long.length).toBeGreaterThanOrEqual(3_000)
    for (const password of common.long)
      expect(passwordProblem(password.toUpperCase(), [])).toBe('passwordCommon')
  })

  it.each([
    ['with digits after it', 'password123456'],
    ['with signs around it', '!!password!!!!!'],
    ['with a year', 'Football-2026!'],
    ['in leet', 'P@ssw0rd2026!!'],
    ['twice', 'passwordpassword'],
    ['and another one', 'iloveyoudragon'],
    ['and another one, with digits between', 'dragon777iloveyou'],
  ])('%s', (_title, password) => {
    expect(passwordProblem(password, [])).toBe('passwordCommon')
  })

  it.each(['correct horse battery staple', 'dragon teapot gravel monday'])(
    'is not a sentence that contains some: %s',
    password => {
      expect(passwordProblem(password, [])).toBeNull()
    },
  )
})

describe('a password that repeats', () => {
  it.each([
    ['one letter', 'zzzzzzzzzzzzzzzz'],
    ['a block', 'kX4kX4kX4kX4kX4'],
    ['a long block, cut short', 'Rinban1Rinban1Rin'],
    ['kana', '輪番輪番輪番輪番輪番輪番輪番'],
    ['runs of digits', 'xq0123456789876'],
    ['rows of keys', 'zxcvbnmpoiuyt1'],
  ])('%s', (_title, password) => {
    expect(['passwordRepetitive', 'passwordCommon']).toContain(passwordProblem(password, []))
  })

  it('any block of at most six characters, however often', () => {
    const block = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(block, fc.integer({ min: 13, max: 40 }), (part, times) => {
        expect(passwordProblem(part.repeat(times), [])).not.toBeNull()
      }),
    )
  })
})

describe('a password about the person', () => {
  it.each([
    ['the e-mail address', 'yamada.taro@example.jp'],
    ['the name in Roman letters, and little else', 'YamadaTaro26kx'],
    ['the name', '太郎山田太郎さん2026年'],
    ['the association', '港区医師会港医師会2026'],
  ])('%s', (_title, password) => {
    expect(passwordProblem(password, ABOUT)).toBe('passwordPersonal')
  })

  it('may be part of one that is long enough without it', () => {
    expect(passwordProblem('yamada rides a green kettle', ABOUT)).toBeNull()
  })
})

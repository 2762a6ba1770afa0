import { expect, it } from 'vitest'
import { readPatientReference } from '../../../../server/directory/stations/patient-reference.ts'

it.each([
  ['initials and a number', 'K-102', 'K-102'],
  ['three initials', 'KTY-1', 'KTY-1'],
  ['small letters', 'k-102', 'K-102'],
  ['full width and the long vowel mark', ' ｋー１０２　', 'K-102'],
  ['a name', '山田 花子', null],
  ['a name in Latin letters', 'YAMADA', null],
  ['a name with a number', 'YAMADA-1', null],
  ['a number alone', '102', null],
  ['nothing', '', null],
])('a reference to a patient: %s', (_title, typed, kept) => {
  expect(readPatientReference(typed)).toBe(kept)
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPhoneNumber } from '../../../../server/directory/stations/phone-number.ts'

describe('a telephone number as it is typed', () => {
  it.each([
    ['a landline', '0767-52-1234', '0767-52-1234'],
    ['Tokyo', '03-1234-5678', '03-1234-5678'],
    ['a mobile telephone', '090-1234-5678', '090-1234-5678'],
    ['an IP telephone', '050-1234-5678', '050-1234-5678'],
    ['free of charge, ten digits', '0120-000-000', '0120-000-000'],
    ['free of charge, eleven digits', '0800-123-4567', '0800-123-4567'],
    ['digits alone', '0312345678', '0312345678'],
    ['full-width digits and brackets', '０３（１２３４）５６７８', '03-1234-5678'],
    ['the long vowel mark for a dash', '090ー1234ー5678', '090-1234-5678'],
    ['dashes of typesetting', '03‐1234–5678', '03-1234-5678'],
    ['blanks, also wide ones', ' 03　1234 5678 ', '03-1234-5678'],
    ['dots', '03.1234.5678', '03-1234-5678'],
    ['from abroad', '+81 90-1234-5678', '090-1234-5678'],
    ['from abroad with the 0 in brackets', '+81 (0)3-1234-5678', '03-1234-5678'],
    ['from abroad in one', '＋８１９０１２３４５６７８', '09012345678'],
  ])('%s', (_title, typed, kept) => {
    expect(readPhoneNumber(typed)).toBe(kept)
  })

  it.each([
    ['nothing', ''],
    ['blanks', '　'],
    ['words', '留守番電話'],
    ['without the area code', '1234-5678'],
    ['one digit short', '03-1234-567'],
    ['one digit too many', '03-1234-56789'],
    ['a mobile number one digit short', '090-1234-567'],
    ['a landline as long as a mobile number', '0767-52-12345'],
    ['an extension', '03-1234-5678 内線3'],
    ['two numbers', '03-1234-5678 03-1234-5679'],
    ['another country', '+1 212 555 0100'],
    ['an emergency number', '119'],
  ])('%s is none', (_title, typed) => {
    expect(readPhoneNumber(typed)).toBeNull()
  })

  it('is kept as it is when it is read a second time', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9０-９+()（） ー-]{0,18}$/), typed => {
        const kept = readPhoneNumber(typed)
        if (kept === null) return
        expect(readPhoneNumber(kept)).toBe(kept)
        expect(kept).toMatch(/^0[\d-]*\d$/)
      }),
      { numRuns: 2_000 },
    )
  })
})

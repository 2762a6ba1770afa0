import { describe, expect, it } from 'vitest'
import { csvCell, csvHeading, csvLine } from '../../../server/audit/audit-csv.ts'
import { instantOf } from '../../../server/time/tokyo.ts'

describe('the audit export', () => {
  it('begins with the mark by which Excel knows UTF-8, and ends its lines as Excel does', () => {
    expect([...Buffer.from(csvHeading()).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(csvHeading()).toMatch(/^\uFEFF通し番号,日時,[^\n]*\r\n$/)
  })

  it('writes an entry in the wall clock of Tokyo, to the second', () => {
    const line = csvLine({
      seq: 12,
      at: instantOf('2026-06-01', '00:30') + 7_999,
      action: 'roster.publish',
      actorId: 'a1',
      onBehalfOf: null,
      associationId: 'minato',
      resource: 'roster:r/2026',
      detail: '{"version":2}',
      address: '::1',
      previousHash: 'ab',
      hash: 'cd',
    })
    expect(line).toBe(
      '"12","2026-06-01 00:30:07","roster.publish","a1","","minato","roster:r/2026","{""version"":2}","::1","cd"\r\n',
    )
    expect(line.split('","')).toHaveLength(csvHeading().split(',').length)
  })

  it.each(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])(
    'a cell that begins with %j is no formula',
    sign => {
      expect(csvCell(`${sign}cmd|' /C calc'!A0`)).toBe(`"'${sign}cmd|' /C calc'!A0"`)
    },
  )

  it.each([
    ['a sign inside', '1=1', '"1=1"'],
    ['quotes and commas', 'a "b", c', '"a ""b"", c"'],
    ['nothing', '', '""'],
  ])('%s stays', (_title, text, cell) => {
    expect(csvCell(text)).toBe(cell)
  })
})

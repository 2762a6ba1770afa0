import { expect, it } from 'vitest'
import { remembering } from '../../../../server/roster/wishes/remembering.ts'

it('asks once for each text, and again for those that were forgotten', () => {
  const asked: string[] = []
  const length = remembering(2, text => {
    asked.push(text)
    return text.length
  })
  expect(['', 'a', '', 'bb', '', 'a'].map(length)).toEqual([0, 1, 0, 2, 0, 1])
  expect(asked).toEqual(['', 'a', 'bb', 'a'])
})

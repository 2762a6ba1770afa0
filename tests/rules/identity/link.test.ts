import { describe, expect, it } from 'vitest'
import { INVITATION_LASTS, linkProblem, linkTo, RESET_LASTS } from '../../../server/identity/link.ts'
import { DAY } from '../../../server/time/interval.ts'

const aLink = { expires_at: 1_000, used_at: null, revoked_at: null }

describe('a link', () => {
  it('of an invitation lasts 7 days, of a reset one', () => {
    expect([INVITATION_LASTS, RESET_LASTS]).toEqual([7 * DAY, DAY])
  })

  it.each([
    ['just before its end', aLink, 999, null],
    ['eq end', aLink, 1_000, 'linkExpired'],
    ['used', { ...aLink, used_at: 5 }, 10, 'linkUsed'],
    ['withdrawn', { ...aLink, revoked_at: 5 }, 10, 'linkUsed'],
    ['used, and expired since', { ...aLink, used_at: 5 }, 2_000, 'linkUsed'],
  ])('%s', (_title, link, now, expected) => {
    expect(linkProblem(link, now)).toBe(expected)
  })

  it('has its token where browsers keep it to themselves', () => {
    const { hash, pathname, search } = new URL(linkTo('https://rinban.test', 'reset', 'secret'))
    expect({ hash, pathname, search }).toEqual({ hash: '#secret', pathname: '/reset', search: '' })
  })
})

import { describe, expect, it } from 'vitest'
import type { SchemeMember } from '../../../server/duty/duty-scheme.ts'
import { postsInUnit } from '../../../server/duty/posts-in-unit.ts'

const POSTS = ['primary', 'backup']

/** A member of many years in every post and block, unless the test says otherwise. */
const aPeriod = (given: Partial<SchemeMember> = {}): SchemeMember => ({
  id: 'sato',
  name: '佐藤',
  clinicId: 'clinic',
  clinic: '医院',
  place: '浜町',
  phone: '0000-11-0001',
  joinedOn: '2020-04-01',
  leftOn: null,
  minUnits: null,
  maxUnits: null,
  share: 1,
  posts: null,
  blocks: null,
  ...given,
})

/** Saturday 3 and Sunday 4 October 2026. */
const weekend = { first: '2026-10-03', last: '2026-10-04', block: '東ブロック' }

const until = (leftOn: string, given: Partial<SchemeMember>) => aPeriod({ leftOn, ...given })
const from = (joinedOn: string, given: Partial<SchemeMember>) => aPeriod({ joinedOn, ...given })

describe('the posts of a unit that a member may take', () => {
  it.each([
    ['all, of a member without bounds', [aPeriod()], POSTS],
    ['those of the period', [aPeriod({ posts: ['backup'] })], ['backup']],
    ['none of those that the scheme has no longer', [aPeriod({ posts: ['third'] })], []],
    ['their own block', [aPeriod({ blocks: ['東ブロック'] })], POSTS],
    ['another block', [aPeriod({ blocks: ['西ブロック'] })], null],
    ['joins on its first day, eq start', [from('2026-10-03', {})], POSTS],
    ['joins on its second day', [from('2026-10-04', {})], null],
    ['leaves on its last day, eq end', [until('2026-10-04', {})], POSTS],
    ['leaves on its first day', [until('2026-10-03', {})], null],
  ])('%s', (_title, periods, posts) => {
    expect(postsInUnit(periods, weekend, POSTS)).toEqual(posts)
  })

  it.each([
    ['the first holds to its end, eq end', '2026-10-04', '2026-10-05', ['primary']],
    ['the second holds from its start, eq start', '2026-10-02', '2026-10-03', ['backup']],
    ['both hold: what both allow', '2026-10-03', '2026-10-04', []],
    ['neither holds on a day', '2026-10-02', '2026-10-04', null],
  ])('of two periods with different posts: %s', (_title, leftOn, joinedOn, posts) => {
    const periods = [until(leftOn, { posts: ['primary'] }), from(joinedOn, { posts: ['backup'] })]
    expect(postsInUnit(periods, weekend, POSTS)).toEqual(posts)
  })

  it.each([
    ['the period that holds serves it', '2026-09-30', '2026-10-01', POSTS],
    ['the period that holds does not', '2026-10-04', '2026-10-05', null],
    ['only one of both does', '2026-10-03', '2026-10-04', null],
  ])('of two periods with different blocks: %s', (_title, leftOn, joinedOn, posts) => {
    const periods = [until(leftOn, { blocks: ['西ブロック'] }), from(joinedOn, { blocks: ['東ブロック'] })]
    expect(postsInUnit(periods, weekend, POSTS)).toEqual(posts)
  })

  it('a unit of the whole scheme is in no block', () => {
    expect(postsInUnit([aPeriod({ blocks: [] })], { ...weekend, block: null }, POSTS)).toEqual(POSTS)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITS, type RotaInstance } from '../../../server/roster/optimiser/instance.ts'
import { parseInstance } from '../../../server/roster/optimiser/parse-instance.ts'
import { aRotaInstance, aRotaPerson, aRotaUnit, assigned } from '../../builders/rota-instance.ts'

/** `path reason` of every error, in order. */
function errorsOf(json: unknown): string[] {
  const parsed = parseInstance(json)
  return parsed.ok ? [] : parsed.errors.map(({ path, reason }) => `${path} ${reason}`)
}

const unit = (changes: object) => ({ units: [{ ...aRotaUnit(0), ...changes }] })
const person = (changes: object) => ({ people: [{ ...aRotaPerson('sato'), ...changes }] })
const wishes = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ person: `d${index}`, unit: 'u0', cost: 1 }))

describe('reading an instance', () => {
  it('accepts one that is in order, and gives it back as it was', () => {
    const instance = aRotaInstance({
      name: 'Kitaguni 2026',
      unavailable: [
        { person: 'sato', unit: 'u0' },
        { person: 'sato', unit: 'u14', outside: true },
      ],
      notPosts: [{ person: 'suzuki', unit: 'u0', post: 'locum' }],
      want: [{ person: 'sato', unit: 'u7' }],
      avoid: [{ person: 'sato', unit: 'u7', cost: 0 }],
      pins: assigned('u14 sato', 'u21 suzuki'),
      published: assigned('u0 suzuki'),
      people: [aRotaPerson('sato', { posts: ['locum'] }), aRotaPerson('suzuki', { posts: [] })],
      precedence: ['burden', 'wants'],
    })
    expect(parseInstance(JSON.parse(JSON.stringify(instance)))).toEqual({ ok: true, instance })
  })

  it('takes more rows from the program itself than from a file', () => {
    const people = Array.from({ length: 100 }, (_, index) => aRotaPerson(`d${index}`))
    const units = Array.from({ length: 101 }, (_, index) => aRotaUnit(index))
    const unavailable = people.flatMap(({ id }) => units.map(one => ({ person: id, unit: one.id })))
    const instance = aRotaInstance({ people, units, unavailable })
    expect(unavailable.length).toBeGreaterThan(LIMITS.rows)
    expect(errorsOf(instance)).toEqual(['unavailable tooMany'])
    expect(parseInstance(instance, 'built')).toEqual({ ok: true, instance })
  })

  it('says what is wrong with a long list of the program too, and bounds it', () => {
    const unavailable = Array(LIMITS.rows + 1).fill({ person: 'sato', unit: 'u0' })
    const errors = parseInstance(aRotaInstance({ unavailable }), 'built')
    expect(errors).toMatchObject({ ok: false, errors: { length: LIMITS.rows } })
    const tooMany = Array(LIMITS.builtRows + 1).fill({ person: 'sato', unit: 'u0' })
    expect(parseInstance(aRotaInstance({ unavailable: tooMany }), 'built')).toMatchObject({
      errors: [{ path: 'unavailable', reason: 'tooMany' }],
    })
  })

  it('refuses what is no object at all', () => {
    expect(errorsOf(null)).toEqual([' wrongType'])
  })

  it.each([
    ['no people', { people: [] }, 'people empty'],
    ['no units', { units: [] }, 'units empty'],
    ['no posts', { posts: [], postShare: [] }, 'posts empty'],
    ['another format', { format: 'rinban-rota/2' }, 'format wrongFormat'],
    ['a field left out', { weights: undefined }, 'weights missing'],
    ['a misspelt field', { unavailble: [] }, 'unavailble unknownField'],
    ['a misspelt field of a row', person({ shares: 1 }), 'people.0.shares unknownField'],
    ['a text for a number', person({ max: '5' }), 'people.0.max wrongType'],
    ['half a duty', person({ max: 2.5 }), 'people.0.max wrongType'],
    ['a minimum above the maximum', person({ min: 6, max: 5 }), 'people.0.min minAboveMax'],
    ['no share', person({ share: 0 }), 'people.0.share tooSmall'],
    ['an unknown group', person({ notGroups: ['easter'] }), 'people.0.notGroups.0 wrongFormat'],
    ['a block that no unit has', person({ blocks: ['north', 'nroth'] }), 'people.0.blocks.1 unknownBlock'],
    ['a post that there is not', person({ posts: ['locum', 'lcoum'] }), 'people.0.posts.1 unknownPost'],
    [
      'a kind of cost twice in the precedence',
      { precedence: ['wants', 'burden', 'wants'] },
      'precedence.2 duplicate',
    ],
    ['a kind of cost that there is not', { precedence: ['wants', 'total'] }, 'precedence.1 wrongFormat'],
    ['an empty identifier', person({ clinic: '' }), 'people.0.clinic empty'],
    ['an endless identifier', person({ clinic: 'x'.repeat(101) }), 'people.0.clinic tooBig'],
    ['a day that does not exist', { firstDay: '2026-02-29' }, 'firstDay wrongFormat'],
    [
      'an hour that does not exist',
      unit({ start: '2026-04-01T24:00', end: '2026-04-03T00:00' }),
      'units.0.start wrongFormat',
    ],
    ['a wall clock with a zone', unit({ end: '2026-04-02T00:00Z' }), 'units.0.end wrongFormat'],
    ['an end before the start', unit({ end: '2026-03-31T00:00' }), 'units.0.end endBeforeStart'],
    ['an end eq start', unit({ end: '2026-04-01T00:00' }), 'units.0.end endBeforeStart'],
    ['the day before the year', unit({ day: '2026-03-31' }), 'units.0.day dayOutsideYear'],
    ['the day after the year', { ...unit({ day: '2026-04-11' }), days: 10 }, 'units.0.day dayOutsideYear'],
    ['a negative weight', { weights: { ...aRotaInstance().weights, count: -1 } }, 'weights.count tooSmall'],
    [
      'a weight that is no number',
      { weights: { ...aRotaInstance().weights, want: Number.NaN } },
      'weights.want notFinite',
    ],
    [
      'an infinite weight',
      { weights: { ...aRotaInstance().weights, burden: Infinity } },
      'weights.burden notFinite',
    ],
    ['an infinite share', person({ share: Infinity }), 'people.0.share notFinite'],
    ['a window of no weeks', { spacing: { weeks: 0, cost: 2 } }, 'spacing.weeks tooSmall'],
    ['a share for a post there is not', { postShare: [1, 0.5] }, 'postShare lengthMismatch'],
    ['a post twice', { posts: ['locum', 'locum'], postShare: [1, 1] }, 'posts.1 duplicate'],
    [
      'two people of one identifier',
      { people: [aRotaPerson('sato'), aRotaPerson('sato')] },
      'people.1 duplicate',
    ],
    ['two units of one identifier', { units: [aRotaUnit(0), aRotaUnit(0)] }, 'units.1 duplicate'],
    [
      'an unknown person away',
      { unavailable: [{ person: 'tanaka', unit: 'u0' }] },
      'unavailable.0.person unknownPerson',
    ],
    ['a wish for an unknown unit', { want: [{ person: 'sato', unit: 'u1' }] }, 'want.0.unit unknownUnit'],
    ['a wish said twice', { want: Array(2).fill({ person: 'sato', unit: 'u0' }) }, 'want.1 duplicate'],
    ['a negative cost', { avoid: [{ person: 'sato', unit: 'u0', cost: -1 }] }, 'avoid.0.cost tooSmall'],
    ['too many wishes', { avoid: wishes(LIMITS.rows + 1) }, 'avoid tooMany'],
    [
      'a post of a unit that there is not',
      { notPosts: [{ person: 'sato', unit: 'u0', post: 'backup' }] },
      'notPosts.0.post unknownPost',
    ],
    [
      'a post of a unit barred twice',
      { notPosts: Array(2).fill({ person: 'sato', unit: 'u0', post: 'locum' }) },
      'notPosts.1 duplicate',
    ],
    ['a duty given to nobody known', { given: assigned('u0 tanaka') }, 'given.0.person unknownPerson'],
    ['a post given twice', { given: assigned('u0 sato', 'u0 suzuki') }, 'given.1 contradictoryPins'],
    [
      'a post pinned that is given to another',
      { given: assigned('u0 sato'), pins: assigned('u0 suzuki') },
      'pins.0 contradictoryPins',
    ],
    ['a pin to an unknown post', { pins: assigned('u0 backup sato') }, 'pins.0.post unknownPost'],
    ['a post pinned to two people', { pins: assigned('u0 sato', 'u0 suzuki') }, 'pins.1 contradictoryPins'],
    [
      'a person pinned to two posts of a unit',
      { posts: ['a', 'b'], postShare: [1, 1], pins: assigned('u0 a sato', 'u0 b sato') },
      'pins.1 contradictoryPins',
    ],
    [
      'somebody unknown in the published rota',
      { published: assigned('u0 tanaka') },
      'published.0.person unknownPerson',
    ],
    ['a post published twice', { published: assigned('u0 sato', 'u0 suzuki') }, 'published.1 duplicate'],
  ])('refuses %s, by field and reason, and finds nothing else wrong', (_title, changes, expected) => {
    expect(errorsOf({ ...aRotaInstance(), ...changes })).toEqual([expected])
  })

  it('says everything at once: a row of a wrong shape hides no other error', () => {
    const broken = {
      ...aRotaInstance(),
      days: 'many',
      units: [{ ...aRotaUnit(0), burden: -4 }, aRotaUnit(7), { ...aRotaUnit(7), end: 'late' }],
      people: [aRotaPerson('sato', { min: 3, max: 2 }), 'suzuki'],
      unavailable: [{ person: 'suzuki', unit: 'u0' }, 7],
      want: 'nothing',
      pins: [...assigned('u0 sato'), { unit: 'u0', post: 'locum', person: 'suzuki', why: '' }],
    }
    expect(errorsOf(broken)).toEqual([
      'days wrongType',
      'people.0.min minAboveMax',
      'people.1 wrongType',
      'pins.1 contradictoryPins',
      'pins.1.person unknownPerson',
      'pins.1.why unknownField',
      'unavailable.0.person unknownPerson',
      'unavailable.1 wrongType',
      'units.0.burden tooSmall',
      'units.2 duplicate',
      'units.2.end wrongFormat',
      'want wrongType',
    ])
  })

  it('takes any JSON, and any instance with any field replaced, without throwing', () => {
    const fields = Object.keys(aRotaInstance()) as (keyof RotaInstance)[]
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.jsonValue(), (field, value) => {
        expect(parseInstance(value).ok).toBe(false)
        const parsed = parseInstance({ ...aRotaInstance(), [field]: value })
        if (!parsed.ok) expect(parsed.errors).not.toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Stand } from '../../../server/coverage/coverage-layers.ts'
import type { Absence, Behind, Team, TeamPlace } from '../../../server/coverage/lay-team.ts'
import { layTeam } from '../../../server/coverage/lay-team.ts'
import { answersAt, resolveCoverage } from '../../../server/coverage/resolve-coverage.ts'
import { HOUR } from '../../../server/time/interval.ts'
import { instantOf } from '../../../server/time/tokyo.ts'
import { hospital, physician, stand, YEAR_END } from '../../builders/coverage.ts'
import { MINUTE } from './answers-by-minute.ts'

const NOON = YEAR_END.start
const MIDNIGHT = instantOf('2026-12-31', '24:00')
const END = YEAR_END.end

const attending = (place: Partial<TeamPlace> = {}): TeamPlace => ({
  ...YEAR_END,
  role: 'attending',
  physicianId: 'aoki',
  position: 0,
  ...place,
})
const deputy = (physicianId: string, position = 0, hours = YEAR_END): TeamPlace => ({
  ...hours,
  role: 'deputy',
  physicianId,
  position,
})
const team = (given: Partial<Team> = {}): Team => ({
  id: 't',
  places: [attending()],
  overrides: [],
  ...given,
})
const absence = (given: Partial<Absence> = {}): Absence => ({
  ...YEAR_END,
  id: 'a',
  physicianId: 'aoki',
  cover: 'deputy',
  coverPhysicianId: null,
  ...given,
})
const onDuty = (id: string, given: Partial<Stand> = {}) =>
  stand({ post: 'locum', who: physician(id), ...given })
const behind = (given: Partial<Behind> = {}): Behind => ({
  posts: ['locum', 'second'],
  rota: [],
  backup: [],
  ...given,
})
const lastResort = stand({ post: 'locum', source: 'backup', who: hospital('centre') })

/** Who answers first at an instant, who comes next, and who would have in a gap. */
function told(of: Team, absences: readonly Absence[], by: Behind, at = NOON) {
  const [word] = answersAt(layTeam(of, absences, by), at)
  if (!word) throw new Error('a team has posts')
  return 'answer' in word
    ? [`${word.answer.who.id} as ${word.answer.source}`, ...word.next.map(({ who }) => who.id)]
    : ['nobody', ...word.away.map(({ id }) => `${id} is away`)]
}

describe('who answers for a team', () => {
  const everybody = team({
    places: [attending(), deputy('mori'), deputy('sato', 1)],
    overrides: [{ ...YEAR_END, id: 'o', physicianId: 'ueda' }],
  })
  const all = behind({ rota: [onDuty('kondo')], backup: [lastResort] })

  it('is by hand, attending, deputies in their order, the rota, the final back-up', () => {
    expect(told(everybody, [], all)).toEqual(['ueda as override', 'aoki', 'mori', 'sato', 'kondo', 'centre'])
  })

  it('is nobody of an empty team with nothing behind it', () => {
    expect(told(team({ places: [] }), [], behind())).toEqual(['nobody'])
  })

  it('is the last entered of two overrides for the same hours', () => {
    const overrides = ['first', 'second'].map(id => ({ ...YEAR_END, id, physicianId: id }))
    expect(told(team({ overrides }), [], behind())).toEqual(['second as override', 'first', 'aoki'])
  })

  it('is whoever is on duty at the first post; those of other posts stand behind', () => {
    const rota = [onDuty('kondo'), onDuty('ueda', { post: 'second' })]
    const words = answersAt(layTeam(team({ places: [] }), [], behind({ rota })), NOON)
    expect(words).toMatchObject([
      { post: 'primary', answer: { who: { id: 'kondo' }, source: 'rota' } },
      { post: 'backup', answer: { who: { id: 'ueda' }, source: 'rota' } },
    ])
  })

  it('names the final back-up once, however many posts its scheme has', () => {
    const backup = ['locum', 'second'].map(post => ({ ...lastResort, post }))
    const words = answersAt(layTeam(team(), [], behind({ backup })), NOON)
    expect(words).toMatchObject([
      { post: 'primary', answer: { who: { id: 'aoki' } }, next: [{ who: { id: 'centre' } }] },
      { post: 'backup', answer: { who: { id: 'centre' } }, next: [] },
    ])
  })
})

describe('an absence of the attending physician', () => {
  const withDeputy = team({ places: [attending(), deputy('mori')] })
  const rota = [onDuty('kondo')]

  it.each([
    ['deputy', null, ['mori as deputy', 'kondo']],
    ['locum', 'ueda', ['ueda as absenceCover', 'mori', 'kondo']],
    ['rota', null, ['kondo as absenceCover', 'mori']],
    ['request', null, ['mori as deputy', 'kondo']],
    ['request', 'ueda', ['ueda as absenceCover', 'mori', 'kondo']],
  ] as const)('covered by %s (%s)', (cover, coverPhysicianId, expected) => {
    expect(told(withDeputy, [absence({ cover, coverPhysicianId })], behind({ rota }))).toEqual(expected)
  })

  it('with a locum who is away in turn goes on to the next', () => {
    const absences = [
      absence({ cover: 'locum', coverPhysicianId: 'ueda' }),
      absence({ id: 'b', physicianId: 'ueda' }),
    ]
    expect(told(withDeputy, absences, behind())).toEqual(['mori as deputy'])
  })

  it('that nobody covers is a gap that names who is away', () => {
    expect(told(team(), [absence({ cover: 'request' })], behind())).toEqual(['nobody', 'aoki is away'])
  })

  it('has no cover from a rota on which nobody stands', () => {
    const second = [onDuty('kondo', { post: 'second' })]
    expect(told(team(), [absence({ cover: 'rota' })], behind({ rota: second }))).toEqual([
      'nobody',
      'aoki is away',
    ])
  })

  it('tells for whom the cover stands in', () => {
    const layers = layTeam(team(), [absence({ cover: 'locum', coverPhysicianId: 'ueda' })], behind())
    expect(answersAt(layers, NOON)[0]).toMatchObject({
      answer: { reason: { of: 'absence', absenceId: 'a', absentId: 'aoki' } },
    })
  })

  it('of a deputy brings no cover with it: the next deputy answers', () => {
    const two = team({ places: [deputy('mori'), deputy('sato', 1)] })
    const away = [absence({ physicianId: 'mori', cover: 'locum', coverPhysicianId: 'ueda' })]
    expect(told(two, away, behind())).toEqual(['sato as deputy'])
  })
})

describe('the borders', () => {
  const locum = absence({ start: NOON + HOUR, end: MIDNIGHT, cover: 'locum', coverPhysicianId: 'ueda' })

  it.each([
    ['a millisecond before an absence', NOON + HOUR - 1, 'aoki as attending'],
    ['eq start of an absence', NOON + HOUR, 'ueda as absenceCover'],
    ['the last millisecond of an absence', MIDNIGHT - 1, 'ueda as absenceCover'],
    ['eq end of an absence, 24:00 at the end of the year', MIDNIGHT, 'aoki as attending'],
  ])('%s', (_, at, expected) => {
    expect(told(team(), [locum], behind(), at)[0]).toBe(expected)
  })

  it.each([
    ['eq start of an override', NOON, 'ueda as override'],
    ['eq end of an override', MIDNIGHT, 'aoki as attending'],
  ])('%s', (_, at, expected) => {
    const overrides = [{ id: 'o', physicianId: 'ueda', start: NOON, end: MIDNIGHT }]
    expect(told(team({ overrides }), [], behind(), at)[0]).toBe(expected)
  })

  it('a cover lasts only as long as who is covered was attending', () => {
    const places = [attending({ end: MIDNIGHT }), attending({ physicianId: 'mori', start: MIDNIGHT })]
    const whole = absence({ cover: 'locum', coverPhysicianId: 'ueda' })
    expect(
      resolveCoverage(layTeam(team({ places }), [whole], behind()), YEAR_END).segments.map(one => [
        one.start,
        one.end,
        one.answer.who.id,
      ]),
    ).toEqual([
      [NOON, MIDNIGHT, 'ueda'],
      [MIDNIGHT, END, 'mori'],
    ])
  })
})

/** The oracle: asks for one instant in the words of architecture.md §2.3, one source after the other. */
function chainAt(of: Team, absences: readonly Absence[], by: Behind, at: number): string[] {
  const now = ({ start, end }: { start: number; end: number }) => start <= at && at < end
  const gone = absences.filter(now)
  const attends = of.places.filter(place => place.role === 'attending' && now(place))
  const duty = by.rota.filter(one => one.post === by.posts[0] && now(one)).map(({ who }) => who.id)
  const covers = attends.flatMap(({ physicianId }) =>
    gone
      .filter(one => one.physicianId === physicianId)
      .flatMap(one => (one.coverPhysicianId ? [one.coverPhysicianId] : one.cover === 'rota' ? duty : [])),
  )
  const chain = [
    ...of.overrides
      .filter(now)
      .map(({ physicianId }) => physicianId)
      .reverse(),
    ...covers,
    ...attends.map(({ physicianId }) => physicianId),
    ...of.places
      .filter(place => place.role === 'deputy' && now(place))
      .sort((a, b) => a.position - b.position)
      .map(({ physicianId }) => physicianId),
    ...duty,
    ...by.backup
      .slice(0, 1)
      .filter(now)
      .map(({ who }) => who.id),
  ]
  return [...new Set(chain)].filter(id => !gone.some(({ physicianId }) => physicianId === id))
}

describe('any team', () => {
  const minute = fc.integer({ min: -60, max: 180 }).map(count => NOON + count * MINUTE)
  const hours = fc.tuple(minute, minute).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }))
  const person = fc.constantFrom('aoki', 'mori', 'sato', 'ueda', 'kondo')
  /** As it is kept: one attending physician at a time, no two deputies at one place, one absence of somebody at a time. */
  const anyTeam = fc.record({
    first: person,
    second: person,
    change: minute,
    deputies: fc.uniqueArray(person, { maxLength: 3 }),
    deputyHours: hours,
    overrides: fc.array(fc.record({ physicianId: person, hours }), { maxLength: 3 }),
    absences: fc.uniqueArray(
      fc.record({
        physicianId: person,
        hours,
        cover: fc.constantFrom('deputy', 'locum', 'rota', 'request'),
        coverPhysicianId: fc.option(person),
      }),
      { selector: one => one.physicianId, maxLength: 4 },
    ),
    duty: person,
    dutyHours: hours,
    backup: hours,
  })

  it('answers at every minute as the precedence says', () => {
    fc.assert(
      fc.property(anyTeam, given => {
        const of = team({
          places: [
            attending({ physicianId: given.first, start: NOON - HOUR, end: given.change }),
            attending({ physicianId: given.second, start: given.change, end: END }),
            ...given.deputies.map((id, index) => deputy(id, index, given.deputyHours)),
          ],
          overrides: given.overrides.map(({ hours: span, physicianId }, index) => ({
            ...span,
            physicianId,
            id: `${index}`,
          })),
        })
        const absences = given.absences.map(({ hours: span, ...one }, index) =>
          absence({ ...one, ...span, id: `${index}` }),
        )
        const by = behind({
          rota: [onDuty(given.duty, given.dutyHours)],
          backup: [{ ...lastResort, ...given.backup }],
        })
        const layers = layTeam(of, absences, by)
        for (let at = NOON - HOUR; at < NOON + 3 * HOUR; at += 7 * MINUTE) {
          const [word] = answersAt(layers, at)
          const chain = word && 'answer' in word ? [word.answer, ...word.next].map(({ who }) => who.id) : []
          expect(chain).toEqual(chainAt(of, absences, by, at))
        }
      }),
      { numRuns: 1_000 },
    )
  })
})

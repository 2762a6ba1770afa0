import { describe, expect, it } from 'vitest'
import type { Board } from '../../server/coverage/board/board-view.ts'
import type { AnswerView } from '../../server/patients/answer-view.ts'
import type { CallView } from '../../server/patients/calls/call-view.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import {
  choicesFor,
  choicesOnBoard,
  correctionOf,
  dayOf,
  instantTyped,
  isAnswered,
  minutesOpen,
  stepsOf,
  withCall,
} from '../../web/calls/derived.ts'

const MINUTE = 60_000
/** Three in the morning, and a half minute. */
const THREE = instantOf('2026-06-07', '03:00') + 30_000
const at = (minutes: number) => THREE + minutes * MINUTE

const aCall = (given: Partial<CallView> = {}): CallView => ({
  id: 'call',
  revision: 0,
  receivedAt: THREE,
  caller: null,
  patientCode: null,
  patientId: null,
  routed: null,
  answered: null,
  outcome: null,
  closedAt: null,
  ...given,
})
const step = (id: string, minutes: number) => ({
  party: { kind: 'physician' as const, id, name: id, phone: '1' },
  at: at(minutes),
})

const who = (id: string, source: 'attending' | 'deputy' | 'rota' = 'attending') => ({
  kind: 'physician' as const,
  id,
  name: id,
  clinic: '',
  phone: '1',
  source,
  absent: null,
  note: null,
})
const post = (name: 'primary' | 'backup', ids: string[]): AnswerView['posts'][number] => {
  const [first, ...next] = ids.map(id => who(id))
  return { post: name, answer: first ?? null, next, away: [] }
}
const anAnswer = (given: Partial<AnswerView>): AnswerView => ({
  at: THREE,
  association: '',
  patient: null,
  group: null,
  team: null,
  posts: [],
  stations: [],
  hospital: null,
  segments: [],
  ...given,
})

describe('whom to call for a patient', () => {
  it('is who answers, whoever is next, the nurses and the hospital, in that order and each once', () => {
    const answer = anAnswer({
      posts: [post('primary', ['aoba', 'mori']), post('backup', ['mori', 'izumi'])],
      stations: [{ id: 's', name: 's', nightPhone: '2', reliable: false }],
      hospital: { id: 'h', name: 'h', phone: '3', bed: null },
    })
    const choices = choicesFor(answer)
    expect(choices.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'physician aoba',
      'physician mori',
      'physician izumi',
      'station s',
      'hospital h',
    ])
    expect(choices[3]?.why).toEqual({ of: 'place', reliable: false })
    expect(choices.map(({ why }) => why.of === 'answer' && why.first)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
  })

  it('has no first where the first post is a gap', () => {
    const answer = anAnswer({ posts: [post('primary', []), post('backup', ['mori'])] })
    expect(choicesFor(answer).map(({ why }) => why.of === 'answer' && why.first)).toEqual([false])
    expect(isAnswered(answer)).toBe(true)
    expect(isAnswered(anAnswer({ posts: [post('primary', [])] }))).toBe(false)
  })
})

it('whom to call for anybody is who is on duty, and the nurses who can be relied on', () => {
  const contact = (id: string) => ({ ...who(id), place: null, kind: 'physician' as const })
  const line = {
    post: 'locum',
    answer: contact('aoba'),
    lack: null,
    away: [],
    behind: [contact('mori'), contact('aoba')],
    until: null,
    next: null,
    gap: null,
  }
  const nurse = (id: string, standing: Board['stations'][number]['standing']) => ({
    id,
    name: id,
    nightPhone: '2',
    standing,
    until: null,
  })
  const board: Board = {
    association: { id: 'a', name: 'a', invented: true },
    asOf: '',
    validUntil: '',
    schemes: [{ id: 's', name: '当直', block: null, lines: [line], finalBackup: contact('izumi') }],
    stations: [nurse('yes', 'reliable'), nurse('no', 'unconfirmed')],
  }
  expect(choicesOnBoard(board).map(({ kind, id, why }) => [kind, id, why.of])).toEqual([
    ['physician', 'aoba', 'duty'],
    ['physician', 'mori', 'duty'],
    ['physician', 'izumi', 'duty'],
    ['station', 'yes', 'place'],
  ])
})

describe('what has happened in a call', () => {
  it('is told in order, with the minutes from step to step', () => {
    const call = aCall({ routed: step('aoba', 1), answered: step('aoba', 3.4), closedAt: at(9.4) })
    expect(stepsOf(call).map(one => [one.step, one.minutes])).toEqual([
      ['received', null],
      ['routed', 1],
      ['answered', 2],
      ['closed', 6],
    ])
  })

  it('leaves out what has not, and counts from the step before', () => {
    expect(stepsOf(aCall({ answered: step('aoba', 3) })).map(one => [one.step, one.minutes])).toEqual([
      ['received', null],
      ['answered', 3],
    ])
  })

  it('has taken no less than nothing by a clock that is behind', () => {
    expect(minutesOpen(aCall(), at(4.9))).toBe(4)
    expect(minutesOpen(aCall(), at(-1))).toBe(0)
  })
})

describe('a correction of times', () => {
  const call = aCall({ routed: step('aoba', 1), closedAt: at(9) })
  const typed = { received: '2026-06-07T03:00', routed: '2026-06-07T03:01', closed: '2026-06-07T03:09' }

  it('sends what was typed anew alone, and leaves the seconds of the rest', () => {
    expect(correctionOf(call, typed)).toBeNull()
    expect(correctionOf(call, { ...typed, routed: '2026-06-07T03:02' })).toEqual({
      routed: { party: { kind: 'physician', id: 'aoba' }, at: instantOf('2026-06-07', '03:02') },
    })
    expect(
      correctionOf(call, { ...typed, received: '2026-06-06T23:59', closed: '2026-06-07T03:08' }),
    ).toEqual({
      receivedAt: instantOf('2026-06-06', '23:59'),
      closed: { at: instantOf('2026-06-07', '03:08') },
    })
  })

  it.each([
    ['2026-06-07T03:05', instantOf('2026-06-07', '03:05')],
    ['2026-06-07T03:05:00', instantOf('2026-06-07', '03:05')],
    ['2026-06-31T03:05', null],
    ['2026-06-07T25:00', null],
    ['', null],
  ])('of a field with "%s"', (text, instant) => {
    expect(instantTyped(text)).toBe(instant)
  })
})

it('a call that came is put first, one that is there into its place', () => {
  const [one, other] = [aCall({ id: 'one' }), aCall({ id: 'other' })]
  expect(withCall([one], other)).toEqual([other, one])
  const changed = { ...one, revision: 1 }
  expect(withCall([other, one], changed)).toEqual([other, changed])
})

it.each([
  ['?day=2026-06-07', '2026-06-07'],
  ['?day=2026-06-31', null],
  ['', null],
])('the day of the address "%s"', (query, day) => {
  expect(dayOf(query)).toBe(day)
})

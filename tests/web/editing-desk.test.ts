import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Holding, type Holdings, placeKey } from '../../server/roster/editing/draft-edit.ts'
import {
  act,
  confirmed,
  type Desk,
  differences,
  draftOn,
  merge,
  newDesk,
  redo,
  refused,
  undo,
} from '../../web/editing/desk.ts'
import { give, type Held, pin, swap } from '../../web/editing/steps.ts'

const place = (unit: string) => ({ unit, post: 'locum' })

/** A draft from `unit person` in words, with `!` where it is pinned. */
const aDraft = (...lines: string[]): Holdings =>
  new Map(
    lines.map((line): [string, Holding] => {
      const [unit = '', person = ''] = line.split(' ')
      return [placeKey(place(unit)), { person: person.replace('!', ''), pinned: person.endsWith('!') }]
    }),
  )

const heldOn = (desk: Desk, unit: string): Held => ({
  place: place(unit),
  holding: draftOn(desk).get(placeKey(place(unit))) ?? null,
})

type Deed = (desk: Desk) => Desk
const giving =
  (unit: string, to: string | null): Deed =>
  desk =>
    act(desk, give(heldOn(desk, unit), to)).desk
const pinning =
  (unit: string, pinned: boolean): Deed =>
  desk =>
    act(desk, pin(heldOn(desk, unit), pinned)).desk
const swapping =
  (one: string, other: string): Deed =>
  desk =>
    act(desk, swap(heldOn(desk, one), heldOn(desk, other))).desk

const done = (desk: Desk, ...deeds: Deed[]): Desk => deeds.reduce((before, deed) => deed(before), desk)

describe('the steps of an editor', () => {
  it.each([
    ['give a duty to somebody else', ['u1 a'], giving('u1', 'b'), ['u1 b']],
    ['leave a pinned one open', ['u1 a!'], giving('u1', null), []],
    ['keep a pin', ['u1 a!'], giving('u1', 'b'), ['u1 b!']],
    [
      'swap two, the pins staying with their duties',
      ['u1 a!', 'u2 b'],
      swapping('u1', 'u2'),
      ['u1 b!', 'u2 a'],
    ],
    ['move somebody to an open duty', ['u1 a!'], swapping('u1', 'u2'), ['u2 a']],
    ['move somebody from another', ['u2 a'], swapping('u1', 'u2'), ['u1 a']],
    ['pin', ['u1 a'], pinning('u1', true), ['u1 a!']],
    ['unpin', ['u1 a!'], pinning('u1', false), ['u1 a']],
  ] as const)('%s, and are taken back whole', (_title, before, deed, after) => {
    const desk = deed(newDesk(aDraft(...before)))
    expect(draftOn(desk)).toEqual(aDraft(...after))
    expect(draftOn(undo(desk).desk)).toEqual(aDraft(...before))
  })

  it.each([
    ['who has it already', give({ place: place('u1'), holding: { person: 'a', pinned: false } }, 'a')],
    ['nobody to pin', pin({ place: place('u1'), holding: null }, true)],
    [
      'one person with themselves',
      swap(heldOn(newDesk(aDraft('u1 a')), 'u1'), heldOn(newDesk(aDraft('u1 a')), 'u1')),
    ],
    ['two open duties', swap({ place: place('u1'), holding: null }, { place: place('u2'), holding: null })],
  ])('are none for %s', (_title, edits) => {
    expect(edits).toEqual([])
  })
})

/** Anything somebody does at the table. */
const aDeed: fc.Arbitrary<Deed> = fc.oneof(
  fc
    .tuple(fc.constantFrom('u1', 'u2', 'u3'), fc.constantFrom('a', 'b', 'c', null))
    .map(([unit, to]) => giving(unit, to)),
  fc.tuple(fc.constantFrom('u1', 'u2', 'u3'), fc.boolean()).map(([unit, pinned]) => pinning(unit, pinned)),
  fc.constantFrom(['u1', 'u2'] as const, ['u2', 'u3'] as const).map(([one, other]) => swapping(one, other)),
)
const someDeeds = fc.array(aDeed, { minLength: 1, maxLength: 8 })
const START = aDraft('u1 a', 'u2 b!')

describe('undoing and redoing', () => {
  it('takes everything back one by one, and does it again', () => {
    fc.assert(
      fc.property(someDeeds, deeds => {
        const states: Holdings[] = [START]
        let desk = newDesk(START)
        for (const deed of deeds) {
          const before = desk
          desk = deed(desk)
          if (desk.done.length > before.done.length) states.push(draftOn(desk))
        }
        for (const state of states.toReversed()) {
          expect(draftOn(desk)).toEqual(state)
          desk = undo(desk).desk
        }
        for (const state of states.slice(1)) {
          desk = redo(desk).desk
          expect(draftOn(desk)).toEqual(state)
        }
        expect(redo(desk)).toEqual({ desk, conflict: null })
      }),
    )
  })

  it('forgets what was undone when something else is done', () => {
    const desk = done(newDesk(START), giving('u1', 'b'), desk => undo(desk).desk, giving('u3', 'c'))
    expect(redo(desk)).toEqual({ desk, conflict: null })
  })

  it('leaves alone what somebody else has changed since, says where, and goes on with the step before', () => {
    const mine = done(newDesk(START), giving('u3', 'c'), giving('u1', 'b'), confirmed, confirmed)
    const { desk } = merge(mine, aDraft('u1 z', 'u2 b!', 'u3 c'))
    const tried = undo(desk)
    expect(tried.conflict).toEqual(place('u1'))
    expect(draftOn(tried.desk)).toEqual(aDraft('u1 z', 'u2 b!', 'u3 c'))
    expect(draftOn(undo(tried.desk).desk)).toEqual(aDraft('u1 z', 'u2 b!'))
  })
})

describe('what is sent', () => {
  it('is confirmed one by one without anything changing on the screen', () => {
    fc.assert(
      fc.property(someDeeds, deeds => {
        let desk = done(newDesk(START), ...deeds)
        const draft = draftOn(desk)
        while (desk.queue.length > 0) {
          desk = confirmed(desk)
          expect(draftOn(desk)).toEqual(draft)
        }
        expect(desk.saved).toEqual(draft)
        expect(confirmed(desk)).toBe(desk)
      }),
    )
  })

  it('and refused goes with what was built on it, and cannot be done again', () => {
    const desk = refused(done(newDesk(START), giving('u1', 'x'), giving('u1', 'y'), giving('u3', 'c')))
    expect(draftOn(desk)).toEqual(aDraft('u1 a', 'u2 b!', 'u3 c'))
    expect([desk.done.length, desk.undone.length]).toEqual([1, 0])
  })
})

describe('what others did meanwhile', () => {
  it('is taken over, and what was done here on other duties stays', () => {
    const desk = done(newDesk(START), giving('u1', 'c'))
    const merged = merge(desk, aDraft('u1 a', 'u2 z', 'u3 y'))
    expect(draftOn(merged.desk)).toEqual(aDraft('u1 c', 'u2 z', 'u3 y'))
    expect(merged.theirs.map(({ unit }) => unit).sort()).toEqual(['u2', 'u3'])
    expect(merged.lost).toEqual([])
  })

  it('wins over what was done here on the same duty, with all that was done in the same step', () => {
    const desk = done(newDesk(START), swapping('u1', 'u2'))
    const { desk: merged, theirs, lost } = merge(desk, aDraft('u1 z', 'u2 b!'))
    expect(draftOn(merged)).toEqual(aDraft('u1 z', 'u2 b!'))
    expect([lost, theirs, merged.done]).toEqual([[place('u1')], [place('u2')], []])
  })

  it('is nothing where an answer was lost on the way and the change had arrived', () => {
    const desk = done(newDesk(START), giving('u1', 'c'))
    const merged = merge(desk, aDraft('u1 c', 'u2 b!'))
    expect(merged).toMatchObject({ theirs: [], lost: [], desk: { queue: [] } })
    expect(draftOn(undo(merged.desk).desk)).toEqual(START)
  })

  it('differs afterwards from what they say only where something was done here', () => {
    const anyDraft = someDeeds.map(deeds => draftOn(done(newDesk(START), ...deeds)))
    fc.assert(
      fc.property(someDeeds, anyDraft, (deeds, theirs) => {
        const { desk } = merge(done(newDesk(START), ...deeds), theirs)
        const here = new Set(desk.queue.flatMap(({ edits }) => edits.map(placeKey)))
        expect(differences(theirs, draftOn(desk)).filter(one => !here.has(placeKey(one)))).toEqual([])
      }),
    )
  })

  it('takes nothing of what was done here on duties that they left alone', () => {
    const onFirst = fc.array(
      fc.oneof(
        fc.constantFrom('x', 'y', null).map(to => giving('u1', to)),
        fc.boolean().map(pinned => pinning('u1', pinned)),
      ),
      { maxLength: 5 },
    )
    const theirs = fc.constantFrom(aDraft('u1 a'), aDraft('u1 a', 'u2 z', 'u3 y!'))
    fc.assert(
      fc.property(onFirst, theirs, (deeds, draft) => {
        const desk = done(newDesk(START), ...deeds)
        const merged = merge(desk, draft)
        expect(merged.lost).toEqual([])
        expect(merged.desk.done).toEqual(desk.done)
        expect(heldOn(merged.desk, 'u1')).toEqual(heldOn(desk, 'u1'))
      }),
    )
  })
})

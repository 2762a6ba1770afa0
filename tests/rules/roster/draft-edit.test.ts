import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  applyEdits,
  changedPlaces,
  type DraftEdit,
  type Holding,
  type Holdings,
  placeKey,
  reverseOf,
} from '../../../server/roster/editing/draft-edit.ts'
import { summariseChanges } from '../../../server/roster/editing/summarise-changes.ts'

const place = (unit: string) => ({ unit, post: 'locum' })

/** A draft from `unit person` in words, with `!` where it is pinned. */
const aDraft = (...lines: string[]): Holdings =>
  new Map(
    lines.map((line): [string, Holding] => {
      const [unit = '', person = ''] = line.split(' ')
      return [placeKey(place(unit)), { person: person.replace('!', ''), pinned: person.endsWith('!') }]
    }),
  )

const assign = (unit: string, was: string | null, to: string | null): DraftEdit => ({
  kind: 'assign',
  ...place(unit),
  was,
  to,
})
const pin = (unit: string, was: boolean, to: boolean): DraftEdit => ({ kind: 'pin', ...place(unit), was, to })

describe('edits of a draft', () => {
  it.each([
    ['gives a duty to somebody else', ['u1 a'], [assign('u1', 'a', 'b')], ['u1 b']],
    ['gives an open post to somebody', [], [assign('u1', null, 'b')], ['u1 b']],
    ['leaves a post open', ['u1 a'], [assign('u1', 'a', null)], []],
    ['keeps a pin for whom the duty is given to', ['u1 a!'], [assign('u1', 'a', 'b')], ['u1 b!']],
    [
      'drops the pin of a post left open',
      ['u1 a!'],
      [assign('u1', 'a', null), assign('u1', null, 'b')],
      ['u1 b'],
    ],
    ['pins', ['u1 a'], [pin('u1', false, true)], ['u1 a!']],
    ['unpins', ['u1 a!'], [pin('u1', true, false)], ['u1 a']],
    ['swaps two', ['u1 a', 'u2 b'], [assign('u1', 'a', 'b'), assign('u2', 'b', 'a')], ['u1 b', 'u2 a']],
    [
      'swaps two, whichever is named first',
      ['u1 a', 'u2 b'],
      [assign('u2', 'b', 'a'), assign('u1', 'a', 'b')],
      ['u1 b', 'u2 a'],
    ],
    [
      'goes on from what an edit before it made',
      ['u1 a'],
      [assign('u1', 'a', 'b'), pin('u1', false, true)],
      ['u1 b!'],
    ],
    [
      'makes sure that somebody still has a duty',
      ['u1 a'],
      [assign('u1', 'a', 'a'), pin('u1', false, true)],
      ['u1 a!'],
    ],
  ])('%s', (_title, before, edits, after) => {
    expect(applyEdits(aDraft(...before), edits)).toEqual({ ok: true, holdings: aDraft(...after) })
  })

  it.each([
    ['somebody else has the duty', ['u1 c'], [assign('u1', 'a', 'b')]],
    ['the post was left open', [], [assign('u1', 'a', 'b')]],
    ['the post is no longer open', ['u1 c'], [assign('u1', null, 'b')]],
    ['the duty was pinned', ['u1 a!'], [pin('u1', false, true)]],
    ['there is nobody to pin', [], [pin('u1', false, true)]],
    ['an edit before it made it otherwise', ['u1 a'], [assign('u1', 'a', 'b'), assign('u1', 'a', 'c')]],
  ])('change nothing when %s', (_title, before, edits) => {
    const draft = aDraft('u9 z', ...before)
    expect(applyEdits(draft, [assign('u9', 'z', 'y'), ...edits])).toEqual({
      ok: false,
      conflict: place('u1'),
    })
    expect(draft).toEqual(aDraft('u9 z', ...before))
  })
})

/** A draft, and edits that fit it and say all they change: a pin is taken off before its post is left open. */
const aDraftAndEdits = fc
  .tuple(
    fc.array(fc.record({ person: fc.constantFrom(null, 'a', 'b', 'c'), pinned: fc.boolean() }), {
      maxLength: 5,
    }),
    fc.array(fc.tuple(fc.nat(4), fc.constantFrom(null, 'a', 'b', 'c'), fc.boolean()), { maxLength: 8 }),
  )
  .map(([held, wanted]) => {
    const draft = new Map(
      held.flatMap(({ person, pinned }, index) =>
        person === null ? [] : [[placeKey(place(`u${index}`)), { person, pinned }] as const],
      ),
    )
    const edits: DraftEdit[] = []
    const now = new Map<string, Holding>(draft)
    for (const [index, to, pinned] of wanted) {
      const key = placeKey(place(`u${index}`))
      const holding = now.get(key)
      const unpin = to === null && holding?.pinned
      const step = [
        ...(unpin ? [pin(`u${index}`, true, false)] : []),
        assign(`u${index}`, holding?.person ?? null, to),
        ...(to !== null ? [pin(`u${index}`, holding?.pinned ?? false, pinned)] : []),
      ]
      if (to === null) now.delete(key)
      else now.set(key, { person: to, pinned })
      edits.push(...step)
    }
    return { draft, edits, after: now }
  })

describe('edits and their reverse', () => {
  it('restore the draft, and the reverse of the reverse is the edits', () => {
    fc.assert(
      fc.property(aDraftAndEdits, ({ draft, edits, after }) => {
        const edited = applyEdits(draft, edits)
        expect(edited).toEqual({ ok: true, holdings: after })
        expect(applyEdits(after, reverseOf(edits))).toEqual({ ok: true, holdings: draft })
        expect(reverseOf(reverseOf(edits))).toEqual(edits)
      }),
    )
  })

  it('change exactly the places that are different afterwards', () => {
    fc.assert(
      fc.property(aDraftAndEdits, ({ draft, edits, after }) => {
        const keys = [...new Set([...draft.keys(), ...after.keys()])]
        const different = keys.filter(
          key => JSON.stringify(draft.get(key)) !== JSON.stringify(after.get(key)),
        )
        expect(changedPlaces(draft, after, edits).map(placeKey).sort()).toEqual(different.sort())
      }),
    )
  })
})

describe('the summary for the audit', () => {
  it('says in ids who had a duty and who has it, by the number of the post', () => {
    const [before, after] = [aDraft('u1 a', 'u2 b'), aDraft('u1 b!')]
    expect(summariseChanges([place('u1'), place('u2')], ['first', 'locum'], before, after)).toBe(
      'u1:2 a - b pinned, u2:2 b - open',
    )
  })

  it('names ten changes and counts the rest', () => {
    const places = Array.from({ length: 13 }, (_, index) => place(`u${index}`))
    const summary = summariseChanges(places, ['locum'], aDraft(), aDraft('u0 a'))
    expect(summary.split(', ')).toHaveLength(11)
    expect(summary).toMatch(/^u0:1 open - a, .*\+3$/)
  })
})

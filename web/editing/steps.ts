import type { DraftEdit, Holding, Place } from '../../server/roster/editing/draft-edit.ts'

/** The edits of one step of the editor; each says all that it changes, so that the reverse takes the step back. */

/** A place with who holds it; null: open. */
export type Held = { place: Place; holding: Holding | null }

const assign = ({ place, holding }: Held, to: string | null): DraftEdit[] => {
  const was = holding?.person ?? null
  return was === to
    ? []
    : [...(to === null ? unpin({ place, holding }) : []), { kind: 'assign', ...place, was, to }]
}

const unpin = ({ place, holding }: Held): DraftEdit[] =>
  holding?.pinned ? [{ kind: 'pin', ...place, was: true, to: false }] : []

/** Gives a post to somebody, or leaves it open (未定). */
export const give = assign

/** Pins a post to who holds it (固定), or takes the pin off; makes sure that they still hold it. */
export const pin = ({ place, holding }: Held, pinned: boolean): DraftEdit[] =>
  holding && holding.pinned !== pinned
    ? [
        { kind: 'assign', ...place, was: holding.person, to: holding.person },
        { kind: 'pin', ...place, was: !pinned, to: pinned },
      ]
    : []

/** Exchanges the people of two posts; where one is open, the other's person moves there. */
export const swap = (one: Held, other: Held): DraftEdit[] =>
  one.holding?.person === other.holding?.person
    ? []
    : [...assign(one, other.holding?.person ?? null), ...assign(other, one.holding?.person ?? null)]

/** A post of a unit. */
export type Place = { unit: string; post: string }

/** Somebody who holds a post in the draft, and whether the rota maker must leave it so (固定). */
export type Holding = { person: string; pinned: boolean }

/** Who holds what in a draft, by `placeKey`; an open post (未定) has no entry. */
export type Holdings = ReadonlyMap<string, Holding>

/**
 * One change of a draft by hand. `was` is what its author saw there, null for an open post: a change is made only
 * where that still is so, and an `assign` from somebody to the same one only makes sure of it.
 */
export type DraftEdit =
  | (Place & { kind: 'assign'; was: string | null; to: string | null })
  | (Place & { kind: 'pin'; was: boolean; to: boolean })

/** A place in one word, for maps and sets. */
export const placeKey = ({ unit, post }: Place): string => JSON.stringify([unit, post])

/** What the edits make of a draft, or the first of them that no longer meets what its author saw. */
export type Edited = { ok: true; holdings: Map<string, Holding> } | { ok: false; conflict: Place }

/**
 * Makes the edits one after the other, all or none. A pinned post stays pinned for whom it is given to; left open, it
 * is not pinned any more, since there is nobody to pin.
 */
export function applyEdits(holdings: Holdings, edits: readonly DraftEdit[]): Edited {
  const after = new Map(holdings)
  for (const edit of edits) {
    const key = placeKey(edit)
    const held = after.get(key)
    if (!meets(held, edit)) return { ok: false, conflict: { unit: edit.unit, post: edit.post } }
    if (edit.kind === 'pin' && held) after.set(key, { ...held, pinned: edit.to })
    if (edit.kind === 'assign' && edit.to === null) after.delete(key)
    if (edit.kind === 'assign' && edit.to !== null)
      after.set(key, { person: edit.to, pinned: held?.pinned ?? false })
  }
  return { ok: true, holdings: after }
}

const meets = (held: Holding | undefined, edit: DraftEdit): boolean =>
  edit.kind === 'assign' ? (held?.person ?? null) === edit.was : held?.pinned === edit.was

/** The edits that take these back, where each of them says all that it changes: who is pinned is unpinned before. */
export const reverseOf = (edits: readonly DraftEdit[]): DraftEdit[] =>
  edits.toReversed().map(edit => ({ ...edit, was: edit.to, to: edit.was }) as DraftEdit)

/** The places of the edits that somebody else holds afterwards, or the same one pinned or unpinned; each once. */
export function changedPlaces(before: Holdings, after: Holdings, edits: readonly DraftEdit[]): Place[] {
  const places = new Map(edits.map(({ unit, post }) => [placeKey({ unit, post }), { unit, post }]))
  return [...places].flatMap(([key, place]) => {
    const [was, is] = [before.get(key), after.get(key)]
    return was?.person === is?.person && was?.pinned === is?.pinned ? [] : [place]
  })
}

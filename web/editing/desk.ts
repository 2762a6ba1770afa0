import {
  applyEdits,
  type DraftEdit,
  type Holdings,
  type Place,
  placeKey,
  reverseOf,
} from '../../server/roster/editing/draft-edit.ts'

/** One thing that the editor did, as the edits by which it was first done. */
type Step = { readonly edits: readonly DraftEdit[] }

/** A step, or its reverse, on the way to the server. */
type Errand = { readonly step: Step; readonly edits: readonly DraftEdit[] }

/** What somebody edits: the draft as the server last said it, and what was done here on top of it. */
export type Desk = {
  readonly saved: Holdings
  /** Not confirmed by the server yet, in order. */
  readonly queue: readonly Errand[]
  /** What can be undone, and done again, the last one last. */
  readonly done: readonly Step[]
  readonly undone: readonly Step[]
}

export const newDesk = (saved: Holdings): Desk => ({ saved, queue: [], done: [], undone: [] })

/** The draft with everything that was done here. */
export const draftOn = ({ saved, queue }: Desk): Holdings =>
  queue.reduce<Holdings>((draft, { edits }) => {
    const edited = applyEdits(draft, edits)
    return edited.ok ? edited.holdings : draft
  }, saved)

/** Done here; `conflict` names a place where the draft is no longer as the edits want it, and nothing is done. */
export type Acted = { readonly desk: Desk; readonly conflict: Place | null }

/** Does something; what was undone before can no longer be done again. */
export const act = (desk: Desk, edits: readonly DraftEdit[]): Acted => {
  const step = { edits }
  return errand(desk, step, edits, { done: [...desk.done, step], undone: [] })
}

/** Takes back the last thing done. One that somebody else has changed since is left, and can no longer be undone. */
export function undo(desk: Desk): Acted {
  const step = desk.done.at(-1)
  if (!step) return { desk, conflict: null }
  const done = desk.done.slice(0, -1)
  return errand(desk, step, reverseOf(step.edits), { done, undone: [...desk.undone, step] })
}

/** Does the last thing again that was undone. */
export function redo(desk: Desk): Acted {
  const step = desk.undone.at(-1)
  if (!step) return { desk, conflict: null }
  const undone = desk.undone.slice(0, -1)
  return errand(desk, step, step.edits, { done: [...desk.done, step], undone })
}

function errand(
  desk: Desk,
  step: Step,
  edits: readonly DraftEdit[],
  stacks: Pick<Desk, 'done' | 'undone'>,
): Acted {
  const edited = applyEdits(draftOn(desk), edits)
  if (!edited.ok) return { desk: forget(desk, step), conflict: edited.conflict }
  return { desk: { ...desk, ...stacks, queue: [...desk.queue, { step, edits }] }, conflict: null }
}

/** The server has saved the first of the queue. */
export function confirmed(desk: Desk): Desk {
  const [first, ...queue] = desk.queue
  if (!first) return desk
  const edited = applyEdits(desk.saved, first.edits)
  return { ...desk, queue, saved: edited.ok ? edited.holdings : desk.saved }
}

/** The server will not have the first of the queue: it and what was built on it here is dropped. */
export function refused(desk: Desk): Desk {
  const [first, ...queue] = desk.queue
  return first ? merge(forget({ ...desk, queue }, first.step), desk.saved).desk : desk
}

/** What reading the draft anew brought: posts that others changed, and those where they were quicker than this editor. */
export type Merged = { readonly desk: Desk; readonly theirs: Place[]; readonly lost: Place[] }

/**
 * Takes over the draft as the server says it now. What was done here stays where others changed nothing; an errand
 * whose outcome stands there already has arrived, though its answer may have been lost on the way.
 */
export function merge(desk: Desk, saved: Holdings): Merged {
  let merged: Desk = { ...desk, saved, queue: [] }
  const lost: Place[] = []
  for (const errand of desk.queue) {
    const draft = draftOn(merged)
    const edited = applyEdits(draft, errand.edits)
    if (edited.ok) merged = { ...merged, queue: [...merged.queue, errand] }
    else if (!applyEdits(draft, reverseOf(errand.edits)).ok) {
      merged = forget(merged, errand.step)
      lost.push(edited.conflict)
    }
  }
  const mine = new Set(lost.map(placeKey))
  const theirs = differences(draftOn(desk), draftOn(merged)).filter(place => !mine.has(placeKey(place)))
  return { desk: merged, theirs, lost }
}

const forget = (desk: Desk, step: Step): Desk => ({
  ...desk,
  done: desk.done.filter(one => one !== step),
  undone: desk.undone.filter(one => one !== step),
})

/** The posts that two drafts do not have alike. */
export const differences = (before: Holdings, after: Holdings): Place[] =>
  [...new Set([...before.keys(), ...after.keys()])].flatMap(key => {
    const [was, is] = [before.get(key), after.get(key)]
    if (was?.person === is?.person && was?.pinned === is?.pinned) return []
    const [unit, post] = JSON.parse(key) as [string, string]
    return [{ unit, post }]
  })

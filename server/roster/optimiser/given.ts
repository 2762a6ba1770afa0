import type { Assignment, RotaInstance, RotaPerson } from './instance.ts'

/*
 * What is given has happened: it stays as it is, counts in the cost like everything else, and is never judged. The
 * hard rules are for the other assignments, among each other and beside the given ones.
 */

/** Everything that stays as it is, given or pinned. */
export const fixedIn = ({ given = [], pins }: RotaInstance): readonly Assignment[] => [...given, ...pins]

/**
 * The least and the most duties somebody may hold beside `given` ones of theirs: who was given more than their maximum
 * keeps that and gets no more, and a minimum asks for no more than they have with `open`, the number of other units in
 * which some post is not given and may be theirs.
 */
export const limitsBeside = (
  { min, max }: RotaPerson,
  given: number,
  open: number,
): { min: number; max: number } => ({ min: Math.min(min, given + open), max: Math.max(max, given) })

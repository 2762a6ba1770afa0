import type { Wording } from '../wording/wording.ts'
import {
  BURDENS,
  levelOf,
  type SettingsDraft,
  WEIGHT_OF,
  WEIGHTS,
  type WeightName,
} from './settings-derived.ts'

type Words = Wording['rotaSettings']

/** A weight as its level, or by its number where somebody has set that. */
export function weightInWords(words: Words, weight: number, usual: number): string {
  const level = levelOf(weight, usual)
  return level === null ? words.ownLevel(weight) : words.level(words.levels[level], weight)
}

/** Settings as they are called on the page, in the order of the page. */
export const settingsInWords = (
  words: Words,
  draft: SettingsDraft,
  usual: Record<WeightName, number>,
): Map<string, string> =>
  new Map([
    [words.minGapDays, draft.minGapDays],
    ...WEIGHTS.map(
      name => [words.weights[name].label, weightInWords(words, draft.weights[name], usual[name])] as const,
    ),
    [words.weeks, draft.weeks],
    [words.deadBand, words.points(draft.deadBand)],
    ...BURDENS.map(name => [words.classes[name], words.points(draft.burden[name])] as const),
    [words.laterPostShare, draft.laterPostShare],
    [words.order, orderInWords(words, draft.precedence)],
    [words.seconds, draft.seconds],
  ])

const orderInWords = (words: Words, order: SettingsDraft['precedence']): string =>
  order?.map(kind => words.weights[WEIGHT_OF[kind]].label).join(' → ') ?? words.modes.byWeight

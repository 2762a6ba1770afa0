import type { DutyUnit } from './duty-unit.ts'
import type { UnitRule } from './unit-rule.ts'

/** A block (ブロック) by its name; null: the whole scheme. */
export type Block = string | null

/** True when both are for the same people: the same block, or one of them is for the whole scheme. */
export const meet = (a: Block, b: Block): boolean => a === null || b === null || a === b

/** The blocks that some rules name, each once, in the order of the rules. */
export const blocksOf = (rules: readonly UnitRule[]): string[] => [
  ...new Set(rules.flatMap(rule => rule.block ?? [])),
]

/** Tells the block of any unit of these rules. */
export function blockOfUnits(rules: readonly UnitRule[]): (unit: Pick<DutyUnit, 'rule'>) => Block {
  const blocks = new Map(rules.map(rule => [rule.key, rule.block ?? null]))
  return unit => blocks.get(unit.rule) ?? null
}

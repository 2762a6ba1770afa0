/** What a rota can cost, each kind from 0 up; `costOf` says how. */
export const COST_KINDS = ['counts', 'burden', 'wants', 'avoids', 'spacing', 'changes'] as const

export type CostKind = (typeof COST_KINDS)[number]

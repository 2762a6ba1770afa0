/** Holidays that are counted by themselves: 年末年始, ゴールデンウィーク, お盆. */
export const GROUPS = ['yearEnd', 'goldenWeek', 'obon'] as const

export type Group = (typeof GROUPS)[number]

export type OnceAYear = 'yearEnd' | 'goldenWeek'

/** Groups of which nobody has two units in one year. */
export const ONCE_A_YEAR: readonly (Group | null)[] = ['yearEnd', 'goldenWeek'] satisfies OnceAYear[]

export const isOnceAYear = (group: Group | null): group is OnceAYear => ONCE_A_YEAR.includes(group)

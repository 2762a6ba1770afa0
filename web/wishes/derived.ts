import type { MemberWishes, WishOverview, WishUnitView } from '../../server/roster/wishes/wish-view.ts'
import { daysBetween, type LocalDay } from '../../server/time/local-day.ts'

export type WishView = MemberWishes['wishes'][number]
export type WishKind = WishView['kind']
export type Quota = MemberWishes['quota']

/** 不可, できれば避けたい, 希望: of several for one unit the first counts. */
export const KINDS = ['unavailable', 'avoid', 'want'] as const satisfies readonly WishKind[]

/** As on the sheet of paper. */
export const MARKS = { unavailable: '×', avoid: '△', want: '○', none: '－' } as const

/** What is said of one unit alone; null: nothing. */
export type Said = WishKind | null

export type UnitRow = {
  unit: WishUnitView
  /** Said of this unit alone, with what is not saved yet. */
  said: Said
  /** The other wishes that touch it: days, repetitions, calendars. */
  others: readonly WishView[]
  /** What the rota maker will go by. */
  counts: Said
}

export type MonthRows = { readonly firstDay: LocalDay; readonly rows: readonly UnitRow[] }

/** The units by the month of their day, each with what is said of it; `unsaved` by unit id. */
export function monthsOf(
  { units, wishes }: Pick<MemberWishes, 'units' | 'wishes'>,
  unsaved: ReadonlyMap<string, Said>,
): MonthRows[] {
  const rows = units.map((unit): UnitRow => {
    const touching = wishes.filter(wish => wish.units.includes(unit.id))
    const others = touching.filter(wish => wish.pattern.form !== 'unit')
    const saved = touching.find(wish => wish.pattern.form === 'unit')?.kind ?? null
    const said = unsaved.has(unit.id) ? (unsaved.get(unit.id) ?? null) : saved
    return { unit, said, others, counts: firstOf([said, ...others.map(({ kind }) => kind)]) }
  })
  return [...Map.groupBy(rows, ({ unit }) => `${unit.day.slice(0, 7)}-01`)].map(([firstDay, own]) => ({
    firstDay,
    rows: own,
  }))
}

const firstOf = (said: readonly Said[]): Said => KINDS.find(kind => said.includes(kind)) ?? null

/** The wish that was entered for this unit alone. */
export const wishForUnit = ({ wishes }: Pick<MemberWishes, 'wishes'>, unitId: string): WishView | undefined =>
  wishes.find(({ pattern, units }) => pattern.form === 'unit' && units.includes(unitId))

/** Wishes of more than one unit, newest first: they are listed with a button each. */
export const bundlesOf = ({ wishes }: Pick<MemberWishes, 'wishes'>): WishView[] =>
  wishes.filter(({ pattern }) => pattern.form !== 'unit').toReversed()

/** How many units of a kind may still be entered; null: any number. */
export const leftOf = ({ used, most }: Quota[WishKind]): number | null =>
  most === null ? null : Math.max(0, most - used)

/** Days from today to the deadline, 0 on its day; null when there is none or it is over. */
export const daysLeft = (deadline: LocalDay | null, today: LocalDay): number | null =>
  deadline === null || deadline < today ? null : daysBetween(today, deadline)

/** What an exceeded quota says: `want 6/5`. */
export function exceededQuota(
  detail: string | undefined,
): { kind: WishKind; count: number; most: number } | null {
  const [, name, count, most] = /^(\w+) (\d+)\/(\d+)$/.exec(detail ?? '') ?? []
  const kind = KINDS.find(one => one === name)
  return kind ? { kind, count: Number(count), most: Number(most) } : null
}

type OverviewMember = WishOverview['members'][number]

/** The units that a member may be given: those of their sheet. */
export function unitsOf(
  { units }: Pick<WishOverview, 'units'>,
  { notTheirs }: Pick<OverviewMember, 'notTheirs'>,
): WishUnitView[] {
  const others = new Set(notTheirs)
  return units.filter((_unit, place) => !others.has(place))
}

/** By wishes, or by the word that there are none. */
export const hasAnswered = ({ lastEntered, none }: OverviewMember): boolean =>
  lastEntered !== null || none !== null

/** Who has not answered yet stands first: they are to be called. */
export const inOrder = (members: readonly OverviewMember[]): OverviewMember[] =>
  members.toSorted((a, b) => Number(hasAnswered(a)) - Number(hasAnswered(b)))

/** How many have entered wishes, said that they have none, and not answered yet. */
export function answersOf(members: readonly OverviewMember[]): {
  wishes: number
  none: number
  missing: number
} {
  const wishes = members.filter(({ lastEntered }) => lastEntered !== null).length
  const answered = members.filter(hasAnswered).length
  return { wishes, none: answered - wishes, missing: members.length - answered }
}

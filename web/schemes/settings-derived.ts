import type {
  RotaSettingsChange,
  SchemeRotaSettings,
} from '../../server/roster/settings/rota-settings-view.ts'
import { typedNumber } from './typed-number.ts'

export type Settings = SchemeRotaSettings['settings']
export type BurdenName = keyof Settings['burden']
export type CostKind = NonNullable<Settings['precedence']>[number]

/** What may be given up for the rest: these are weighed against each other. */
export const WEIGHTS = ['count', 'burden', 'want', 'avoid', 'spacing', 'change'] as const
export type WeightName = (typeof WEIGHTS)[number]

/** What a rota costs by kind, each with the weight it is multiplied by. */
export const WEIGHT_OF: Record<CostKind, WeightName> = {
  counts: 'count',
  burden: 'burden',
  wants: 'want',
  avoids: 'avoid',
  spacing: 'spacing',
  changes: 'change',
}
export const KINDS = Object.keys(WEIGHT_OF) as CostKind[]

export const BURDENS = [
  'closedDay',
  'closedDayWithEve',
  'yearEnd',
  'goldenWeek',
  'obon',
  'saturday',
  'night',
  'week',
  'other',
] as const satisfies readonly BurdenName[]

/** How much a weight is of its default. */
export const LEVELS = { none: 0, weak: 0.5, usual: 1, strong: 2, strongest: 4 } as const
export type Level = keyof typeof LEVELS
export const LEVEL_NAMES = Object.keys(LEVELS) as Level[]

/** One ordinary 24-hour duty is a point of four quarters. */
const QUARTERS = 4

/** Settings as they are on the screen: what is typed as text, burdens in points. */
export type SettingsDraft = {
  minGapDays: string
  weights: Record<WeightName, number>
  deadBand: string
  weeks: string
  burden: Record<BurdenName, string>
  laterPostShare: string
  precedence: CostKind[] | null
  seconds: string
}

const mapped = <Key extends string, From, To>(record: Record<Key, From>, change: (from: From) => To) =>
  Object.fromEntries(Object.entries<From>(record).map(([name, value]) => [name, change(value)])) as Record<
    Key,
    To
  >

const inPoints = (quarterPoints: number): string => String(quarterPoints / QUARTERS)

export const draftOf = ({
  settings,
  minGapDays,
}: Pick<SchemeRotaSettings, 'settings' | 'minGapDays'>): SettingsDraft => {
  const { count, burden, want, avoid, change, deadBand } = settings.weights
  return {
    minGapDays: String(minGapDays),
    weights: { count, burden, want, avoid, change, spacing: settings.spacing.cost },
    deadBand: inPoints(deadBand),
    weeks: String(settings.spacing.weeks),
    burden: mapped(settings.burden, inPoints),
    laterPostShare: String(settings.laterPostShare),
    precedence: settings.precedence,
    seconds: String(settings.seconds),
  }
}

export type SettingsError = 'days' | 'weeks' | 'points' | 'share' | 'seconds'
export type SettingsErrors = Partial<
  Record<Exclude<keyof SettingsDraft, 'burden'> | BurdenName, SettingsError>
>

const isWhole = (text: string, least: number, most: number): boolean => {
  const number = typedNumber(text)
  return number !== null && Number.isInteger(number) && number >= least && number <= most
}

/** Points are in steps of a quarter, 250 at most. */
const isPoints = (text: string): boolean => {
  const points = typedNumber(text)
  return points !== null && Number.isInteger(points * QUARTERS) && points <= 250
}

/** What is wrong with what is typed, by field. */
export function errorsOf(draft: SettingsDraft): SettingsErrors {
  const share = typedNumber(draft.laterPostShare)
  const wrong = BURDENS.filter(name => !isPoints(draft.burden[name]))
  return {
    ...(isWhole(draft.minGapDays, 0, 365) ? {} : { minGapDays: 'days' }),
    ...(isWhole(draft.weeks, 1, 26) ? {} : { weeks: 'weeks' }),
    ...(isPoints(draft.deadBand) ? {} : { deadBand: 'points' }),
    ...(share !== null && share <= 10 ? {} : { laterPostShare: 'share' }),
    ...(isWhole(draft.seconds, 1, 600) ? {} : { seconds: 'seconds' }),
    ...Object.fromEntries(wrong.map(name => [name, 'points' as const])),
  }
}

/** The settings that a draft without errors says. An order that names nothing is none. */
export function changeOf(draft: SettingsDraft): Omit<RotaSettingsChange, 'revision'> {
  const quarters = (text: string) => (typedNumber(text) ?? 0) * QUARTERS
  const { spacing, ...weights } = draft.weights
  return {
    minGapDays: typedNumber(draft.minGapDays) ?? 0,
    settings: {
      weights: { ...weights, deadBand: quarters(draft.deadBand) },
      spacing: { weeks: typedNumber(draft.weeks) ?? 0, cost: spacing },
      burden: mapped(draft.burden, quarters),
      laterPostShare: typedNumber(draft.laterPostShare) ?? 0,
      precedence: draft.precedence?.length ? draft.precedence : null,
      seconds: typedNumber(draft.seconds) ?? 0,
    },
  }
}

/** The level of a weight; null for one that somebody set by number. */
export const levelOf = (weight: number, usual: number): Level | null =>
  LEVEL_NAMES.find(level => LEVELS[level] * usual === weight) ?? null

/** The order with one kind a place earlier or later. */
export function moved(order: readonly CostKind[], kind: CostKind, by: -1 | 1): CostKind[] {
  const from = order.indexOf(kind)
  const to = from + by
  return to < 0 || to >= order.length ? [...order] : order.with(from, order[to] ?? kind).with(to, kind)
}

/** True when there is something to save: what is typed says something else. */
export const differs = (a: SettingsDraft, b: SettingsDraft): boolean =>
  JSON.stringify(changeOf(a)) !== JSON.stringify(changeOf(b))

import type { z } from 'zod'
import { contradictionsOf } from './check-instance.ts'
import type { InputError, InputReason } from './input-error.ts'
import { builtInstanceShape, instanceShape, LIMITS, type RotaInstance } from './instance.ts'

export type ParsedInstance = { ok: true; instance: RotaInstance } | { ok: false; errors: InputError[] }

/** How many rows the lists of an instance may have, by where it comes from. */
const BOUNDS = {
  file: { shape: instanceShape, rows: LIMITS.rows },
  built: { shape: builtInstanceShape, rows: LIMITS.builtRows },
} as const

/**
 * Reads `rinban-rota/1` from parsed JSON: of a file, or `built` by this program itself. All errors come together,
 * sorted by field: a row with a wrong shape does not hide what else is wrong with its list or with the rows that
 * refer to it.
 */
export function parseInstance(json: unknown, from: keyof typeof BOUNDS = 'file'): ParsedInstance {
  const shape = BOUNDS[from].shape.safeParse(json)
  const misshapen = shape.success ? [] : shape.error.issues.flatMap(issue => shapeErrors(json, issue))
  const errors = [...misshapen, ...contradictionsOf(json, BOUNDS[from].rows)]
  if (shape.success && errors.length === 0) return { ok: true, instance: shape.data }
  const collator = new Intl.Collator('en', { numeric: true })
  return { ok: false, errors: errors.sort((a, b) => collator.compare(a.path, b.path)) }
}

function shapeErrors(json: unknown, issue: z.core.$ZodIssue): InputError[] {
  if (issue.code === 'unrecognized_keys') {
    const detail = 'not a field of rinban-rota/1'
    return issue.keys.map(key => ({ path: [...issue.path, key].join('.'), reason: 'unknownField', detail }))
  }
  const reason = valueAt(json, issue.path) === undefined ? 'missing' : reasonOf(issue)
  return [{ path: issue.path.join('.'), reason, detail: issue.message }]
}

function reasonOf(issue: z.core.$ZodIssue): InputReason {
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'number' ? 'tooSmall' : 'empty'
    case 'too_big':
      return issue.origin === 'array' ? 'tooMany' : 'tooBig'
    case 'invalid_type':
      return /received (NaN|Infinity|-Infinity)$/.test(issue.message) ? 'notFinite' : 'wrongType'
    default:
      return 'wrongFormat'
  }
}

const valueAt = (json: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    json,
  )

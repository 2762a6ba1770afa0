import { addDays, isLocalDay } from '../../time/local-day.ts'
import type { InputError, InputReason } from './input-error.ts'
import { LIMITS } from './instance.ts'

/** A row of one list with its path; fields are read with care, since their shape may be wrong. */
type Row = { path: string; fields: Record<string, unknown> }

type References = { people: Set<unknown>; units: Set<unknown>; posts: Set<unknown> }

/**
 * What the fields of an instance say against each other: references to nothing, duplicates, `min > max`,
 * `end` not after `start`, days outside the year, pins that cannot both hold, beside each other or what is given. Takes the raw JSON and passes
 * over values of a wrong type and lists of a wrong type or of more than `mostRows`, which the shape reports.
 */
export function contradictionsOf(json: unknown, mostRows: number): InputError[] {
  const root = withoutLongLists(fieldsOf(json), mostRows)
  const [units, people] = [rowsOf(root, 'units'), rowsOf(root, 'people')]
  const posts = listOf(root, 'posts')
  const [given, pins] = [rowsOf(root, 'given'), rowsOf(root, 'pins')]
  const known = {
    units: new Set(units.map(({ fields }) => fields.id)),
    people: new Set(people.map(({ fields }) => fields.id)),
    posts: new Set(posts),
  }
  return [
    ...repeated('posts', posts),
    ...repeated('precedence', listOf(root, 'precedence')),
    ...shareErrors(root),
    ...duplicates(units, ['id']),
    ...duplicates(people, ['id']),
    ...unitErrors(units, root),
    ...personErrors(people, new Set(units.map(({ fields }) => fields.block)), known.posts),
    ...['unavailable', 'want', 'avoid'].flatMap(list => {
      const rows = rowsOf(root, list)
      return [...unknownReferences(rows, known), ...duplicates(rows, ['person', 'unit'])]
    }),
    ...unknownReferences(rowsOf(root, 'notPosts'), known),
    ...duplicates(rowsOf(root, 'notPosts'), ['person', 'unit', 'post']),
    ...unknownReferences([...given, ...pins], known),
    ...contradictoryPins([...given, ...pins]),
    ...unknownReferences(rowsOf(root, 'published'), known),
    ...duplicates(rowsOf(root, 'published'), ['unit', 'post']),
  ]
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

const withoutLongLists = (root: Record<string, unknown>, mostRows: number): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(root).filter(([, value]) => !(Array.isArray(value) && value.length > mostRows)),
  )

const listOf = (fields: Record<string, unknown>, list: string): unknown[] => {
  const values = fields[list]
  return Array.isArray(values) ? values : []
}

const rowsOf = (root: Record<string, unknown>, list: string): Row[] =>
  listOf(root, list).map((value, index) => ({ path: `${list}.${index}`, fields: fieldsOf(value) }))

const error = (path: string, reason: InputReason, detail: string): InputError => ({ path, reason, detail })

const text = (value: unknown): string => JSON.stringify(value)

/** The second and later rows that have the same texts in all the `keys`. */
function duplicates(rows: Row[], keys: string[]): InputError[] {
  const first = new Map<string, string>()
  return rows.flatMap(({ path, fields }) => {
    const values = keys.map(key => fields[key])
    if (!values.every(value => typeof value === 'string')) return []
    const before = first.get(text(values))
    if (before === undefined) first.set(text(values), path)
    return before === undefined
      ? []
      : [error(path, 'duplicate', `${values.join(', ')} again, as in ${before}`)]
  })
}

const repeated = (list: string, values: unknown[]): InputError[] =>
  values.flatMap((value, index) =>
    values.indexOf(value) < index ? [error(`${list}.${index}`, 'duplicate', `${text(value)} again`)] : [],
  )

function shareErrors({ posts, postShare }: Record<string, unknown>): InputError[] {
  if (!Array.isArray(posts) || !Array.isArray(postShare) || posts.length === postShare.length) return []
  return [error('postShare', 'lengthMismatch', `${postShare.length} shares for ${posts.length} posts`)]
}

function unitErrors(units: Row[], { firstDay, days }: Record<string, unknown>): InputError[] {
  const lastDay = isDay(firstDay) && isCount(days) ? addDays(firstDay, days - 1) : null
  return units.flatMap(({ path, fields: { day, start, end } }) => {
    const errors: InputError[] = []
    if (typeof start === 'string' && typeof end === 'string' && end <= start) {
      errors.push(error(`${path}.end`, 'endBeforeStart', `${text(end)} is not after ${text(start)}`))
    }
    const outside = isDay(firstDay) && isDay(day) && lastDay && (day < firstDay || day > lastDay)
    if (outside) {
      errors.push(error(`${path}.day`, 'dayOutsideYear', `${day} is not within ${firstDay} to ${lastDay}`))
    }
    return errors
  })
}

const isDay = (value: unknown): value is string => typeof value === 'string' && isLocalDay(value)
const isCount = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= LIMITS.days

function personErrors(people: Row[], blocks: Set<unknown>, posts: Set<unknown>): InputError[] {
  return people.flatMap(({ path, fields }) => {
    const { min, max } = fields
    const errors: InputError[] = []
    if (typeof min === 'number' && typeof max === 'number' && min > max) {
      errors.push(error(`${path}.min`, 'minAboveMax', `${min} is more than ${max}`))
    }
    listOf(fields, 'blocks').forEach((block, index) => {
      if (blocks.size > 0 && typeof block === 'string' && !blocks.has(block)) {
        errors.push(error(`${path}.blocks.${index}`, 'unknownBlock', `no unit is of block ${text(block)}`))
      }
    })
    listOf(fields, 'posts').forEach((post, index) => {
      if (typeof post === 'string' && !posts.has(post)) {
        errors.push(error(`${path}.posts.${index}`, 'unknownPost', `there is no post ${text(post)}`))
      }
    })
    return errors
  })
}

function unknownReferences(rows: Row[], { people, units, posts }: References): InputError[] {
  const unknown = ({ path, fields }: Row, field: string, known: Set<unknown>, reason: InputReason) =>
    typeof fields[field] === 'string' && !known.has(fields[field])
      ? [error(`${path}.${field}`, reason, `there is no ${field} ${text(fields[field])}`)]
      : []
  return rows.flatMap(row => [
    ...unknown(row, 'person', people, 'unknownPerson'),
    ...unknown(row, 'unit', units, 'unknownUnit'),
    ...unknown(row, 'post', posts, 'unknownPost'),
  ])
}

/** A later row of the same unit that gives its post to a second person, or its person a second post. */
function contradictoryPins(pins: Row[]): InputError[] {
  const sameUnit = Map.groupBy(pins, ({ fields }) => fields.unit)
  return [...sameUnit.values()].flatMap(rows =>
    rows.flatMap(({ path, fields }, index) => {
      const before = rows
        .slice(0, index)
        .find(one => one.fields.post === fields.post || one.fields.person === fields.person)
      return before
        ? [error(path, 'contradictoryPins', `${text(fields.unit)} is pinned otherwise in ${before.path}`)]
        : []
    }),
  )
}

import type { InputError } from '../optimiser/input-error.ts'
import type { RotaInstance } from '../optimiser/instance.ts'

/**
 * The fields in question by names that mean something outside the instance, each once: `people.<id>.min`,
 * `pins.<unit>`, `unavailable`. What is wrong with it follows from the field.
 */
export const namedFields = (errors: readonly InputError[], instance: RotaInstance): string[] => [
  ...new Set(errors.map(({ path }) => namedField(path, instance))),
]

function namedField(path: string, { people, units, pins }: RotaInstance): string {
  const [list = '', index = '', field] = path.split('.')
  const row = Number(index)
  const id = { people: people[row]?.id, units: units[row]?.id, pins: pins[row]?.unit }[list]
  if (index === '' || id === undefined) return list
  return list === 'pins' || field === undefined ? `${list}.${id}` : `${list}.${id}.${field}`
}

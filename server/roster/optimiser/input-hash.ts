import { createHash } from 'node:crypto'
import type { RotaInstance } from './instance.ts'

/** The SHA-256, in hexadecimal, of the instance as JSON with sorted keys: the order of fields does not matter. */
export const inputHashOf = (instance: RotaInstance): string =>
  createHash('sha256').update(canonicalJson(instance)).digest('hex')

const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )

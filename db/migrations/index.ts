import type { Migration } from 'kysely/migration'
import type { DatabaseKind } from '../open.ts'
import { foundation } from './0001-foundation.ts'

/**
 * Every migration in order. Append only: what has been released is never edited, and there is no way down
 * (going back is restoring a backup).
 */
export const migrations = (kind: DatabaseKind): Record<string, Migration> => ({
  '0001-foundation': foundation(kind),
})

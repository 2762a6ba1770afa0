import type { Migration } from 'kysely/migration'
import type { DatabaseKind } from '../open.ts'
import { foundation } from './0001-foundation.ts'
import { keysAndAudit } from './0002-keys-and-audit.ts'
import { accounts } from './0003-accounts.ts'
import { whoEntered } from './0004-who-entered.ts'
import { rotaMaker } from './0005-rota-maker.ts'
import { publicationGate } from './0006-publication-gate.ts'
import { wishAnswer } from './0007-wish-answer.ts'
import { feeds } from './0008-feeds.ts'
import { feedLookUp } from './0009-feed-look-up.ts'
import { subscriptionLife } from './0010-subscription-life.ts'
import { coverage } from './0011-coverage.ts'
import { calendarScope } from './0012-calendar-scope.ts'

/**
 * Every migration in order. Append only: what has been released is never edited, and there is no way down
 * (going back is restoring a backup).
 */
export const migrations = (kind: DatabaseKind): Record<string, Migration> => ({
  '0001-foundation': foundation(kind),
  '0002-keys-and-audit': keysAndAudit(kind),
  '0003-accounts': accounts,
  '0004-who-entered': whoEntered,
  '0005-rota-maker': rotaMaker(kind),
  '0006-publication-gate': publicationGate(kind),
  '0007-wish-answer': wishAnswer,
  '0008-feeds': feeds,
  '0009-feed-look-up': feedLookUp,
  '0010-subscription-life': subscriptionLife,
  '0011-coverage': coverage(kind),
  '0012-calendar-scope': calendarScope(kind),
})

import type { PublishedDuty } from '../roster/published-duty.ts'
import type { Instant } from '../time/clock.ts'

/**
 * What a calendar shows: the duties `now` in its scope, and as gone whatever it showed in a former one and shows no
 * more. `changes` is how often its scope has changed, the last time at `changedAt`: each change counts in the SEQUENCE of
 * every event, so that it never goes back, however often a duty leaves the scope and returns.
 */
export function afterScopes(
  now: readonly PublishedDuty[],
  former: readonly { duties: readonly PublishedDuty[]; endedAt: Instant }[],
  { changes, changedAt }: { changes: number; changedAt: Instant },
): PublishedDuty[] {
  const shown = new Map(now.map(duty => [keyOf(duty), duty]))
  // What was published after that, nobody has seen here.
  for (const { duties, endedAt } of former)
    for (const duty of duties)
      if (duty.firstPublishedAt <= endedAt && !shown.has(keyOf(duty)))
        shown.set(keyOf(duty), { ...duty, gone: true })
  return [...shown.values()]
    .map(duty => ({
      ...duty,
      sequence: duty.sequence + changes,
      changedAt: Math.max(duty.changedAt, changedAt),
    }))
    .sort((a, b) => a.start - b.start)
}

const keyOf = ({ unitId, post, part }: PublishedDuty): string => `${unitId}\n${post}\n${part}`

import type { AuditPage } from '../../server/audit/audit-view.ts'
import type { PeopleView } from '../../server/identity/people-view.ts'
import { isLocalDay } from '../../server/time/local-day.ts'

export type Entry = AuditPage['entries'][number]

/** What of the trail is on the screen; all of it is in the address. Empty text where nothing narrows. */
export type AuditChoice = { from: string; to: string; action: string; actor: string; before: string }

/** Reads the query; what it does not understand does not narrow. */
export function choiceOf(query: string): AuditChoice {
  const asked = new URLSearchParams(query)
  const day = (name: string) => (isLocalDay(asked.get(name) ?? '') ? (asked.get(name) ?? '') : '')
  const before = asked.get('before') ?? ''
  return {
    from: day('from'),
    to: day('to'),
    action: asked.get('action') ?? '',
    actor: asked.get('actor') ?? '',
    before: /^[1-9]\d{0,14}$/.test(before) ? before : '',
  }
}

/** What narrows, as it is asked of the server. */
export const narrowing = (choice: AuditChoice): Record<string, string> =>
  Object.fromEntries(Object.entries(choice).filter(([, text]) => text !== ''))

/** The same as the query of an address, with `?` unless it is empty. */
export function queryOf(choice: AuditChoice): string {
  const query = new URLSearchParams(narrowing(choice))
  return query.size > 0 ? `?${query}` : ''
}

/** Whom the ids in entries belong to: accounts, memberships and physicians. */
export function namesOf({ people, facilities }: PeopleView): Map<string, string> {
  return new Map([
    ...facilities.physicians.map(({ id, name }) => [id, name] as const),
    ...people.flatMap(({ membershipId, account }) => [
      [membershipId, account.name] as const,
      [account.id, account.name] as const,
    ]),
  ])
}

/** The name of the person an entry is about, where there is one. */
export function subjectOf({ resource, detail }: Entry, names: ReadonlyMap<string, string>): string | null {
  const ids = [resource.slice(resource.indexOf(':') + 1), detail.account, detail.physician]
  return ids.map(id => names.get(String(id))).find(name => name !== undefined) ?? null
}

import { type FiscalYear, isFiscalYear } from '../../server/calendar/fiscal-year.ts'

export type Route =
  | { page: 'districts' }
  | { page: 'roster'; schemeId: string; fiscalYear: FiscalYear }
  | { page: 'signIn' }
  | { page: 'invitation' }
  | { page: 'reset' }
  | { page: 'account' }
  | { page: 'office'; office: OfficePage; associationId: string }
  | { page: 'notFound' }

/** The pages of an association's secretariat. */
export type OfficePage = 'people' | 'settings' | 'audit'

/** What of a rota is on the screen; all of it is in the address, so that a link shows the same. */
export type RosterChoice = {
  /** null: the newest published version, or the draft while there is none. */
  version: number | 'draft' | null
  layout: 'months' | 'year'
  physician: string | null
}

const ROSTER = /^\/schemes\/([a-z0-9-]{1,80})\/(\d{4})$/
const OFFICE = /^\/associations\/([a-z0-9-]{1,80})\/(people|settings|audit)$/
const PLAIN: Readonly<Record<string, Route>> = {
  '/': { page: 'districts' },
  '/sign-in': { page: 'signIn' },
  '/invitation': { page: 'invitation' },
  '/reset': { page: 'reset' },
  '/account': { page: 'account' },
}

export function routeOf(pathname: string): Route {
  const plain = Object.hasOwn(PLAIN, pathname) ? PLAIN[pathname] : undefined
  if (plain) return plain
  const [, associationId, office] = OFFICE.exec(pathname) ?? []
  if (associationId && office) return { page: 'office', office: office as OfficePage, associationId }
  const [, schemeId, year] = ROSTER.exec(pathname) ?? []
  if (schemeId && isFiscalYear(Number(year))) return { page: 'roster', schemeId, fiscalYear: Number(year) }
  return { page: 'notFound' }
}

/** Whether a page can only be of somebody who is signed in. */
export const isOwn = ({ page }: Route): boolean => page === 'account' || page === 'office'

/** The address of a page of the secretariat. */
export const officeHref = (associationId: string, page: OfficePage, query = ''): string =>
  `/associations/${associationId}/${page}${query}`

/** Reads the query; what it does not understand is the usual choice. */
export function choiceOf(query: string): RosterChoice {
  const asked = new URLSearchParams(query)
  const version = asked.get('version') ?? ''
  return {
    version: version === 'draft' ? 'draft' : /^[1-9]\d{0,5}$/.test(version) ? Number(version) : null,
    layout: asked.get('layout') === 'year' ? 'year' : 'months',
    physician: asked.get('physician') || null,
  }
}

/** The address of a rota; the usual choices leave no trace in it. */
export function rosterHref(
  schemeId: string,
  fiscalYear: FiscalYear,
  choice: Partial<RosterChoice> = {},
): string {
  const query = new URLSearchParams()
  if (choice.version) query.set('version', String(choice.version))
  if (choice.layout === 'year') query.set('layout', 'year')
  if (choice.physician) query.set('physician', choice.physician)
  const path = `/schemes/${schemeId}/${fiscalYear}`
  return query.size > 0 ? `${path}?${query}` : path
}

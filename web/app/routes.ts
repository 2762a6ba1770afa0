import { type FiscalYear, isFiscalYear } from '../../server/calendar/fiscal-year.ts'

export type Route =
  | { page: 'districts' }
  | { page: 'roster'; schemeId: string; fiscalYear: FiscalYear }
  | { page: 'year'; part: YearPart; schemeId: string; fiscalYear: FiscalYear }
  | { page: 'scheme'; part: SchemePart; schemeId: string }
  | { page: 'signIn' }
  | { page: 'invitation' }
  | { page: 'reset' }
  | { page: 'account' }
  | { page: 'office'; office: OfficePage; associationId: string }
  | { page: 'station'; associationId: string; stationId: string }
  | { page: 'board'; associationId: string | null }
  | { page: 'notFound' }

/** The pages of an association, most of them of its secretariat alone. */
export type OfficePage =
  | 'people'
  | 'settings'
  | 'audit'
  | 'stations'
  | 'contacts'
  | 'calendars'
  | 'subscriptions'
  | 'board-links'
  | 'patients'
  | 'referrals'
  | 'coverage'
  | 'calls'
  | 'absences'
  | 'areas'

const YEAR_PARTS = [
  'edit',
  'wishes',
  'wish-sheet',
  'ledger',
  'fairness',
  'repair',
  'exchanges',
  'publish',
  'versions',
  'record',
  'sheets',
] as const
/** The pages beside a year's rota. */
export type YearPart = (typeof YEAR_PARTS)[number]

const SCHEME_PARTS = [
  'members',
  'rota-settings',
  'gate-settings',
  'exchange-settings',
  'coverage-settings',
] as const
/** The pages of a scheme that belong to no year. */
export type SchemePart = (typeof SCHEME_PARTS)[number]

/** What of a rota is on the screen; all of it is in the address, so that a link shows the same. */
export type RosterChoice = {
  /** null: the newest published version, or the draft while there is none. */
  version: number | 'draft' | null
  layout: 'months' | 'year'
  physician: string | null
}

const SCHEME = /^\/schemes\/([a-z0-9-]{1,80})\/([a-z-]+)$/
const ROSTER = /^\/schemes\/([a-z0-9-]{1,80})\/(\d{4})(?:\/([a-z-]+))?$/
const OFFICE =
  /^\/associations\/([a-z0-9-]{1,80})\/(people|settings|audit|stations|contacts|calendars|subscriptions|patients|referrals|absences|areas|board-links|coverage|calls)$/
const BOARD = /^\/associations\/([a-z0-9-]{1,80})\/board$/
const STATION = /^\/associations\/([a-z0-9-]{1,80})\/stations\/([a-z0-9-]{1,80})$/
const PLAIN: Readonly<Record<string, Route>> = {
  '/': { page: 'districts' },
  '/sign-in': { page: 'signIn' },
  '/invitation': { page: 'invitation' },
  '/reset': { page: 'reset' },
  '/account': { page: 'account' },
  '/board': { page: 'board', associationId: null },
}

export function routeOf(pathname: string): Route {
  const plain = Object.hasOwn(PLAIN, pathname) ? PLAIN[pathname] : undefined
  if (plain) return plain
  const [, associationId, office] = OFFICE.exec(pathname) ?? []
  if (associationId && office) return { page: 'office', office: office as OfficePage, associationId }
  return (
    boardRouteOf(pathname) ??
    stationRouteOf(pathname) ??
    schemeRouteOf(pathname) ??
    yearRouteOf(pathname) ?? { page: 'notFound' }
  )
}

function boardRouteOf(pathname: string): Route | null {
  const [, associationId] = BOARD.exec(pathname) ?? []
  return associationId ? { page: 'board', associationId } : null
}

function stationRouteOf(pathname: string): Route | null {
  const [, associationId, stationId] = STATION.exec(pathname) ?? []
  return associationId && stationId ? { page: 'station', associationId, stationId } : null
}

function schemeRouteOf(pathname: string): Route | null {
  const [, schemeId, named] = SCHEME.exec(pathname) ?? []
  const part = SCHEME_PARTS.find(one => one === named)
  return schemeId && part ? { page: 'scheme', part, schemeId } : null
}

function yearRouteOf(pathname: string): Route | null {
  const [, schemeId, year, named] = ROSTER.exec(pathname) ?? []
  if (!schemeId || !isFiscalYear(Number(year))) return null
  const of = { schemeId, fiscalYear: Number(year) }
  if (named === undefined) return { page: 'roster', ...of }
  const part = YEAR_PARTS.find(one => one === named)
  return part ? { page: 'year', part, ...of } : null
}

/** Whether a page can only be of somebody who is signed in. */
export const isOwn = (route: Route): boolean =>
  route.page === 'account' ||
  route.page === 'office' ||
  route.page === 'station' ||
  route.page === 'scheme' ||
  (route.page === 'year' && route.part !== 'fairness')

/** The address of a page of the secretariat. */
export const officeHref = (associationId: string, page: OfficePage, query = ''): string =>
  `/associations/${associationId}/${page}${query}`

/** The address of the board of an association. */
export const boardHref = (associationId: string): string => `/associations/${associationId}/board`

/** The address of a station's page. */
export const stationHref = (associationId: string, stationId: string): string =>
  `/associations/${associationId}/stations/${stationId}`

/** The address of a page beside a year's rota. */
export const yearHref = (schemeId: string, fiscalYear: FiscalYear, part: YearPart, query = ''): string =>
  `/schemes/${schemeId}/${fiscalYear}/${part}${query}`

/** The address of a page of a scheme. */
export const schemeHref = (schemeId: string, part: SchemePart): string => `/schemes/${schemeId}/${part}`

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

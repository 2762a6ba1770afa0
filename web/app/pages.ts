import type { Component } from 'svelte'
import type { Instant } from '../../server/time/clock.ts'
import { type OfficePage, type Route, routeOf, type SchemePart, type YearPart } from './routes.ts'

/** What every page is given beside what its address says. */
type Always = { query: string; fragment: string; now: Instant }
/** Fetches a page; one that wants more than its address says does not compile. */
type Fetch<Page extends Route['page']> = () => Promise<{
  default: Component<Extract<Route, { page: Page }> & Always> | WantsNothing
}>
type WantsNothing = Component<Record<string, never>>
type PageComponent = Component<Route & Always>

const ofYear: Record<YearPart, Fetch<'year'>> = {
  edit: () => import('../editing/EditPage.svelte'),
  wishes: () => import('../wishes/WishesPage.svelte'),
  'wish-sheet': () => import('../wishes/WishSheetPage.svelte'),
  ledger: () => import('../ledger/LedgerPage.svelte'),
  fairness: () => import('../fairness/FairnessPage.svelte'),
  repair: () => import('../repair/RepairPage.svelte'),
  exchanges: () => import('../exchanges/ExchangesPage.svelte'),
  publish: () => import('../publishing/PublishPage.svelte'),
  versions: () => import('../versions/VersionsPage.svelte'),
  record: () => import('../versions/RecordPage.svelte'),
  sheets: () => import('../sheets/SheetsPage.svelte'),
}

const ofScheme: Record<SchemePart, Fetch<'scheme'>> = {
  members: () => import('../schemes/MembersPage.svelte'),
  'rota-settings': () => import('../schemes/RotaSettingsPage.svelte'),
  'gate-settings': () => import('../publishing/GateSettingsPage.svelte'),
  'exchange-settings': () => import('../exchanges/ExchangeSettingsPage.svelte'),
  'coverage-settings': () => import('../schemes/CoverageSettingsPage.svelte'),
}

const ofOffice: Record<OfficePage, Fetch<'office'>> = {
  people: () => import('../people/PeoplePage.svelte'),
  settings: () => import('../settings/SettingsPage.svelte'),
  audit: () => import('../audit/AuditPage.svelte'),
  stations: () => import('../stations/StationsPage.svelte'),
  contacts: () => import('../contacts/ContactsPage.svelte'),
  calendars: () => import('../feeds/CalendarsPage.svelte'),
  subscriptions: () => import('../feeds/SubscriptionsPage.svelte'),
  absences: () => import('../absences/AbsencesPage.svelte'),
  areas: () => import('../areas/AreasPage.svelte'),
  'board-links': () => import('../board/BoardLinksPage.svelte'),
  patients: () => import('../patients/PatientsPage.svelte'),
  calls: () => import('../calls/CallsPage.svelte'),
  coverage: () => import('../coverage/CoveragePage.svelte'),
  referrals: () => import('../referrals/ReferralsPage.svelte'),
}

const others: { [Page in Exclude<Route['page'], 'year' | 'scheme' | 'office'>]: Fetch<Page> } = {
  districts: () => import('../districts/DistrictsPage.svelte'),
  roster: () => import('../rosters/RosterPage.svelte'),
  station: () => import('../stations/StationPage.svelte'),
  board: () => import('../board/BoardPage.svelte'),
  signIn: () => import('../sign-in/SignInPage.svelte'),
  invitation: () => import('../sign-in/InvitationPage.svelte'),
  reset: () => import('../sign-in/ResetPage.svelte'),
  account: () => import('../account/AccountPage.svelte'),
  notFound: () => import('./NotFoundPage.svelte'),
}

function fetchOf(route: Route) {
  switch (route.page) {
    case 'year':
      return ofYear[route.part]
    case 'scheme':
      return ofScheme[route.part]
    case 'office':
      return ofOffice[route.office]
    default:
      return others[route.page]
  }
}

const fetched = new Map<ReturnType<typeof fetchOf>, PageComponent>()

/** The page of a route; null: not fetched yet. */
export const pageOf = (route: Route): PageComponent | null => fetched.get(fetchOf(route)) ?? null

/** Fetches the page of an address, or rejects when it cannot be had; null: it is there. */
export function fetchOfPage(pathname: string): (() => Promise<void>) | null {
  const fetch = fetchOf(routeOf(pathname))
  if (fetched.has(fetch)) return null
  return async () => {
    // The tables have matched each page with its own route.
    fetched.set(fetch, (await fetch()).default as PageComponent)
  }
}

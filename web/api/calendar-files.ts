import type { RosterPath } from './client.ts'
import type { CalendarPath } from './subscriptions.ts'

/** Where one post of a unit that is in force comes from as a calendar file. */
export const dutyFileHref = ({ schemeId, fiscalYear }: RosterPath, unit: string, post: string): string =>
  `/api/schemes/${encodeURIComponent(schemeId)}/rosters/${fiscalYear}/duty-file?${new URLSearchParams({ unit, post })}`

/** Where everything a calendar shows now comes from as a file. */
export const calendarFileHref = ({ associationId, audience, audienceId }: CalendarPath): string =>
  `/api/associations/${[associationId, 'calendars', audience, audienceId].map(encodeURIComponent).join('/')}/file`

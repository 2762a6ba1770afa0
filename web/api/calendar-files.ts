import type { RosterPath } from './client.ts'

/** Where one post of a unit that is in force comes from as a calendar file. */
export const dutyFileHref = ({ schemeId, fiscalYear }: RosterPath, unit: string, post: string): string =>
  `/api/schemes/${encodeURIComponent(schemeId)}/rosters/${fiscalYear}/duty-file?${new URLSearchParams({ unit, post })}`

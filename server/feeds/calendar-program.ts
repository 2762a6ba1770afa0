/** The calendar programs that people know by name. */
export const calendarPrograms = ['google', 'iphone', 'mac', 'outlook', 'other'] as const

export type CalendarProgram = (typeof calendarPrograms)[number]

/** The first that fits: Outlook on an iPhone names both, and it is Outlook that reads. */
const PROGRAMS: readonly (readonly [RegExp, CalendarProgram])[] = [
  [/Google-Calendar-Importer/i, 'google'],
  [/Outlook|Microsoft[ .-]?(Office|Exchange)|ExchangeServices/i, 'outlook'],
  [/^(iOS|iPadOS|iPhone OS|visionOS)\/|\b(iPhone|iPad)\b/i, 'iphone'],
  [/^mac ?\+?OS\b|\b(CalendarAgent|CalendarStore)\b|^iCal\//i, 'mac'],
  [/\bdataaccessd\b/i, 'iphone'],
]

/**
 * Which program reads a calendar, by the User-Agent it sends. A closed list, so that nothing a stranger sends is ever
 * shown; a browser, in which somebody opened the address, is among the others.
 */
export function calendarProgramOf(userAgent: string): CalendarProgram {
  if (/^Mozilla\//.test(userAgent) && !/Google-Calendar|Outlook|Exchange/i.test(userAgent)) return 'other'
  return PROGRAMS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? 'other'
}

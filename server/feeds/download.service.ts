import type { FiscalYear } from '../calendar/fiscal-year.ts'
import type { Context } from '../context.ts'
import { findAssociation } from '../directory/directory.service.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import { findPublishedDuty } from '../roster/published-duty.service.ts'
import { rosterId } from '../roster/roster-id.ts'
import { dayInWords } from '../time/hours-in-words.ts'
import { localDayOf } from '../time/tokyo.ts'
import type { CalendarFeed } from './calendar-feed.ts'
import { oneLine } from './calendar-text.ts'
import { dutyFeed } from './duty-feed.ts'
import { feedOf, surroundings } from './feed.service.ts'
import { renderCalendar } from './render-calendar.ts'

/** A calendar file to be imported once, with the name it is kept under. */
export type Download = { body: string; fileName: string }

type Asked = Pick<Context, 'db' | 'config' | 'clock'>

/** Everything a calendar of the association shows now, as a file. `source`: where it comes from. */
export async function downloadCalendar(
  { db, config, clock }: Asked,
  { associationId, audience, audienceId }: Record<'associationId' | 'audience' | 'audienceId', string>,
  source: string,
): Promise<Outcome<Download, 'notFound'>> {
  const now = clock()
  const association = await findAssociation(db, associationId)
  const asked = { audience, audience_id: audienceId, alarm_minutes: null }
  const feed = association && (await feedOf({ db, config }, asked, source, now))
  if (!feed) return refuse('notFound')
  return accept(fileOf(feed, association.name, config.baseUrl, `${feed.name}_${localDayOf(now)}`))
}

/** One post of a unit as it stands, in as many events as physicians stand it, as a file. */
export async function downloadDuty(
  { db, config, clock }: Asked,
  { schemeId, fiscalYear }: { schemeId: string; fiscalYear: FiscalYear },
  { unit, post }: { unit: string; post: string },
  source: string,
): Promise<Outcome<Download, 'notFound'>> {
  const place = { rosterId: rosterId(schemeId, fiscalYear), unitId: unit, post }
  const duties = await findPublishedDuty(db, place)
  const [duty] = duties
  if (!duty) return refuse('notFound')
  const around = await surroundings(db, config.baseUrl, duties, localDayOf(clock()))
  const feed = dutyFeed('scheme', duty.scheme.name, duties, source, around)
  const named = `輪番 ${duty.scheme.shortName} ${dayInWords(localDayOf(duty.start))}`
  return accept(fileOf(feed, duty.association.name, config.baseUrl, named))
}

/**
 * RFC 5546 §3.2.1: a file that is imported is a message, `PUBLISH`, and says who sends it. There is no mail address of
 * a secretariat that every reader of a calendar may see, so it is one of this server that takes no mail.
 */
function fileOf(feed: CalendarFeed, association: string, baseUrl: string, named: string): Download {
  const organizer = { name: `${association} 事務局`, email: `no-reply@${new URL(baseUrl).hostname}` }
  return {
    body: renderCalendar({ ...feed, method: 'PUBLISH', organizer }),
    fileName: `${inFileName(named)}.ics`,
  }
}

const inFileName = (text: string): string => oneLine(text).replace(/[\s\\/:*?"<>|]+/g, '_')

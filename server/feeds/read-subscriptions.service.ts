import type { Db, Trx } from '../../db/open.ts'
import type { Context } from '../context.ts'
import { findAssociation } from '../directory/directory.service.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import { can } from '../identity/can.ts'
import { namesOf } from '../identity/people.service.ts'
import { calendarResource, resourceOf } from '../identity/resource.service.ts'
import type { SignedIn } from '../identity/session.service.ts'
import type { Instant } from '../time/clock.ts'
import { localDayOf } from '../time/tokyo.ts'
import type { Audience } from './audience.ts'
import { calendarsOf, findCalendar } from './calendar.service.ts'
import { type Calendar, type CalendarPath, isShared } from './calendar.ts'
import { calendarProgramOf } from './calendar-program.ts'
import * as feeds from './feed.repository.ts'
import { mayHandle, ownMembership, type Subscriber } from './holder.service.ts'
import { subscriptionState } from './subscription-state.ts'
import type {
  AllSubscriptions,
  CalendarsView,
  SubscriptionsView,
  SubscriptionView,
} from './subscription-view.ts'

type Reader = Pick<Context, 'clock' | 'keyring'> & { db: Db | Trx }

/** The calendars of the association that `principal` may subscribe to. */
export async function readCalendars(
  { db, config }: Context,
  principal: SignedIn,
  associationId: string,
): Promise<Outcome<CalendarsView, 'notFound'>> {
  const association = await findAssociation(db, associationId)
  if (!association) return refuse('notFound')
  const resource = resourceOf(config, association)
  const who = { ...principal, address: null }
  const allowed = (await calendarsOf(db, associationId)).filter(calendar =>
    can(principal, 'calendar.subscribe', calendarResource(resource, calendar)),
  )
  return accept({
    association: association.name,
    calendars: allowed.map(calendar => ({
      ...shown(calendar),
      own: ownMembership(who, associationId, calendar) !== null,
    })),
  })
}

/** The subscriptions of a calendar that have not been revoked, as far as they are theirs to see. */
export async function readSubscriptions(
  context: Reader,
  who: Subscriber,
  { associationId, audience, audienceId }: CalendarPath,
): Promise<Outcome<SubscriptionsView, 'notFound'>> {
  const calendar = await findCalendar(context.db, associationId, audience, audienceId)
  if (!calendar) return refuse('notFound')
  return accept(await subscriptionsAsShown(context, who, associationId, calendar))
}

/** The same of a calendar that is at hand. */
export async function subscriptionsAsShown(
  context: Reader,
  who: Subscriber,
  associationId: string,
  calendar: Calendar,
): Promise<SubscriptionsView> {
  const now = context.clock()
  const of = { audience: calendar.audience, audienceId: calendar.id }
  const rows = (await feeds.listSubscriptionsOf(context.db, associationId, of, localDayOf(now))).filter(row =>
    mayHandle(who, associationId, calendar, row),
  )
  const names = await namesFor(context, rows)
  const association = (await findAssociation(context.db, associationId))?.name ?? ''
  return {
    calendar: { ...shown(calendar), association },
    subscriptions: rows.map(row => viewOf(row, names, now)),
  }
}

/** Every subscription of the association: silent ones first, those that have ended last. */
export async function readAllSubscriptions(
  context: Reader,
  associationId: string,
): Promise<Outcome<AllSubscriptions, 'notFound'>> {
  const association = await findAssociation(context.db, associationId)
  if (!association) return refuse('notFound')
  const now = context.clock()
  const calendars = await calendarsOf(context.db, associationId)
  const order = new Map(calendars.map((calendar, at) => [keyOf(calendar), at]))
  const phones = new Map(calendars.map(({ id, phone }) => [id, phone]))
  const rows = await feeds.listSubscriptionsIn(context.db, associationId, localDayOf(now))
  const names = await namesFor(context, rows)
  const subscriptions = rows.flatMap(row => {
    const at = order.get(keyOf({ audience: row.audience, id: row.audience_id }))
    const calendar = at === undefined ? undefined : calendars[at]
    // Of whom the association has no more: a physician whose clinic is another's now.
    if (at === undefined || !calendar) return []
    const phone = calendar.phone ?? phones.get(row.holder_facility ?? '') ?? null
    const view = {
      ...viewOf(row, names, now),
      calendar: { ...shown(calendar), association: association.name },
      phone,
    }
    return [{ at, view }]
  })
  const rank = ({ state }: SubscriptionView) => URGENCY.indexOf(state)
  return accept({
    association: association.name,
    subscriptions: subscriptions
      .sort((a, b) => rank(a.view) - rank(b.view) || a.at - b.at)
      .map(({ view }) => view),
  })
}

const URGENCY: readonly SubscriptionView['state'][] = ['silent', 'waiting', 'reading', 'ended']

const keyOf = ({ audience, id }: { audience: string; id: string }): string => `${audience} ${id}`

const shown = ({ audience, id, name }: Calendar) => ({ audience, id, name })

const namesFor = (context: Reader, rows: readonly feeds.SubscriptionRow[]) =>
  namesOf(context, [...new Set(rows.flatMap(row => [row.created_by, row.holder]).filter(id => id !== null))])

const viewOf = (
  row: feeds.SubscriptionRow,
  names: ReadonlyMap<string, string>,
  now: Instant,
): SubscriptionView => ({
  id: row.id,
  name: row.name,
  alarmMinutes: row.alarm_minutes,
  createdAt: new Date(row.created_at).toISOString(),
  enteredBy:
    row.created_by === null ? null : { name: names.get(row.created_by) ?? '', onBehalf: row.on_behalf === 1 },
  holder: row.holder !== null && isShared(row.audience as Audience) ? (names.get(row.holder) ?? '') : null,
  lastRead:
    row.last_read_at === null
      ? null
      : {
          at: new Date(row.last_read_at).toISOString(),
          program: calendarProgramOf(row.last_read_by ?? ''),
        },
  state: subscriptionState(
    { answers: row.in_force === 1, createdAt: row.created_at, lastReadAt: row.last_read_at },
    now,
  ),
  revision: row.revision,
})

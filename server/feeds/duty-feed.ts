import { ja } from '../../web/wording/ja.ts'
import type { CallableStation } from '../directory/stations/night-station.ts'
import type { DutyPlan, PublishedDuty } from '../roster/published-duty.ts'
import type { Instant } from '../time/clock.ts'
import { hoursInWords } from '../time/hours-in-words.ts'
import { type Interval, overlaps } from '../time/interval.ts'
import { addDays } from '../time/local-day.ts'
import { instantOf, localDayOf } from '../time/tokyo.ts'
import type { Audience } from './audience.ts'
import type { CalendarFeed, FeedEvent } from './calendar-feed.ts'
import { oneLine } from './calendar-text.ts'

/**
 * 30 days back to 12 months ahead in whole Tokyo days, so that the bytes change once a day at most. Its start is also
 * since when what was cancelled or passed on is still told.
 */
export function feedWindow(now: Instant): Interval {
  const today = localDayOf(now)
  return { start: instantOf(addDays(today, -30), '00:00'), end: instantOf(addDays(today, 366), '00:00') }
}

/** What every event of a feed needs beside its duty. */
export type FeedSurroundings = {
  baseUrl: string
  /** The part of UIDs that no other installation shares. */
  identity: string
  plans: ReadonlyMap<string, DutyPlan>
  /** Everybody who stands a unit, by unit; of schemes with one post it may be missing. */
  beside: ReadonlyMap<string, readonly PublishedDuty[]>
  stationsDuring(duty: PublishedDuty): readonly CallableStation[]
}

type Look = { title: (name: string) => string; about: string; color: string }

const FOLLOWS = '変更は自動で反映されますが、急ぎの変更は電話でお知らせします。'

const LOOKS: Record<Audience, Look> = {
  physician: {
    title: name => `輪番 ${name} 先生の当番`,
    about: `ご自身の当番です。${FOLLOWS}`,
    color: 'seagreen',
  },
  clinic: {
    title: name => `輪番 ${name}の当番`,
    about: `この医療機関の先生方の当番です。${FOLLOWS}`,
    color: 'seagreen',
  },
  scheme: { title: name => `輪番 ${name}`, about: `当番表の全体です。${FOLLOWS}`, color: 'steelblue' },
  association: {
    title: name => `輪番 ${name}`,
    about: `医師会のすべての当番です。${FOLLOWS}`,
    color: 'steelblue',
  },
  supportBlock: {
    title: name => `輪番 ${name}`,
    about: `ブロックの当番と、ブロックの先生方の当番です。${FOLLOWS}`,
    color: 'darkorange',
  },
  clinicGroup: {
    title: name => `輪番 ${name}`,
    about: `グループの先生方の当番です。${FOLLOWS}`,
    color: 'darkorange',
  },
  nursingStation: {
    title: name => `輪番 ${name}の連携先`,
    about: `24時間連携先の当番医です。${FOLLOWS}`,
    color: 'mediumorchid',
  },
  hospital: {
    title: name => `輪番 ${name}の支援先`,
    about: `支援するブロックの当番医です。${FOLLOWS}`,
    color: 'firebrick',
  },
}

/** The calendar of an audience. A physician's own says what and where, every other one says who. */
export function dutyFeed(
  audience: Audience,
  name: string,
  duties: readonly PublishedDuty[],
  source: string,
  around: FeedSurroundings,
): CalendarFeed {
  const { title, about, color } = LOOKS[audience]
  return {
    name: title(oneLine(name)),
    description: about,
    color,
    source,
    events: duties.map(duty => eventOf(duty, audience === 'physician', around)),
  }
}

/** A post that a scheme named itself is shown as it is. */
const postInWords = (post: string): string => ja.roster.posts[post] ?? oneLine(post)

function eventOf(duty: PublishedDuty, isOwn: boolean, around: FeedSurroundings): FeedEvent {
  const { scheme, association, physician } = duty
  const plan = around.plans.get(scheme.id)
  const block = plan?.blockOf(duty.unitId) ?? null
  const post = postInWords(duty.post)
  const short = [scheme.shortName, ...(block === null ? [] : [block])].join('・')
  const summary = isOwn
    ? `${post}当番（${short}）${plan?.associationShortName ?? ''}`
    : `${post}：${physician.name}（${physician.place}）${short}`
  const url = `${around.baseUrl}/schemes/${encodeURIComponent(scheme.id)}/${duty.fiscalYear}`
  const lines = [
    hoursInWords(duty),
    duty.tentative ? `${duty.label}（祝日の公表前のため予定）` : duty.label,
    ...(duty.gone ? [GONE] : peopleInWords(duty, isOwn, around)),
    block === null ? scheme.name : `${scheme.name} ${block}`,
    `当番表 ${url}`,
    ...(association.invented ? ['架空の地区（見本）です。'] : []),
  ]
  return {
    uid: `${[duty.unitId, duty.post, ...(duty.part > 0 ? [duty.part] : [])].join('/')}@${around.identity}`,
    start: duty.start,
    end: duty.end,
    summary: duty.tentative ? `${summary}【予定】` : summary,
    // Each is one line, so that no name can say something in the place of another.
    description: lines.map(oneLine).join('\n'),
    // On call is nowhere in particular: with a place, programs warn that it is time to leave.
    location: '',
    url,
    sequence: duty.sequence,
    createdAt: duty.firstPublishedAt,
    changedAt: duty.changedAt,
    status: duty.gone ? 'cancelled' : 'confirmed',
    busy: (plan?.posts.indexOf(duty.post) ?? 0) <= 0,
  }
}

const GONE =
  'この当番はこのカレンダーから外れました（ほかの先生への交代、取り下げ、または連携先などの変更によります）。'

/** Who has the post, who stands behind it, and whom to call at the nurses'. */
const peopleInWords = (duty: PublishedDuty, isOwn: boolean, around: FeedSurroundings): string[] => [
  ...(isOwn ? [] : [personInWords(duty)]),
  ...othersBeside(duty, around).map(personInWords),
  ...around
    .stationsDuring(duty)
    .map(
      ({ name, nightPhone, wholly }) =>
        `訪問看護：${name} 夜間 ${nightPhone}${wholly ? '' : '（一部の時間）'}`,
    ),
]

const personInWords = ({ post, physician }: PublishedDuty): string =>
  `${postInWords(post)}：${physician.name}（${physician.clinic}）電話 ${physician.nightPhone}`

/** Whoever stands another post of the unit at the same time, in the order of the posts. */
function othersBeside(duty: PublishedDuty, { beside, plans }: FeedSurroundings): PublishedDuty[] {
  const order = plans.get(duty.scheme.id)?.posts ?? []
  return (beside.get(duty.unitId) ?? [])
    .filter(other => other.post !== duty.post && overlaps(other, duty))
    .toSorted((a, b) => order.indexOf(a.post) - order.indexOf(b.post) || a.start - b.start)
}

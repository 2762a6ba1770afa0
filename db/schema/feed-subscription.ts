import type { Generated } from 'kysely'

/** A calendar subscription. The token itself is never stored, only its SHA-256. */
export type FeedSubscriptionTable = {
  id: string
  audience: string
  audience_id: string
  token_hash: string
  created_at: number
  /** The account that made it; null: the seed of the demo. */
  created_by: string | null
  /** 1: made by the secretariat for the physician (代行入力). */
  on_behalf: Generated<number>
  revoked_at: number | null
  /** What its owner calls it, e.g. スマートフォン. */
  name: Generated<string>
  /** One reminder this many minutes before each duty; null: none. */
  alarm_minutes: number | null
  /** Where it was made; null: before subscriptions knew. */
  association_id: string | null
  /** The membership it was made for: it ends with it. Null: it lives as long as its audience. */
  membership_id: string | null
  /** 1: once revoked it says for 30 days how to subscribe again. */
  farewell: Generated<number>
  last_read_at: number | null
  /** The calendar program that read it last, by its own word. */
  last_read_by: string | null
  /** Counts changes of name and reminder (optimistic lock). */
  revision: Generated<number>
}

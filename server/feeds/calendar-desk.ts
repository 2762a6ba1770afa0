import type { FeedAnswer, FeedRequest } from './answer-feed.ts'

export type CalendarRequest = FeedRequest & {
  /** The path behind `/feeds/`, as it came: nothing of it is decoded. */
  file: string
  /** Asked for only when the token is not known here. */
  address: () => string | null
  userAgent: string | undefined
  acceptLanguage: string | undefined
}

/** Where calendar programs read; `FeedDesk` is the one there is. */
export type CalendarDesk = {
  /** At once for a document that is kept and still right. Rejects when the database does, without the token in a word. */
  answer(request: CalendarRequest): FeedAnswer | Promise<FeedAnswer>
  /** Writes down what was read since the last time. */
  writeReads(): Promise<void>
}

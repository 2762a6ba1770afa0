/** An instant as integer epoch milliseconds. */
export type Instant = number

/** Where "now" comes from. Rules receive it; only `server/main.ts` and scripts make the real one. */
export type Clock = () => Instant

export const systemClock: Clock = () => Date.now()

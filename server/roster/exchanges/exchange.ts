import type { Instant } from '../../time/clock.ts'

export const EXCHANGE_KINDS = ['swap', 'offer'] as const

/** `swap` (交代): asked of named physicians, all of whom must accept. `offer` (譲る): of whoever takes it first. */
export type ExchangeKind = (typeof EXCHANGE_KINDS)[number]

export const EXCHANGE_STATUSES = [
  'draft',
  'proposed',
  'accepted',
  'applied',
  'declined',
  'withdrawn',
  'expired',
  'superseded',
] as const

/**
 * `draft → proposed → accepted → applied`. `accepted` is lasting only where the secretariat has yet to approve; else,
 * and once it has, the exchange is applied in the same breath. `expired` is never stored: see `statusAt`.
 */
export type ExchangeStatus = (typeof EXCHANGE_STATUSES)[number]

/** One post of a whole unit that changes hands; `to` is null while nobody has taken an offer. */
export type ExchangeLeg = { unitId: string; post: string; from: string; to: string | null }

export type Exchange = {
  kind: ExchangeKind
  status: ExchangeStatus
  proposer: string
  legs: readonly ExchangeLeg[]
  answers: readonly { physician: string; answer: 'accepted' | 'declined' }[]
  /** Open until just before this instant. */
  expiresAt: Instant
  /** When the earliest of its duties begins: nothing is exchanged after. */
  begins: Instant
  /** Whether the secretariat has to agree once everybody has. */
  approvalNeeded: boolean
}

/** `by` is the physician who does it or for whom the secretariat enters it; the last two are the secretariat's own. */
export type ExchangeEvent =
  | { name: 'propose'; by: string; answerBy: Instant }
  | { name: 'accept' | 'decline' | 'withdraw'; by: string }
  | { name: 'approve' | 'refuse' }

export type EventRefusal =
  | 'notAllowed'
  | 'ownDuty'
  | 'alreadyTaken'
  | 'exchangeExpired'
  | 'exchangeSuperseded'
  | 'exchangeMovedOn'

type AfterEvent = { ok: true; exchange: Exchange } | { ok: false; reason: EventRefusal }

const OPEN: readonly ExchangeStatus[] = ['draft', 'proposed', 'accepted']

/** Each event is of these states and no other. */
const BEGINS_FROM: Record<ExchangeEvent['name'], readonly ExchangeStatus[]> = {
  propose: ['draft'],
  accept: ['proposed'],
  decline: ['proposed'],
  withdraw: OPEN,
  approve: ['accepted'],
  refuse: ['accepted'],
}

/** What an exchange is at `now`: what was open expires exactly at `expiresAt`. */
export const statusAt = ({ status, expiresAt }: Pick<Exchange, 'status' | 'expiresAt'>, now: Instant) =>
  OPEN.includes(status) && expiresAt <= now ? 'expired' : status

export const isOpenAt = (exchange: Pick<Exchange, 'status' | 'expiresAt'>, now: Instant): boolean =>
  OPEN.includes(statusAt(exchange, now))

/** Everybody asked: whoever gives or takes a duty, but for the proposer. */
export const counterpartiesOf = ({ legs, proposer }: Pick<Exchange, 'legs' | 'proposer'>): string[] =>
  [...new Set(legs.flatMap(({ from, to }) => (to === null ? [from] : [from, to])))].filter(
    physician => physician !== proposer,
  )

/** Of those asked, who has not accepted yet. */
export const awaitedBy = (exchange: Pick<Exchange, 'legs' | 'proposer' | 'answers'>): string[] =>
  counterpartiesOf(exchange).filter(
    physician => !exchange.answers.some(one => one.physician === physician && one.answer === 'accepted'),
  )

/** The duties whose holders have said that they give them: the proposer's, and those of who has accepted. */
export const givenIn = ({ legs, proposer, answers }: Pick<Exchange, 'legs' | 'proposer' | 'answers'>) =>
  legs.filter(
    ({ from }) =>
      from === proposer || answers.some(one => one.physician === from && one.answer === 'accepted'),
  )

/** Who answers for the duty: its former holder until the exchange is applied, whatever was said so far. */
export const responsibleFor = ({ from, to }: Pick<ExchangeLeg, 'from' | 'to'>, status: ExchangeStatus) =>
  status === 'applied' ? (to ?? from) : from

/** The exchange after an event, or why the event can not be. */
export function afterEvent(exchange: Exchange, event: ExchangeEvent, now: Instant): AfterEvent {
  const status = statusAt(exchange, now)
  if (!isTheirs(exchange, event)) return { ok: false, reason: 'notAllowed' }
  if (!BEGINS_FROM[event.name].includes(status))
    return { ok: false, reason: whyOver(exchange, event, status) }
  switch (event.name) {
    case 'propose':
      return to({ ...exchange, status: 'proposed', expiresAt: Math.min(event.answerBy, exchange.begins) })
    case 'accept':
      return event.by === exchange.proposer ? { ok: false, reason: 'ownDuty' } : accepted(exchange, event.by)
    case 'decline':
      return to({ ...exchange, status: 'declined', answers: answered(exchange, event.by, 'declined') })
    case 'withdraw':
      return to({ ...exchange, status: 'withdrawn' })
    case 'approve':
      return to({ ...exchange, status: 'applied' })
    case 'refuse':
      return to({ ...exchange, status: 'declined' })
  }
}

const to = (exchange: Exchange): AfterEvent => ({ ok: true, exchange })

/** Whose event it is; that anybody else may take an offer, their own scheme's rules decide. */
function isTheirs(exchange: Exchange, event: ExchangeEvent): boolean {
  switch (event.name) {
    case 'propose':
    case 'withdraw':
      return event.by === exchange.proposer
    case 'accept':
      return exchange.kind === 'offer' || counterpartiesOf(exchange).includes(event.by)
    case 'decline':
      return exchange.kind === 'swap' && counterpartiesOf(exchange).includes(event.by)
    case 'approve':
    case 'refuse':
      return true
  }
}

function whyOver({ kind }: Exchange, { name }: ExchangeEvent, status: ExchangeStatus): EventRefusal {
  if (status === 'expired') return 'exchangeExpired'
  if (status === 'superseded') return 'exchangeSuperseded'
  const isTaken = kind === 'offer' && name === 'accept' && (status === 'accepted' || status === 'applied')
  return isTaken ? 'alreadyTaken' : 'exchangeMovedOn'
}

function accepted(before: Exchange, by: string): AfterEvent {
  if (before.kind === 'swap' && !awaitedBy(before).includes(by))
    return { ok: false, reason: 'exchangeMovedOn' }
  const legs = before.legs.map(leg => (leg.to === null ? { ...leg, to: by } : leg))
  const exchange = { ...before, legs, answers: answered(before, by, 'accepted') }
  if (awaitedBy(exchange).length > 0) return to(exchange)
  if (!exchange.approvalNeeded) return to({ ...exchange, status: 'applied' })
  // The time to answer is over; the secretariat has until the first of the duties begins.
  return to({ ...exchange, status: 'accepted', expiresAt: exchange.begins })
}

const answered = (
  { answers }: Exchange,
  physician: string,
  answer: 'accepted' | 'declined',
): Exchange['answers'] => [...answers.filter(one => one.physician !== physician), { physician, answer }]

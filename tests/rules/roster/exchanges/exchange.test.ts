import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  afterEvent,
  awaitedBy,
  counterpartiesOf,
  EXCHANGE_STATUSES,
  type Exchange,
  type ExchangeEvent,
  isOpenAt,
  responsibleFor,
  statusAt,
} from '../../../../server/roster/exchanges/exchange.ts'
import { instantOf } from '../../../../server/time/tokyo.ts'
import { aLeg, anExchange } from '../../../builders/exchange.ts'

const NOW = instantOf('2026-05-02', '09:00')
const RING = [
  aLeg({ unitId: 'a', from: 'p1', to: 'p2' }),
  aLeg({ unitId: 'b', from: 'p2', to: 'p3' }),
  aLeg({ unitId: 'c', from: 'p3', to: 'p1' }),
]
const anOffer = (given: Partial<Exchange> = {}) =>
  anExchange({ kind: 'offer', legs: [aLeg({ to: null })], ...given })

const reasonOf = (exchange: Exchange, event: ExchangeEvent, now = NOW) => {
  const after = afterEvent(exchange, event, now)
  return after.ok ? after.exchange.status : after.reason
}
const accepts = (by: string): ExchangeEvent => ({ name: 'accept', by })

describe('the time to answer', () => {
  it.each([
    ['a millisecond before', -1, 'proposed', 'applied'],
    ['eq end: at the very instant', 0, 'expired', 'exchangeExpired'],
    ['after', 1, 'expired', 'exchangeExpired'],
  ])('%s', (_title, late, status, outcome) => {
    const exchange = anExchange()
    const now = exchange.expiresAt + late
    expect(statusAt(exchange, now)).toBe(status)
    expect(reasonOf(exchange, accepts('p2'), now)).toBe(outcome)
  })

  it('never outlasts the start of the earliest duty, whatever day is named', () => {
    const draft = anExchange({ status: 'draft' })
    const asked = { name: 'propose', by: 'p1', answerBy: draft.begins + 1 } as const
    expect(afterEvent(draft, asked, NOW)).toMatchObject({
      exchange: { status: 'proposed', expiresAt: draft.begins },
    })
    expect(afterEvent(draft, { ...asked, answerBy: NOW + 1 }, NOW)).toMatchObject({
      exchange: { expiresAt: NOW + 1 },
    })
  })

  it('is the secretariat’s until the first duty begins, once everybody has accepted', () => {
    const waiting = afterEvent(anExchange({ approvalNeeded: true }), accepts('p2'), NOW)
    if (!waiting.ok) throw new Error(waiting.reason)
    const { exchange } = waiting
    expect(exchange).toMatchObject({ status: 'accepted', expiresAt: exchange.begins })
    expect(reasonOf(exchange, { name: 'approve' }, exchange.begins - 1)).toBe('applied')
    expect(reasonOf(exchange, { name: 'approve' }, exchange.begins)).toBe('exchangeExpired')
  })

  it.each(EXCHANGE_STATUSES)('does not bring back what is %s', status => {
    const isOpen = ['draft', 'proposed', 'accepted'].includes(status)
    const exchange = anExchange({ status })
    expect(statusAt(exchange, exchange.expiresAt)).toBe(isOpen ? 'expired' : status)
    expect(isOpenAt(exchange, exchange.expiresAt - 1)).toBe(isOpen)
  })
})

describe('a swap', () => {
  it('of three is applied by the last of those asked, and by nobody sooner', () => {
    const ring = anExchange({ legs: RING })
    expect(counterpartiesOf(ring)).toEqual(['p2', 'p3'])
    const first = afterEvent(ring, accepts('p3'), NOW)
    if (!first.ok) throw new Error(first.reason)
    expect(first.exchange.status).toBe('proposed')
    expect(awaitedBy(first.exchange)).toEqual(['p2'])
    expect(reasonOf(first.exchange, accepts('p3'))).toBe('exchangeMovedOn')
    expect(reasonOf(first.exchange, accepts('p2'))).toBe('applied')
  })

  it('ends with one who declines, even after having accepted', () => {
    const ring = anExchange({ legs: RING, answers: [{ physician: 'p3', answer: 'accepted' }] })
    const after = afterEvent(ring, { name: 'decline', by: 'p3' }, NOW)
    expect(after).toMatchObject({
      exchange: { status: 'declined', answers: [{ physician: 'p3', answer: 'declined' }] },
    })
  })

  it.each<[string, ExchangeEvent]>([
    ['the proposer accepts', accepts('p1')],
    ['a stranger accepts', accepts('p9')],
    ['the proposer declines', { name: 'decline', by: 'p1' }],
    ['somebody asked withdraws it', { name: 'withdraw', by: 'p2' }],
  ])('is not moved when %s', (_title, event) => {
    expect(reasonOf(anExchange(), event)).toBe('notAllowed')
  })
})

describe('an offer', () => {
  it('goes to the first who takes it, and to nobody after', () => {
    const taken = afterEvent(anOffer(), accepts('p7'), NOW)
    if (!taken.ok) throw new Error(taken.reason)
    expect(taken.exchange).toMatchObject({ status: 'applied', legs: [{ from: 'p1', to: 'p7' }] })
    expect(reasonOf(taken.exchange, accepts('p8'))).toBe('alreadyTaken')
    expect(reasonOf(anOffer({ status: 'accepted' }), accepts('p8'))).toBe('alreadyTaken')
  })

  it.each<[string, Partial<Exchange>, ExchangeEvent, string]>([
    ['its proposer can not take', {}, accepts('p1'), 'ownDuty'],
    ['nobody can decline', {}, { name: 'decline', by: 'p2' }, 'notAllowed'],
    ['that was withdrawn nobody can take', { status: 'withdrawn' }, accepts('p2'), 'exchangeMovedOn'],
    ['that was superseded nobody can take', { status: 'superseded' }, accepts('p2'), 'exchangeSuperseded'],
    ['nobody can approve before it is taken', {}, { name: 'approve' }, 'exchangeMovedOn'],
  ])('%s', (_title, given, event, reason) => {
    expect(reasonOf(anOffer(given), event)).toBe(reason)
  })
})

describe('who is responsible', () => {
  it.each(EXCHANGE_STATUSES)('%s', status => {
    expect(responsibleFor(aLeg(), status)).toBe(status === 'applied' ? 'p2' : 'p1')
  })

  it('is the giver of an offer until somebody has it', () => {
    expect(responsibleFor(aLeg({ to: null }), 'proposed')).toBe('p1')
  })
})

/**
 * An independent reading of the rules: who has said what, and when the time is over, without any notion of states
 * that lead to each other.
 */
type Reading = {
  sent: boolean
  yes: Set<string>
  end: 'applied' | 'declined' | 'withdrawn' | null
  over: number
}

describe('any history of events', () => {
  const PEOPLE = ['p1', 'p2', 'p3', 'p4']
  const begins = NOW + 1_000
  const aStep = fc.record({
    wait: fc.integer({ min: 0, max: 90 }),
    // What ends an exchange is rare, so that histories go on.
    name: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom<ExchangeEvent['name'][]>('propose', 'approve') },
      { weight: 8, arbitrary: fc.constant<ExchangeEvent['name']>('accept') },
      { weight: 1, arbitrary: fc.constantFrom<ExchangeEvent['name'][]>('decline', 'withdraw', 'refuse') },
    ),
    by: fc.constantFrom(...PEOPLE),
    answerBy: fc.integer({ min: NOW + 1, max: NOW + 1_500 }),
  })
  const anOrigin = fc.record({
    kind: fc.constantFrom<Exchange['kind'][]>('swap', 'offer'),
    approvalNeeded: fc.boolean(),
  })

  /** Whether the event may be, by the reading; it is then part of it. */
  function reads(
    reading: Reading,
    step: { name: string; by: string; answerBy: number },
    { kind, approvalNeeded }: { kind: string; approvalNeeded: boolean },
    now: number,
  ): boolean {
    if (reading.end !== null || now >= reading.over) return false
    const asked = kind === 'swap' ? ['p2', 'p3'] : []
    const agreed = kind === 'swap' ? asked.every(one => reading.yes.has(one)) : reading.yes.size > 0
    const isOfAsked = kind === 'swap' ? asked.includes(step.by) : step.by !== 'p1'
    if (step.name === 'propose') {
      if (reading.sent || step.by !== 'p1') return false
      reading.sent = true
      reading.over = step.answerBy < begins ? step.answerBy : begins
    } else if (step.name === 'withdraw') {
      if (step.by !== 'p1') return false
      reading.end = 'withdrawn'
    } else if (step.name === 'accept') {
      if (!reading.sent || agreed || !isOfAsked || reading.yes.has(step.by)) return false
      reading.yes.add(step.by)
      const isLast = kind === 'offer' || asked.every(one => reading.yes.has(one))
      if (isLast && approvalNeeded) reading.over = begins
      if (isLast && !approvalNeeded) reading.end = 'applied'
    } else if (step.name === 'decline') {
      if (!reading.sent || agreed || kind === 'offer' || !isOfAsked) return false
      reading.end = 'declined'
    } else {
      if (!agreed) return false
      reading.end = step.name === 'approve' ? 'applied' : 'declined'
    }
    return true
  }

  it('leads where an independent reading of the rules says, and the former holder is responsible until then', () => {
    let appliedOnce = 0
    fc.assert(
      fc.property(anOrigin, fc.array(aStep, { minLength: 4, maxLength: 24 }), (origin, steps) => {
        const legs = origin.kind === 'swap' ? RING : [aLeg({ to: null })]
        let exchange = anExchange({ ...origin, legs, status: 'draft', begins, expiresAt: begins })
        const reading: Reading = { sent: false, yes: new Set(), end: null, over: begins }
        let now = NOW
        for (const { wait, ...step } of steps) {
          now += wait
          const before = structuredClone(exchange)
          const after = afterEvent(exchange, step, now)
          expect(exchange).toEqual(before)
          expect(after.ok).toBe(reads(reading, step, origin, now))
          if (after.ok) exchange = after.exchange
          const status = statusAt(exchange, now)
          expect(exchange.expiresAt).toBeLessThanOrEqual(begins)
          expect(status === 'expired').toBe(reading.end === null && reading.over <= now)
          expect(status === 'applied').toBe(reading.end === 'applied')
          for (const leg of exchange.legs)
            expect(responsibleFor(leg, status)).toBe(reading.end === 'applied' ? leg.to : leg.from)
        }
        if (exchange.status === 'applied') appliedOnce += 1
      }),
      { numRuns: 1_000 },
    )
    expect(appliedOnce).toBeGreaterThan(50)
  })
})

import type { ExchangesView } from '../../server/roster/exchanges/exchange-view.ts'
import type { Failure } from '../api/answer.ts'
import { intervalOf } from '../rosters/derived.ts'
import type { Wording } from '../wording/wording.ts'
import type { Duty, Exchange } from './derived.ts'

type Words = Pick<Wording, 'exchanges' | 'roster' | 'dates'>
type Leg = Exchange['legs'][number]

/** What the ids in exchanges stand for, in the words of the page. */
export class Spoken {
  readonly #words: Words
  readonly #names: ReadonlyMap<string, string>
  readonly #posts: readonly string[]

  constructor(words: Words, { members, scheme }: Pick<ExchangesView, 'members' | 'scheme'>) {
    this.#words = words
    this.#names = new Map(members.map(({ id, name }) => [id, name]))
    this.#posts = scheme.posts
  }

  /** `泉 健 医師`. */
  person(id: string): string {
    const name = this.#names.get(id)
    return name === undefined ? this.#words.roster.unknownPhysician : this.#words.exchanges.physician(name)
  }

  /** `6月7日（日）`, with the post where there are several. */
  duty({ day, post }: Pick<Duty, 'day' | 'post'>): string {
    const inWords = this.#words.dates.day(day)
    return this.#posts.length === 1
      ? inWords
      : this.#words.exchanges.dutyOf(inWords, this.#words.roster.posts[post] ?? post)
  }

  /** The hours of one who shares a duty, which say their day, with the post where there are several. */
  part(part: Pick<Duty, 'start' | 'end'>, { post }: Pick<Duty, 'post'>): string {
    const hours = this.hours(part).join('')
    return this.#posts.length === 1
      ? hours
      : this.#words.exchanges.dutyOf(hours, this.#words.roster.posts[post] ?? post)
  }

  hours(duty: Pick<Duty, 'start' | 'end'>): readonly string[] {
    return this.#words.dates.span(intervalOf(duty))
  }

  /** Who gives the duty to whom, in phrases that no line should break. */
  leg(leg: Leg): readonly string[] {
    const { exchanges } = this.#words
    return exchanges.leg(
      this.duty(leg),
      this.person(leg.from),
      leg.to === null ? exchanges.anybody : this.person(leg.to),
    )
  }

  /** At every state, who answers for the duties. */
  responsible({ legs, status }: Exchange): string[] {
    const { exchanges } = this.#words
    return legs.map(leg =>
      status === 'applied'
        ? exchanges.nowResponsible(this.duty(leg), this.person(leg.responsible))
        : exchanges.stillResponsible(this.duty(leg), this.person(leg.responsible)),
    )
  }

  /** What the exchange waits for, or how it ended. */
  state({ status, kind, awaited }: Exchange): string {
    const { exchanges } = this.#words
    if (status !== 'proposed') return exchanges.states[status]
    return kind === 'offer'
      ? exchanges.states.proposed
      : exchanges.waitingFor(awaited.map(id => this.person(id)))
  }

  /** What a refused change would break: whose duties, and why not. */
  findings({ findings = [] }: Failure, duties: readonly Duty[]): string[] {
    const said = findings.flatMap(({ kind, units, people }) => {
      const text = this.#words.exchanges.finding[kind]
      if (text === undefined) return []
      const days = duties
        .filter(({ unit }) => units.includes(unit))
        .map(({ day }) => this.#words.dates.day(day))
      const who = [...new Set(days), ...people.map(id => this.person(id))].join(this.#words.exchanges.and)
      return [this.#words.exchanges.refused(who, text)]
    })
    return [...new Set(said)]
  }
}

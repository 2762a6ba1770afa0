import type { RepairOffersView } from '../../server/roster/repair/repair-view.ts'
import { intervalOf, type Member } from '../rosters/derived.ts'
import type { Wording } from '../wording/wording.ts'
import { type Change, type Offer, pointsAboveFair } from './derived.ts'

/** What the ids in a repair stand for, in the words of the page. */
export class Spoken {
  readonly #words: Pick<Wording, 'repair' | 'roster' | 'dates'>
  readonly #members: ReadonlyMap<string, Member>
  readonly #units: ReadonlyMap<string, RepairOffersView['units'][number]>
  readonly #posts: readonly string[]

  constructor(
    words: Pick<Wording, 'repair' | 'roster' | 'dates'>,
    members: readonly Member[],
    units: RepairOffersView['units'],
    posts: readonly string[],
  ) {
    this.#words = words
    this.#members = new Map(members.map(member => [member.id, member]))
    this.#units = new Map(units.map(unit => [unit.id, unit]))
    this.#posts = posts
  }

  member(person: string): Member | undefined {
    return this.#members.get(person)
  }

  /** `泉 健 医師`. */
  person(id: string): string {
    const member = this.member(id)
    return member ? this.#words.repair.physician(member.name) : this.#words.roster.unknownPhysician
  }

  /** `6月7日（日）`, with the post where there are several. */
  duty({ unit, post }: Pick<Change, 'unit' | 'post'>): string {
    const day = this.#units.get(unit)?.day
    const inWords = day === undefined ? unit : this.#words.dates.day(day)
    return this.#posts.length === 1
      ? inWords
      : this.#words.repair.dutyOf(inWords, this.#words.roster.posts[post] ?? post)
  }

  label(unit: string): string {
    return this.#units.get(unit)?.label ?? ''
  }

  hours(unit: string): readonly string[] {
    const found = this.#units.get(unit)
    return found ? this.#words.dates.span(intervalOf(found)) : []
  }

  /** In phrases that no line should break. */
  change(change: Change): readonly string[] {
    const { repair, roster } = this.#words
    const from = change.from === null ? roster.open : this.person(change.from)
    return repair.change(this.duty(change), from, this.person(change.to))
  }

  effect(effect: Offer['effects'][number]): string {
    const { before, after } = effect.units
    return this.#words.repair.effect(this.person(effect.person), before, after, pointsAboveFair(effect))
  }
}

import type { MemberWishes } from '../../server/roster/wishes/wish-view.ts'
import type { Answer, Failure } from '../api/answer.ts'
import { type MemberPath, wishes } from '../api/wishes.ts'
import { type Said, wishForUnit } from './derived.ts'

/** Answers by which the server has decided; after any other the same may be sent again. */
const DECIDED: readonly Failure['reason'][] = [
  'wishesClosed',
  'quotaExceeded',
  'unknownUnit',
  'unknownMember',
  'overlappingUnits',
  'invalidInput',
  'notAllowed',
  'notFound',
]

type Saved = { unitId: string; before: Said; after: Said }

/**
 * A member's wishes as read from the server. What is said of a unit is saved at once, one after the other; what could
 * not be sent stays on the screen until it is.
 */
export class WishesScreen {
  readonly path: MemberPath
  read = $state.raw<MemberWishes | null>(null)
  failure = $state.raw<Failure | null>(null)
  reading = $state(false)
  saving = $state(false)
  /** By unit id: pressed, but not saved yet. */
  unsaved = $state.raw<ReadonlyMap<string, Said>>(new Map())
  last = $state.raw<Saved | null>(null)

  /** True while something waits to be sent again. */
  get unsent(): boolean {
    return this.unsaved.size > 0 && !this.saving
  }

  constructor(path: MemberPath) {
    this.path = path
  }

  async load(): Promise<void> {
    if (this.reading) return
    this.reading = true
    const answer = await wishes.of(this.path)
    this.reading = false
    this.failure = answer.ok ? null : answer.failure
    if (answer.ok) this.take(answer.value)
  }

  /** Takes over what an answer said. */
  take(view: MemberWishes): void {
    this.read = view
    this.last = null
    this.failure = null
  }

  choose(unitId: string, said: Said): void {
    this.unsaved = new Map(this.unsaved).set(unitId, said)
    void this.save()
  }

  undo(): void {
    if (this.last) this.choose(this.last.unitId, this.last.before)
  }

  /** Sends what is not saved yet, until nothing is left or the server cannot be reached. */
  async save(): Promise<void> {
    if (this.saving) return
    this.saving = true
    this.failure = null
    for (;;) {
      const [next] = this.unsaved
      if (!next || !(await this.#saveOne(...next))) break
    }
    this.saving = false
  }

  /** False when it makes no sense to go on. */
  async #saveOne(unitId: string, said: Said): Promise<boolean> {
    const before = this.#saidOf(unitId)
    const answer = await this.#send(unitId, said)
    if (answer.ok) {
      this.read = answer.value
      if (before !== said) this.last = { unitId, before, after: said }
    } else {
      this.failure = answer.failure
      if (!DECIDED.includes(answer.failure.reason)) return false
      if (answer.failure.reason !== 'quotaExceeded') await this.#readAgain()
    }
    this.#forget(unitId, said)
    return true
  }

  #send(unitId: string, said: Said): Promise<Answer<MemberWishes>> {
    const unit = this.read?.units.find(({ id }) => id === unitId)
    if (said !== null && unit) {
      const { day, rule } = unit
      return wishes.add(this.path, [{ kind: said, pattern: { form: 'unit', day, rule } }])
    }
    const wish = this.read && wishForUnit(this.read, unitId)
    return wish ? wishes.remove(this.path, wish.id) : wishes.of(this.path)
  }

  #saidOf(unitId: string): Said {
    return (this.read && wishForUnit(this.read, unitId)?.kind) ?? null
  }

  /** The year is not as it was on the screen: closed meanwhile, or with other units. */
  async #readAgain(): Promise<void> {
    const answer = await wishes.of(this.path)
    if (answer.ok) this.read = answer.value
  }

  /** Unless something else was pressed meanwhile. */
  #forget(unitId: string, said: Said): void {
    if (this.unsaved.get(unitId) !== said) return
    const left = new Map(this.unsaved)
    left.delete(unitId)
    this.unsaved = left
  }
}

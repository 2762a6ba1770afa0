import { exact, personalCostsOf } from './cost.ts'
import { fixedIn } from './given.ts'
import { hardRulesOf, type Violation } from './hard-rules.ts'
import type { Assignment, RotaInstance } from './instance.ts'
import { newlyBroken } from './newly-broken.ts'

/** What it would do to a rota: how much dearer it becomes (below 0: cheaper), and the hard rules it breaks anew or further. */
type Effect = { cost: number; breaks: Violation[] }

/** `holder` is null where the post is open; `people` are everybody, those first who would break no rule, the cheapest first. */
export type Candidates = {
  holder: string | null
  people: ({ person: string } & Effect)[]
  leaveOpen: Effect
}

/**
 * What a rota, lawful or not, would cost and break if somebody else held one post in place of whoever holds it now, and
 * everything else stayed as it is. The unit and the post must be the instance's. Quick enough to be asked at every click.
 */
export function candidatesFor(
  instance: RotaInstance,
  assignments: readonly Assignment[],
  { unit, post }: { unit: string; post: string },
): Candidates {
  const rules = hardRulesOf(instance)
  const costOfPerson = personalCostsOf(instance)
  const about = instance.units.find(({ id }) => id === unit)
  const isHere = (one: Assignment): boolean => one.unit === unit && one.post === post
  const known = assignments.filter(rules.knows)
  const present = known.filter(isHere)
  const elsewhere = Map.groupBy(
    known.filter(one => !isHere(one)),
    ({ person }) => person,
  )
  const besideIt = known.filter(one => one.unit === unit && !isHere(one))
  const pins = fixedIn(instance).filter(isHere)
  const published = (instance.published ?? []).filter(isHere)

  /** What is about the post itself, held by these. */
  const ofPost = (held: readonly Assignment[]): Effect => {
    const changed = published.filter(one => !held.some(({ person }) => person === one.person))
    const together = [...besideIt, ...held]
    return {
      cost: instance.weights.change * changed.length,
      breaks: [
        ...(about ? rules.ofUnit(about, together) : []),
        ...pins.flatMap(pin => rules.ofPin(pin, together)),
      ],
    }
  }
  /** What is about one person, with the post or without. */
  const ofPerson = (id: string, here: readonly Assignment[]): Effect => {
    const person = instance.people.find(one => one.id === id)
    if (!person) return { cost: 0, breaks: [] }
    const held = [...(elsewhere.get(id) ?? []), ...here]
    const costs = Object.values(costOfPerson(person, held))
    return { cost: costs.reduce((sum, one) => sum + one, 0), breaks: rules.ofPerson(person, held) }
  }
  const sumOf = (effects: readonly Effect[]): Effect => ({
    cost: effects.reduce((sum, { cost }) => sum + cost, 0),
    breaks: effects.flatMap(({ breaks }) => breaks),
  })

  /** The rota with these in the post, against the rota as it is, as far as the two differ. */
  const effectOf = (held: readonly Assignment[]): Effect => {
    const concerned = [...new Set([...present, ...held].map(({ person }) => person))]
    const state = (here: readonly Assignment[]): Effect =>
      sumOf([
        ofPost(here),
        ...concerned.map(id =>
          ofPerson(
            id,
            here.filter(({ person }) => person === id),
          ),
        ),
      ])
    const [before, after] = [state(present), state(held)]
    return { cost: exact(after.cost - before.cost), breaks: newlyBroken(before.breaks, after.breaks) }
  }

  const people = instance.people.map(({ id }) => ({
    person: id,
    ...effectOf([{ unit, post, person: id }]),
  }))
  return {
    holder: present[0]?.person ?? null,
    people: people.sort((a, b) => a.breaks.length - b.breaks.length || a.cost - b.cost),
    leaveOpen: effectOf([]),
  }
}

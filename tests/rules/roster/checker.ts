import type {
  Assignment,
  RotaInstance,
  RotaPerson,
  RotaUnit,
} from '../../../server/roster/optimiser/instance.ts'
import { daysBetween } from '../../../server/time/local-day.ts'

/*
 * Written from roster-model.md §1 alone, by somebody who had not read the engine, and slow on purpose: every
 * rule looks through everything again, so that it can be laid beside its sentence in the document.
 */

/** A person may be kept to some of the posts; without the field they may take all. */
export const mayTakePost = ({ posts }: RotaPerson, post: string): boolean =>
  posts === undefined || posts.includes(post)

/** What one assignment of the rota says, looked up. */
type Holding = { unit: RotaUnit; post: string; person: RotaPerson }

function holdingsOf(instance: RotaInstance, rota: readonly Assignment[]): Holding[] {
  return rota.flatMap(({ unit: unitId, post, person: personId }) => {
    const unit = instance.units.find(({ id }) => id === unitId)
    const person = instance.people.find(({ id }) => id === personId)
    return unit && person && instance.posts.includes(post) ? [{ unit, post, person }] : []
  })
}

const everyPost = (instance: RotaInstance) =>
  instance.units.flatMap(unit => instance.posts.map(post => ({ unit: unit.id, post })))

const holders = (rota: readonly Assignment[], unit: string, post: string): string[] =>
  rota.filter(held => held.unit === unit && held.post === post).map(({ person }) => person)

const unitsOf = (instance: RotaInstance, rota: readonly Assignment[], person: RotaPerson): RotaUnit[] =>
  instance.units.filter(({ id }) => rota.some(held => held.unit === id && held.person === person.id))

/** What of a rota is not given: "what is given has happened and is never judged". */
const notGiven = ({ given = [] }: RotaInstance, rota: readonly Assignment[]): Assignment[] =>
  rota.filter(
    held =>
      !given.some(
        ({ unit, post, person }) => unit === held.unit && post === held.post && person === held.person,
      ),
  )

/** Every two units of one person, each pair once, unless both are given. */
const pairsOfOnePerson = (instance: RotaInstance, rota: readonly Assignment[]) =>
  instance.people.flatMap(person => {
    const held = unitsOf(instance, rota, person)
    const judged = unitsOf(instance, notGiven(instance, rota), person)
    return held.flatMap((one, index) =>
      held
        .slice(index + 1)
        .filter(other => judged.includes(one) || judged.includes(other))
        .map(other => ({ person, one, other })),
    )
  })

const givenTo = ({ given = [] }: RotaInstance, { id }: RotaPerson): number =>
  given.filter(({ person }) => person === id).length

/** "A minimum asks for no more than was given and the other units in which a post that is not given may be theirs." */
export function minimumOf(instance: RotaInstance, person: RotaPerson): number {
  const { given = [], units, posts, unavailable, notPosts = [] } = instance
  if (given.length === 0) return person.min
  const open = units.filter(
    ({ id: unit, block, group }) =>
      !given.some(one => one.unit === unit && one.person === person.id) &&
      person.blocks.includes(block) &&
      (group === null || !person.notGroups.includes(group)) &&
      !unavailable.some(one => one.unit === unit && one.person === person.id) &&
      posts.some(
        post =>
          mayTakePost(person, post) &&
          !notPosts.some(one => one.unit === unit && one.person === person.id && one.post === post) &&
          !given.some(one => one.unit === unit && one.post === post),
      ),
  )
  return Math.min(person.min, givenTo(instance, person) + open.length)
}

/** "Who was given more than their maximum keeps that and gets no more." */
export const maximumOf = (instance: RotaInstance, person: RotaPerson): number =>
  Math.max(person.max, givenTo(instance, person))

/** "Hard", clause by clause in the document's words; each gives the places where the rota breaks it. */
const HARD = {
  'the rota speaks of the instance': (instance, rota) =>
    rota
      .filter(held => holdingsOf(instance, [held]).length === 0)
      .map(({ unit, post, person }) => `${unit} ${post} ${person}`),

  'every unit × post has a person': (instance, rota) =>
    everyPost(instance)
      .filter(({ unit, post }) => holders(rota, unit, post).length === 0)
      .map(({ unit, post }) => `${unit} ${post}`),

  'every unit × post has exactly one person': (instance, rota) =>
    everyPost(instance)
      .filter(({ unit, post }) => holders(rota, unit, post).length > 1)
      .map(({ unit, post }) => `${unit} ${post}`),

  'eligible block': (instance, rota) =>
    holdingsOf(instance, notGiven(instance, rota))
      .filter(({ unit, person }) => !person.blocks.includes(unit.block))
      .map(({ unit, person }) => `${person.id} in ${unit.id} of ${unit.block}`),

  'only posts they may take': (instance, rota) =>
    holdingsOf(instance, notGiven(instance, rota))
      .filter(
        ({ unit, post, person }) =>
          !mayTakePost(person, post) ||
          instance.notPosts?.some(
            one => one.person === person.id && one.unit === unit.id && one.post === post,
          ),
      )
      .map(({ unit, post, person }) => `${person.id} as ${post} of ${unit.id}`),

  'not unavailable': (instance, rota) =>
    instance.unavailable
      .filter(({ unit, person }) =>
        notGiven(instance, rota).some(held => held.unit === unit && held.person === person),
      )
      .map(({ unit, person }) => `${person} in ${unit}`),

  'not barred': (instance, rota) =>
    holdingsOf(instance, notGiven(instance, rota))
      .filter(({ unit, person }) => unit.group !== null && person.notGroups.includes(unit.group))
      .map(({ unit, person }) => `${person.id} in ${unit.id} of ${unit.group}`),

  'at most one post in a unit': (instance, rota) =>
    instance.people.flatMap(person =>
      instance.units
        .filter(({ id }) => rota.filter(held => held.unit === id && held.person === person.id).length > 1)
        .filter(({ id }) =>
          notGiven(instance, rota).some(held => held.unit === id && held.person === person.id),
        )
        .map(({ id }) => `${person.id} in ${id}`),
    ),

  '`minGapDays` between units of one person': (instance, rota) =>
    pairsOfOnePerson(instance, rota)
      .map(pair => ({ ...pair, apart: Math.abs(daysBetween(pair.one.day, pair.other.day)) }))
      .filter(({ apart }) => apart < instance.minGapDays)
      .map(
        ({ person, one, other, apart }) => `${person.id} in ${one.id} and ${other.id}, ${apart} days apart`,
      ),

  'never two units at the same hour': (instance, rota) =>
    pairsOfOnePerson(instance, rota)
      .filter(({ one, other }) => one.start < other.end && other.start < one.end)
      .map(({ person, one, other }) => `${person.id} in ${one.id} and ${other.id}`),

  'people of one clinic not together in one unit': (instance, rota) =>
    instance.units.flatMap(unit =>
      instance.people.flatMap((one, index) =>
        instance.people
          .slice(index + 1)
          .filter(other => other.clinic === one.clinic)
          .filter(other =>
            [one, other].every(({ id }) => rota.some(held => held.unit === unit.id && held.person === id)),
          )
          .filter(other =>
            notGiven(instance, rota).some(
              held => held.unit === unit.id && (held.person === one.id || held.person === other.id),
            ),
          )
          .map(other => `${one.id} and ${other.id} in ${unit.id}`),
      ),
    ),

  'at most one `yearEnd` and one `goldenWeek` unit each': (instance, rota) =>
    pairsOfOnePerson(instance, rota)
      .filter(({ one, other }) => one.group === other.group)
      .filter(({ one }) => one.group === 'yearEnd' || one.group === 'goldenWeek')
      .map(({ person, one, other }) => `${person.id} in ${one.id} and ${other.id}`),

  'min ≤ count': (instance, rota) =>
    instance.people
      .map(person => ({
        id: person.id,
        min: minimumOf(instance, person),
        count: unitsOf(instance, rota, person).length,
      }))
      .filter(({ count, min }) => count < min)
      .map(({ id, count, min }) => `${id} has ${count}, not ${min}`),

  'count ≤ max': (instance, rota) =>
    instance.people
      .map(person => ({
        id: person.id,
        max: maximumOf(instance, person),
        count: unitsOf(instance, rota, person).length,
      }))
      .filter(({ count, max }) => count > max)
      .map(({ id, count, max }) => `${id} has ${count}, not ${max}`),

  pins: (instance, rota) =>
    [...(instance.given ?? []), ...instance.pins]
      .filter(({ unit, post, person }) => !holders(rota, unit, post).includes(person))
      .map(({ unit, post, person }) => `${person} as ${post} of ${unit}`),
} satisfies Record<string, (instance: RotaInstance, rota: readonly Assignment[]) => string[]>

export type HardRule = keyof typeof HARD
export type BrokenRule = { rule: HardRule; at: string }

/** Every hard rule that the rota breaks, and where; none for a lawful complete rota. */
export function brokenRules(instance: RotaInstance, rota: readonly Assignment[]): BrokenRule[] {
  const rules = Object.keys(HARD) as HardRule[]
  return rules.flatMap(rule => HARD[rule](instance, rota).map(at => ({ rule, at })))
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** "τ = share·(units × posts)/Σshare", and "f(n) − f(round(τ))" with "f(n) = count·(n − τ)²". */
function countCost(instance: RotaInstance, rota: readonly Assignment[], person: RotaPerson): number {
  const shares = sum(instance.people.map(({ share }) => share))
  const tau = (person.share * (instance.units.length * instance.posts.length)) / shares
  const f = (n: number): number => instance.weights.count * (n - tau) ** 2
  return f(unitsOf(instance, rota, person).length) - f(Math.round(tau))
}

/**
 * "T = round(share·(Σburden·postShare + Σopening)/Σshare − opening)"; a half goes up, also where the shares are
 * thirds or tenths and the floating quotient falls a hair short of it.
 */
function burdenTarget(instance: RotaInstance, person: RotaPerson): number {
  const shares = sum(instance.people.map(({ share }) => share))
  const openings = sum(instance.people.map(({ opening }) => opening))
  const burdens = sum(
    instance.units.flatMap(({ burden }) => instance.postShare.map(postShare => burden * postShare)),
  )
  return Math.round((person.share * (burdens + openings)) / shares - person.opening + 1e-9)
}

/**
 * "δ = Σ burden·postShare − T … a = max(0, |δ| − deadBand): walk a in steps of 4 quarter points, the k-th step
 * (k = 0, 1, …) costing burden·(2k+1)/4 per quarter point".
 */
function burdenCost(instance: RotaInstance, rota: readonly Assignment[], person: RotaPerson): number {
  const carried = sum(
    holdingsOf(instance, rota)
      .filter(held => held.person === person)
      .map(({ unit, post }) => unit.burden * (instance.postShare[instance.posts.indexOf(post)] ?? 0)),
  )
  const delta = carried - burdenTarget(instance, person)
  let left = Math.max(0, Math.abs(delta) - instance.weights.deadBand)
  let cost = 0
  for (let k = 0; left > 0; k += 1) {
    const step = Math.min(4, left)
    cost += (step * instance.weights.burden * (2 * k + 1)) / 4
    left -= step
  }
  return cost
}

/** "each unmet want `want`". */
const wantCost = (instance: RotaInstance, rota: readonly Assignment[]): number =>
  instance.weights.want *
  instance.want.filter(want => !rota.some(held => held.unit === want.unit && held.person === want.person))
    .length

/** "each assigned avoid its own cost". */
const avoidCost = (instance: RotaInstance, rota: readonly Assignment[]): number =>
  sum(
    instance.avoid
      .filter(avoid => rota.some(held => held.unit === avoid.unit && held.person === avoid.person))
      .map(({ cost }) => cost),
  )

/**
 * "with week index floor((day − firstDay)/7), for each person and each window of `spacing.weeks` consecutive
 * weeks inside the year, `spacing.cost` for every unit beyond the first"; the last week may be a short one.
 */
function spacingCost(instance: RotaInstance, rota: readonly Assignment[], person: RotaPerson): number {
  const weekOf = (day: number): number => Math.floor(day / 7)
  const weeks = unitsOf(instance, rota, person).map(({ day }) => weekOf(daysBetween(instance.firstDay, day)))
  const lastWeek = weekOf(instance.days - 1)
  let cost = 0
  for (let first = 0; first + instance.spacing.weeks - 1 <= lastWeek; first += 1) {
    const within = weeks.filter(week => week >= first && week < first + instance.spacing.weeks).length
    cost += instance.spacing.cost * Math.max(0, within - 1)
  }
  return cost
}

/** "with `published`: `change` for every unit × post whose person differs", an open post included. */
const changeCost = (instance: RotaInstance, rota: readonly Assignment[]): number =>
  instance.weights.change *
  (instance.published ?? []).filter(({ unit, post, person }) => !holders(rota, unit, post).includes(person))
    .length

/** "Cost (lower is better), sum of:" counts, burden, wants, avoids, spacing and changes. */
export function costByTheDocument(instance: RotaInstance, rota: readonly Assignment[]): number {
  const ofPeople = instance.people.map(
    person =>
      countCost(instance, rota, person) +
      burdenCost(instance, rota, person) +
      spacingCost(instance, rota, person),
  )
  return sum(ofPeople) + wantCost(instance, rota) + avoidCost(instance, rota) + changeCost(instance, rota)
}

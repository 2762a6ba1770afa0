import type { Assignment, RotaInstance } from '../../../server/roster/optimiser/instance.ts'
import { eachDay } from '../../../server/time/local-day.ts'

/** The model written out a second time, word by word and without any shortcut, to judge the first by. */

const dayNumber = (instance: RotaInstance, day: string): number => eachDay(instance.firstDay, day).length - 1

const total = (values: number[]): number => values.reduce((sum, value) => sum + value, 0)

export const oracleCost = (instance: RotaInstance, assignments: readonly Assignment[]): number =>
  total(Object.values(oracleCosts(instance, assignments)))

export function oracleCosts(instance: RotaInstance, assignments: readonly Assignment[]) {
  const { units, posts, postShare, people, weights, spacing } = instance
  const shares = total(people.map(({ share }) => share))
  const allBurden = total(units.flatMap(({ burden }) => postShare.map(share => burden * share)))
  const allOpening = total(people.map(({ opening }) => opening))
  const cost = { counts: 0, burden: 0, wants: 0, avoids: 0, spacing: 0, changes: 0 }
  for (const person of people) {
    const own = assignments.filter(one => one.person === person.id)
    const tau = (person.share * units.length * posts.length) / shares
    const f = (n: number) => weights.count * (n - tau) ** 2
    cost.counts += f(own.length) - f(Math.round(tau))

    const target = Math.round((person.share * (allBurden + allOpening)) / shares - person.opening)
    const burden = total(
      own.map(({ unit, post }) => {
        const found = units.find(({ id }) => id === unit)
        return (found?.burden ?? Number.NaN) * (postShare[posts.indexOf(post)] ?? Number.NaN)
      }),
    )
    let beyond = Math.abs(burden - target) - weights.deadBand
    for (let k = 0; beyond > 0; k++, beyond -= 4) {
      cost.burden += (Math.min(beyond, 4) * weights.burden * (2 * k + 1)) / 4
    }

    const weeks = units
      .filter(({ id }) => own.some(({ unit }) => unit === id))
      .map(({ day }) => Math.floor(dayNumber(instance, day) / 7))
    const weeksInYear = Math.ceil(instance.days / 7)
    for (let first = 0; first + spacing.weeks <= weeksInYear; first++) {
      const inside = weeks.filter(week => week >= first && week < first + spacing.weeks)
      cost.spacing += spacing.cost * Math.max(0, inside.length - 1)
    }
  }
  const holds = (person: string, unit: string) =>
    assignments.some(one => one.person === person && one.unit === unit)
  for (const { person, unit } of instance.want) if (!holds(person, unit)) cost.wants += weights.want
  for (const { person, unit, cost: own } of instance.avoid) if (holds(person, unit)) cost.avoids += own
  for (const { unit, post, person } of instance.published ?? []) {
    const holder = assignments.find(one => one.unit === unit && one.post === post)?.person
    if (holder !== person) cost.changes += weights.change
  }
  return cost
}

/** The kinds of hard rules broken, sorted, each once. */
export function oracleBroken(instance: RotaInstance, assignments: readonly Assignment[]): string[] {
  const { units, posts, people, unavailable, notPosts, minGapDays } = instance
  const broken = new Set<string>()
  const unitOf = (id: string) => units.find(unit => unit.id === id)
  const personOf = (id: string) => people.find(person => person.id === id)
  for (const unit of units) {
    for (const post of posts) {
      const holders = assignments.filter(one => one.unit === unit.id && one.post === post)
      if (holders.length === 0) broken.add('unfilled')
      if (holders.length > 1) broken.add('filledTwice')
    }
  }
  for (const { unit: unitId, post, person: personId } of assignments) {
    const [unit, person] = [unitOf(unitId), personOf(personId)]
    if (!unit || !person) continue
    if (!person.blocks.includes(unit.block)) broken.add('otherBlock')
    if (person.posts && !person.posts.includes(post)) broken.add('otherPost')
    if (notPosts?.some(one => one.person === personId && one.unit === unitId && one.post === post))
      broken.add('otherPost')
    if (unavailable.some(one => one.person === personId && one.unit === unitId)) broken.add('unavailable')
    if (unit.group !== null && person.notGroups.includes(unit.group)) broken.add('barredGroup')
  }
  assignments.forEach((a, index) => {
    for (const b of assignments.slice(index + 1)) {
      const [one, other] = [unitOf(a.unit), unitOf(b.unit)]
      if (!one || !other) continue
      if (one === other) {
        if (a.person === b.person) broken.add('twoPosts')
        else if (personOf(a.person)?.clinic === personOf(b.person)?.clinic) broken.add('sameClinic')
      } else if (a.person === b.person) {
        const apart = Math.abs(dayNumber(instance, one.day) - dayNumber(instance, other.day))
        const overlap = !(one.end <= other.start || other.end <= one.start)
        if (apart < minGapDays) broken.add('withinGap')
        else if (overlap) broken.add('atTheSameTime')
        if (one.group === other.group && (one.group === 'yearEnd' || one.group === 'goldenWeek')) {
          broken.add('groupTwice')
        }
      }
    }
  })
  for (const { id, min, max } of people) {
    const count = assignments.filter(({ person }) => person === id).length
    if (count < min) broken.add('belowMin')
    if (count > max) broken.add('aboveMax')
  }
  for (const pin of instance.pins) {
    const holders = assignments.filter(one => one.unit === pin.unit && one.post === pin.post)
    if (!holders.some(({ person }) => person === pin.person)) broken.add('pinBroken')
  }
  return [...broken].sort()
}

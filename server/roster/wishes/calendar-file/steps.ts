/** How many days a calendar file may still make us look at: work is counted, never timed. */
export type Steps = { left: number }

/** Takes steps; false when there are not so many left. */
export function takeSteps(steps: Steps, count: number): boolean {
  steps.left -= count
  return steps.left >= 0
}

/** Does a work with some of the steps; those it did not take remain. */
export function withSome<T>(steps: Steps, most: number, work: (some: Steps) => T): T {
  const given = Math.min(steps.left, most)
  const some = { left: given }
  const result = work(some)
  steps.left -= given - some.left
  return result
}

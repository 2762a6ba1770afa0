import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  addTimes,
  type TimesByDay,
  unionByPortions,
} from '../../../server/roster/wishes/calendar-file/times-by-day.ts'
import { HOUR, type Interval, union } from '../../../server/time/interval.ts'

/** Up to four days long, over three weeks. */
const aTime = fc
  .tuple(fc.integer({ min: -240, max: 240 }), fc.integer({ min: 0, max: 96 }))
  .map(([start, hours]): Interval => ({ start: start * HOUR, end: (start + hours) * HOUR }))

it('times gathered by day come to the same as all of them at once, in whatever order they were found', () => {
  fc.assert(
    fc.property(fc.array(fc.array(aTime, { maxLength: 20 }), { maxLength: 5 }), found => {
      const times: TimesByDay = new Map()
      for (const some of found) addTimes(times, some)
      expect(unionByPortions(times).next().value).toEqual(union(found.flat()))
    }),
  )
})

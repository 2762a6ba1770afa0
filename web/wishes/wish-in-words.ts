import type { Wording } from '../wording/wording.ts'
import type { WishView } from './derived.ts'
import { repetitionOf } from './new-wish.ts'

type Pattern = WishView['pattern']

/** What a wish is about: `毎週水曜 9:00～17:00、4月7日（水）～3月29日（水）`. */
export function wishInWords({ pattern }: Pick<WishView, 'pattern'>, words: Wording): string {
  const about = aboutInWords(pattern, words)
  if (pattern.form !== 'repeat') return about
  return words.wishes.within(about, words.wishes.range(pattern.from, pattern.to))
}

/** How a wish came to a unit, where it stands beside the unit: `くり返し：毎週水曜 9:00～17:00`. */
export function reasonInWords({ pattern }: Pick<WishView, 'pattern'>, words: Wording): string {
  const form = words.wishes.forms[pattern.form]
  const hasMore = pattern.form === 'days' || pattern.form === 'repeat'
  return hasMore ? words.wishes.because(form, aboutInWords(pattern, words)) : form
}

function aboutInWords(pattern: Pattern, { dates, wishes }: Wording): string {
  switch (pattern.form) {
    case 'unit':
      return dates.day(pattern.day)
    case 'busy':
      return wishes.busy(pattern.times)
    case 'days':
      return withHours(wishes.range(pattern.from, pattern.to), pattern, wishes)
    case 'repeat': {
      const repetition = repetitionOf(pattern.rrule)
      return withHours(repetition ? wishes.repetition(repetition) : wishes.otherRepetition, pattern, wishes)
    }
  }
}

const withHours = (
  text: string,
  { hours }: Extract<Pattern, { hours: unknown }>,
  words: Wording['wishes'],
): string => (hours ? `${text} ${words.hours(hours)}` : text)

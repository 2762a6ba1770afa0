import type { Wording } from '../wording/wording.ts'
import type { Shown } from './derived.ts'

/** Which version, and when it was published or made: `第2版（2026年2月20日 14:00 公開）`. */
export function versionInWords(shown: Shown, { roster, dates }: Pick<Wording, 'roster' | 'dates'>): string {
  switch (shown.kind) {
    case 'none':
      return roster.none
    case 'draft':
      return roster.dated(roster.draft, roster.drafted(dates.moment(Date.parse(shown.draft.draftedAt))))
    case 'publication': {
      const { number, publishedAt } = shown.publication
      return roster.dated(roster.number(number), roster.published(dates.moment(Date.parse(publishedAt))))
    }
  }
}

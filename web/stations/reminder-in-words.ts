import type { StationReminder } from '../../server/directory/stations/station-view.ts'
import type { Wording } from '../wording/wording.ts'

/** What is the matter with a station, as one sentence. */
export function reminderInWords({ reminders: words }: Wording, reminder: StationReminder): string {
  const { kind, within, target } = reminder
  const day = reminder.day ?? ''
  switch (kind) {
    case 'noEvidence':
      return words.noEvidence
    case 'evidenceExpired':
      return words.evidenceExpired(day)
    case 'evidenceExpires':
      return words.evidenceExpires(day, within ?? 0)
    case 'linkEnds':
      return words.linkEnds(target ?? '', day, within ?? 0)
    case 'notConfirmed':
      return words.notConfirmed(reminder.day)
  }
}

import type { RosterSummary, UnitView } from '../../server/roster/roster-view.ts'

type Member = RosterSummary['members'][number]

export const aMember = (id: string, given: Partial<Member> = {}): Member => ({
  id,
  name: `医師 ${id}`,
  clinic: '見本医院',
  place: '見本町',
  phone: '0000-00-0000',
  ...given,
})

/** A Sunday of 36 hours held by `physician`, unless told otherwise. */
export function aUnit({
  physician = null,
  ...given
}: Partial<UnitView> & { physician?: string | null } = {}): UnitView {
  const day = given.day ?? '2026-04-05'
  return {
    id: `scheme/${day}/holiday`,
    day,
    start: '2026-04-04T12:00:00+09:00',
    end: '2026-04-06T00:00:00+09:00',
    hours: 36,
    holidayClass: 'sunday',
    label: '日曜日',
    tentative: false,
    assignments: [{ post: 'locum', physician }],
    ...given,
  }
}

/** A unit from midnight to midnight of one day. */
export const aDayUnit = (day: string, given: Parameters<typeof aUnit>[0] = {}): UnitView => {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  return aUnit({
    day,
    start: `${day}T00:00:00+09:00`,
    end: `${next}T00:00:00+09:00`,
    hours: 24,
    ...given,
  })
}

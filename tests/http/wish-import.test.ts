import { existsSync, readFileSync } from 'node:fs'
import { beforeEach, expect, it } from 'vitest'
import type { AddedWishes, CalendarPreview } from '../../server/roster/wishes/wish-view.ts'
import { addDays } from '../../server/time/local-day.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import { aCalendarFile, anEvent } from '../builders/wish.ts'
import { fileOf } from '../setup/command.ts'
import { bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import {
  aWishRound,
  NEW,
  quotas,
  ROSTER,
  ROUND,
  refusalOf,
  type WishRoundDesk,
  wishesOf,
} from '../setup/wish-round.ts'

onEachDatabase('wishes imported from a calendar file', ({ seeded }) => {
  let desk: WishRoundDesk
  beforeEach(async () => {
    desk = await aWishRound(await seeded())
  })

  const SECRETS = ['Geheimnis-Patientin', '田中様 往診', 'Hidden-Clinic', 'secret-uid', 'mallory@example.jp']
  const text = aCalendarFile(
    anEvent('secret-uid-1', '20270613T090000', '20270613T120000', [
      'SUMMARY:Geheimnis-Patientin 田中様 往診',
      'LOCATION:Hidden-Clinic',
      'ATTENDEE;CN=mallory:mailto:mallory@example.jp',
    ]),
    anEvent('secret-uid-2', '20270620T090000', '20270620T120000', [
      'TRANSP:TRANSPARENT',
      'SUMMARY:田中様 往診',
    ]),
    anEvent('secret-uid-3', '20270616T090000', '20270616T120000', ['SUMMARY:田中様 往診']),
  )
  const IMPORT = `${wishesOf(NEW)}/import`

  it('are shown before anything is stored', async () => {
    const preview = await bodyOf<CalendarPreview>(desk.physician.post(`${IMPORT}/preview`, { text }))
    expect(preview).toEqual({
      events: 3,
      skipped: { free: 1, cancelled: 0, unreadable: 0 },
      times: 2,
      units: ['minato-locum/2027-06-13/holiday'],
      earlier: 0,
    })
    expect((await desk.read()).wishes).toEqual([])
    expect(await desk.audit('wish.import')).toEqual([])
  })

  it('are stored as one 不可, of which nothing is told but how many busy times', async () => {
    const stored = await bodyOf<AddedWishes>(desk.physician.post(IMPORT, { text, replace: false }))
    expect(stored.wishes).toMatchObject([
      {
        kind: 'unavailable',
        pattern: { form: 'busy', times: 2 },
        units: ['minato-locum/2027-06-13/holiday'],
      },
    ])
    expect(await desk.audit('wish.import')).toMatchObject([{ actor_id: desk.physician.accountId }])
  })

  it('leave nothing of the file behind but its times: not in a table, the file of the database, or an answer', async () => {
    const answers = [
      await desk.physician.post(`${IMPORT}/preview`, { text }),
      await desk.physician.post(IMPORT, { text, replace: false }),
      await desk.physician.post(IMPORT, { text: text.slice(0, -20), replace: false }),
      await desk.physician.post(IMPORT, { text, replace: 'Hidden-Clinic' }),
      await desk.clerk.get(`${ROSTER}/wishes`),
    ]
    const told = [...(await Promise.all(answers.map(answer => answer.text()))), ...desk.physician.reports]
    const rows = await Promise.all(
      (await desk.open.db.introspection.getTables()).map(async ({ name }) =>
        JSON.stringify(
          await desk.open.db
            .selectFrom(name as 'wish')
            .selectAll()
            .execute(),
        ),
      ),
    )
    const file = desk.open.kind === 'sqlite' ? await fileOf(desk.open) : ''
    const bytes = [file, `${file}-wal`].filter(existsSync).map(path => readFileSync(path).toString('utf8'))
    expect(bytes.length > 0).toBe(desk.open.kind === 'sqlite')
    const everything = [...told, ...rows, ...bytes]
    expect(rows.join()).toContain('busy')
    for (const secret of SECRETS) expect(everything.filter(found => found.includes(secret))).toEqual([])
  })

  it('are refused beyond the quota', async () => {
    await desk.setRound(quotas({ unavailable: 0 }))
    expect(await refusalOf(desk.physician.post(IMPORT, { text, replace: false }))).toMatchObject({
      status: 409,
      reason: 'quotaExceeded',
      detail: 'unavailable 1/0',
    })
  })

  it('keep only what lies in the year and a week around it', async () => {
    const years = aCalendarFile(anEvent('a', '20260101T000000', '20290101T000000'))
    await desk.setRound(quotas({}))
    await desk.physician.post(IMPORT, { text: years, replace: false })
    const { pattern } = await desk.open.db
      .selectFrom('wish')
      .select('pattern')
      .where('physician_id', '=', NEW)
      .executeTakeFirstOrThrow()
    expect(JSON.parse(pattern)).toEqual({
      form: 'busy',
      times: [{ start: instantOf('2027-03-25', '00:00'), end: instantOf('2028-04-07', '24:00') }],
    })
  })

  it('take the place of an earlier calendar when asked to, and stand beside it otherwise', async () => {
    const other = aCalendarFile(anEvent('b', '20270627T090000', '20270627T120000'))
    await desk.physician.post(IMPORT, { text, replace: true })
    await desk.physician.post(IMPORT, { text: other, replace: false })
    expect((await desk.read()).wishes).toHaveLength(2)
    const preview = await bodyOf<CalendarPreview>(desk.physician.post(`${IMPORT}/preview`, { text: other }))
    expect(preview.earlier).toBe(2)
    await desk.physician.post(IMPORT, { text: other, replace: true })
    expect((await desk.read()).wishes).toMatchObject([{ units: ['minato-locum/2027-06-27/holiday'] }])
  })

  it.each([
    ['no calendar', 'hello', 400, 'calendarUnreadable'],
    ['a calendar cut off', text.slice(0, -20), 400, 'calendarUnreadable'],
    [
      'a calendar without a busy time in the year',
      aCalendarFile(anEvent('a', '20200101T000000', '20200102T000000')),
      400,
      'invalidInput',
    ],
    [
      'a calendar of more than a million characters',
      `${text}${'X'.repeat(1_000_000)}`,
      413,
      'calendarTooLarge',
    ],
  ])('refuse %s', async (_title, refused, status, reason) => {
    expect(await refusalOf(desk.physician.post(IMPORT, { text: refused, replace: false }))).toMatchObject({
      status,
      reason,
    })
    expect((await desk.read()).wishes).toEqual([])
  })

  /** A calendar with an event of an hour on each of so many days and hours, none adjoining another. */
  const aBusyCalendar = (uid: string, days: number, hours: readonly number[]) =>
    aCalendarFile(
      ...Array.from({ length: days }, (_, index) => addDays('2027-04-01', index).replaceAll('-', '')).flatMap(
        day =>
          hours.map(hour => {
            const at = (minutes: string) => `${day}T${String(hour).padStart(2, '0')}${minutes}00`
            return anEvent(`${uid}-${day}-${hour}`, at('00'), at('30'))
          }),
      ),
    )
  const importing = (file: string, replace = false) => desk.physician.post(IMPORT, { text: file, replace })

  it('are at most five, unless one takes the place of the others', async () => {
    for (const hour of [1, 2, 3, 4, 5])
      expect((await importing(aBusyCalendar('five', 2, [hour]))).status).toBe(200)
    expect(await refusalOf(importing(aBusyCalendar('sixth', 2, [6])))).toMatchObject({
      status: 409,
      reason: 'tooManyCalendars',
      detail: '6/5, 12/2000',
    })
    expect((await desk.read()).wishes).toHaveLength(5)
    expect((await importing(aBusyCalendar('sixth', 2, [6]), true)).status).toBe(200)
    expect((await desk.read()).wishes).toHaveLength(1)
  })

  it('have at most 2,000 busy times together, eq 2,000', async () => {
    await desk.setRound(quotas({}))
    expect((await importing(aBusyCalendar('a', 300, [1, 3, 5, 7, 9]))).status).toBe(200)
    expect(await refusalOf(importing(aBusyCalendar('b', 167, [11, 13, 15])))).toMatchObject({
      reason: 'tooManyCalendars',
      detail: '2/5, 2001/2000',
    })
    expect((await importing(aBusyCalendar('c', 250, [11, 13]))).status).toBe(200)
  })

  it('may be larger than anything else that is sent', async () => {
    const filler = `X-FILLER:${'x'.repeat(60)}\r\n`.repeat(1_500)
    const large = text.replace('BEGIN:VEVENT', `${filler}BEGIN:VEVENT`)
    expect(large.length).toBeGreaterThan(100_000)
    for (const path of [`${IMPORT}/preview`, IMPORT])
      expect((await desk.physician.post(path, { text: large, replace: false })).status).toBe(200)
    for (const path of [`${wishesOf(NEW)}/none`, `${IMPORT}/other`, `${IMPORT}x`, ROUND, `${ROSTER}/draft`])
      expect(await refusalOf(desk.clerk.post(path, { text: 'x'.repeat(65 * 1024) }))).toMatchObject({
        status: 413,
        reason: 'bodyTooLarge',
      })
    expect(await refusalOf(desk.physician.post(IMPORT, { text: 'x'.repeat(1_200_000) }))).toMatchObject({
      status: 413,
      reason: 'calendarTooLarge',
    })
  })
})

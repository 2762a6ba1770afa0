import { beforeEach, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import { searchPhysicians } from '../../server/directory/facility-choice.service.ts'
import { endTeam } from '../../server/patients/care-team.service.ts'
import { teamsOf } from '../../server/patients/teams-of.service.ts'
import { DAY } from '../../server/time/interval.ts'
import { MORNING } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'

const WEEK = { start: MORNING, end: MORNING + 7 * DAY }
const KITA_1 = 'ward-kita-physician-1'

onEachDatabase('the teams in which a physician stands', ({ seeded }) => {
  let open: OpenDatabase
  beforeEach(async () => {
    open = await seeded()
  })
  const placesOf = async (physicianIds: string[], window = WEEK) =>
    (await teamsOf(open.db, physicianIds, window)).map(({ teamId, role, start, end }) => [
      teamId,
      role,
      start,
      end,
    ])

  it('are told of every association, with place and patient', async () => {
    expect(await teamsOf(open.db, [KITA_1], WEEK)).toMatchObject([
      { teamId: 'minato-team-3', associationId: 'minato', patient: { code: 'M-7' }, role: 'attending' },
      {
        teamId: 'ward-kita-team-1',
        associationId: 'ward-kita',
        patient: { code: 'K-102' },
        role: 'attending',
      },
    ])
    expect(await placesOf(['minato-physician-8'])).toEqual([
      ['minato-team-1', 'specialist', WEEK.start, WEEK.end],
    ])
  })

  it('are cut to the window, and end with the team', async () => {
    const asked = { db: open.db, clock: () => MORNING + DAY }
    expect((await endTeam(asked, PROGRAM, 'minato-team-1', { revision: 0 })).ok).toBe(true)
    expect(await placesOf(['minato-physician-3'])).toEqual([
      ['minato-team-1', 'deputy', MORNING, MORNING + DAY],
    ])
    // eq end: the window begins with the instant at which the team has ended.
    expect(await placesOf(['minato-physician-3'], { start: MORNING + DAY, end: WEEK.end })).toEqual([])
  })

  it('are none of nobody, and none before the team was entered', async () => {
    expect(await placesOf([])).toEqual([])
    expect(await placesOf([KITA_1], { start: 0, end: MORNING - 31 * DAY })).toEqual([])
  })

  it.each([
    ['a name without its blank', '青葉一', ['minato-physician-1']],
    ['kana', 'あおば', ['minato-physician-1']],
    ['katakana', 'アオバ', ['minato-physician-1']],
    ['half-width katakana', 'ｱｵﾊﾞ', ['minato-physician-1']],
    ['a clinic', 'あさひ内科', [KITA_1]],
    ['letters that mean something to the database', '%', []],
    ['nothing', ' ', []],
  ])('physicians of any association are found by %s', async (_, typed, ids) => {
    expect((await searchPhysicians(open.db, typed)).map(({ id }) => id)).toEqual(ids)
  })
})

import { beforeEach, expect, it } from 'vitest'
import { onEachDatabase } from '../setup/databases.ts'
import { aWishRound, NEW, quotas, refusalOf, type WishRoundDesk } from '../setup/wish-round.ts'

onEachDatabase('the round of wishes', ({ seeded }) => {
  let desk: WishRoundDesk
  beforeEach(async () => {
    desk = await aWishRound(await seeded())
  })

  it('is read by physicians without the quotas of others, and changed by the secretariat', async () => {
    await desk.setRound({
      deadline: '2026-07-31',
      returnTo: ' FAX 0000-10-0001 ',
      ...quotas({ want: 3 }, { [NEW]: { unavailable: 1, avoid: 1, want: 1 } }),
    })
    expect(await desk.round()).toMatchObject({
      deadline: '2026-07-31',
      open: true,
      returnTo: 'FAX 0000-10-0001',
      quotas: { members: { [NEW]: { want: 1 } } },
      revision: 2,
      mayChange: true,
      physicianId: null,
    })
    const seen = await desk.round(desk.physician)
    expect(seen).toMatchObject({ mayChange: false, physicianId: NEW, quotas: { members: {} } })
    expect((await desk.read()).quota.want.most).toBe(1)
    const [entry] = await desk.audit('wishRound.change')
    expect(entry).toMatchObject({
      actor_id: desk.clerk.accountId,
      resource: 'wishRound:minato-locum/2027',
      on_behalf_of: null,
    })
    expect(JSON.parse(entry?.detail ?? '')).toEqual({
      revision: 2,
      deadline: '2026-07-31',
      deadlineBefore: '2026-06-15',
      quotas: '-/-/3',
      quotasBefore: '20/10/5',
      ownQuotas: `${NEW} 1/1/1`,
      ownQuotasBefore: '',
    })
  })

  it('without a deadline is closed to physicians', async () => {
    await desk.setRound({ deadline: null })
    expect(await desk.read()).toMatchObject({ deadline: null, open: false, mayEnter: false })
  })

  it.each([
    ['a deadline that is no day', { deadline: '2027-02-29' }, ['deadline']],
    ['a deadline after the year', { deadline: '2028-04-01' }, ['deadline']],
    ['a deadline years before it', { deadline: '2025-03-31' }, ['deadline']],
    ['two lines', { returnTo: 'FAX\n0000' }, ['returnTo']],
    ['a line far too long', { returnTo: 'あ'.repeat(121) }, ['returnTo']],
    [
      'quotas below nought and in parts',
      quotas({ unavailable: -1, want: 1.5 }),
      ['quotas.everybody.unavailable', 'quotas.everybody.want'],
    ],
    ['a quota of no kind of ours', quotas({ maybe: 3 }), ['quotas.everybody']],
    ['no quotas', { quotas: undefined }, ['quotas']],
    [
      'bad quotas, of somebody who is no member too',
      { deadline: '2028-04-01', ...quotas({ want: -1 }, { nobody: { unavailable: 1, avoid: 1, want: 1 } }) },
      ['quotas.everybody.want', 'deadline', 'quotas.members.nobody'],
    ],
    [
      'a deadline after the year, and quotas of somebody who is no member',
      { deadline: '2028-04-01', ...quotas({}, { nobody: { unavailable: 1, avoid: 1, want: 1 } }) },
      ['deadline', 'quotas.members.nobody'],
    ],
  ])('refuses %s by field', async (_title, change, paths) => {
    const before = await desk.round()
    const refused = await refusalOf(desk.setRound(change))
    expect(refused).toMatchObject({ status: 400, reason: 'invalidInput' })
    expect(refused.fields?.map(({ path }) => path)).toEqual(paths)
    expect(await desk.round()).toEqual(before)
  })

  it('refuses quotas of somebody who is no member', async () => {
    const own = { unavailable: 1, avoid: 1, want: 1 }
    for (const id of ['ward-kita-physician-1', 'nobody'])
      expect(await refusalOf(desk.setRound(quotas({}, { [id]: own })))).toMatchObject({
        status: 400,
        reason: 'unknownMember',
        fields: [{ path: `quotas.members.${id}` }],
      })
  })

  it('of ten clerks who change it at once, one does', async () => {
    const { revision } = await desk.round()
    const tries = Array.from({ length: 10 }, (_, index) => desk.setRound({ revision, returnTo: `${index}` }))
    const statuses = (await Promise.all(tries)).map(({ status }) => status)
    expect(statuses.sort()).toEqual([200, ...Array(9).fill(409)])
    expect((await desk.round()).revision).toBe(revision + 1)
  })

  it('of ten clerks who open a year at once, one does', async () => {
    const path = '/api/schemes/minato-locum/rosters/2028/wish-round'
    const first = { deadline: '2027-06-30', returnTo: '', ...quotas({}), revision: 0 }
    const statuses = (await Promise.all(Array.from({ length: 10 }, () => desk.clerk.post(path, first)))).map(
      ({ status }) => status,
    )
    expect(statuses.sort()).toEqual([200, ...Array(9).fill(409)])
  })
})

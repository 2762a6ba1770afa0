import { beforeAll, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import type { Context } from '../../server/context.ts'
import type { Sheet } from '../../server/reports/sheet-view.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { aMembership, anAppOf, membershipOf } from '../setup/person.ts'

const SHEETS = '/api/schemes/minato-locum/rosters/2026/sheets'

onEachDatabase('the sheets', ({ seeded }) => {
  let open: OpenDatabase
  let context: Context
  let office: Awaited<ReturnType<typeof anAppOf>>
  beforeAll(async () => {
    open = await seeded()
    context = aContext(open, { config: { demo: false } }).context
    office = await anAppOf(context)
    await open.db
      .updateTable('physician')
      .set({ duty_phone: '0000-77-7777' })
      .where('id', 'like', 'minato-physician-%')
      .execute()
  })

  const sheetAt = async (path: string, by = office) => bodyOf<Sheet>(by.get(`${SHEETS}${path}`))
  const rowsOf = ({ blocks }: Sheet) => blocks.flatMap(({ rows }) => rows)
  const reasonAt = async (path: string, by = office) => {
    const response = await by.get(path)
    return `${response.status} ${(await bodyOf<{ reason: string }>(response)).reason}`
  }

  it.each([
    ['/year', '年間当番表_みなとネット_2026年度'],
    ['/month/2026-06', '月間当番表_みなとネット_2026年6月'],
    ['/contacts/2026-06', '夜間連絡先一覧_みなとネット_2026年6月'],
    ['/own/minato-physician-1', '先生別当番一覧_青葉一郎_2026年度'],
    ['/family/minato-physician-1/2026-06', '往診担当医・訪問看護担当一覧_青葉内科医院_2026年6月'],
  ])('%s is a PDF with a Japanese name that nobody keeps on the way', async (path, name) => {
    const response = await office.get(`${SHEETS}${path}?as=pdf`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/pdf')
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    const disposition = response.headers.get('content-disposition') ?? ''
    expect(disposition).toMatch(/^inline; filename="sheet\.pdf"; filename\*=UTF-8''[\w.~%-]+$/)
    expect(decodeURIComponent(disposition.split("''")[1] ?? '')).toBe(`${name}.pdf`)
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    const again = await office.get(`${SHEETS}${path}?as=pdf`)
    expect(Buffer.compare(bytes, Buffer.from(await again.arrayBuffer()))).toBe(0)
  })

  it('the poster has every published unit, with version and time of publication', async () => {
    const units = await open.db
      .selectFrom('publication_assignment')
      .where('publication_id', '=', 'minato-locum/2026/v1')
      .select('unit_id')
      .execute()
    const poster = await sheetAt('/year?era=reiwa')
    expect(rowsOf(poster)).toHaveLength(units.length)
    expect(poster.source).toBe('第1版（令和8年6月1日 09:00公開）')
    expect(poster.made).toBe('令和8年6月1日 作成')
    expect(poster.notes.join()).toContain('架空の地区')
  })

  it('numbers of the night are on the contact sheet alone', async () => {
    expect(JSON.stringify(await sheetAt('/contacts/2026-06'))).toContain('0000-77-7777')
    for (const path of [
      '/year',
      '/month/2026-06',
      '/own/minato-physician-1',
      '/family/minato-physician-1/2026-06',
    ])
      expect(JSON.stringify(await sheetAt(path))).not.toContain('0000-77-7777')
  })

  it('the family sheet names the clinic, its hospitals by block, and stations of the association', async () => {
    const clerk = await anAppOf(context, { memberships: [aMembership({ associationId: 'ward-kita' })] })
    const path = '/api/schemes/ward-kita-locum/rosters/2026/sheets/family/ward-kita-physician-1/2026-06'
    const said = JSON.stringify(await bodyOf<Sheet>(clerk.get(path)))
    for (const text of ['あさひ内科', '朝日 一成', '見本東病院', '訪問看護ステーションけやき'])
      expect(said).toContain(text)
    expect(said).not.toContain('見本西病院')
  })

  it('a month at the edge of the year has the week that reaches into it from the year before', async () => {
    const path = '/api/schemes/ward-kita-locum/rosters/2026/sheets/month/2026-04'
    const clerk = await anAppOf(context, { memberships: [aMembership({ associationId: 'ward-kita' })] })
    const before = await bodyOf<Sheet>(clerk.get(path))
    const id = 'ward-kita-locum/2025'
    const day = '2026-03-30'
    const publication = {
      id: `${id}/v1`,
      roster_id: id,
      number: 1,
      published_at: instantOf('2025-02-01', '09:00'),
    }
    await open.db.transaction().execute(async trx => {
      await trx
        .insertInto('roster')
        .values({ id, scheme_id: 'ward-kita-locum', fiscal_year: 2025, revision: 0, findings: '{}' })
        .execute()
      await trx
        .insertInto('publication')
        .values({ ...publication, seed: 1, input_hash: 'none' })
        .execute()
      await trx
        .insertInto('publication_assignment')
        .values({
          publication_id: publication.id,
          unit_id: `ward-kita-locum/${day}/week`,
          post: 'locum',
          physician_id: 'ward-kita-physician-9',
          day,
          start_at: instantOf(day, '00:00'),
          end_at: instantOf('2026-04-05', '24:00'),
          holiday_class: 'week',
          label: '週',
          tentative: 0,
        })
        .execute()
    })
    const after = await bodyOf<Sheet>(clerk.get(path))
    expect(rowsOf(after)).toHaveLength(rowsOf(before).length + 1)
    expect(rowsOf(after)[0]).toContain('佐伯 一歩')
    expect(after.source).toBe('2025年度第1版（2025年2月1日 09:00公開）、第1版（2026年6月1日 09:00公開）')
    const may = await bodyOf<Sheet>(clerk.get(path.replace('04', '05')))
    expect(may.source).toBe('第1版（2026年6月1日 09:00公開）')
  })

  it('the family sheet of a scheme without blocks names the hospitals of the association', async () => {
    const sheet = await sheetAt('/family/minato-physician-1/2026-06')
    const hospitals = await open.db
      .selectFrom('hospital')
      .where('association_id', '=', 'minato')
      .select(['name', 'phone'])
      .orderBy('id')
      .execute()
    expect(hospitals.length).toBeGreaterThan(0)
    expect(sheet.blocks.find(block => block.title === '入院の相談先')?.rows).toEqual(
      hospitals.map(({ name, phone }) => [name, phone]),
    )
  })

  it('shows the rota as it stands after a change, and tells when that was', async () => {
    const duty = await open.db
      .selectFrom('publication_assignment')
      .where('publication_id', '=', 'minato-locum/2026/v1')
      .where('day', '>', '2026-09-01')
      .selectAll()
      .orderBy('day')
      .executeTakeFirstOrThrow()
    const to = duty.physician_id === 'minato-physician-1' ? 'minato-physician-2' : 'minato-physician-1'
    const month = duty.day.slice(0, 7)
    const before = rowsOf(await sheetAt(`/month/${month}`))
    await open.db
      .insertInto('duty_change')
      .values({
        id: 'a-change',
        roster_id: 'minato-locum/2026',
        publication_id: duty.publication_id,
        number: 1,
        kind: 'override',
        exchange_id: null,
        unit_id: duty.unit_id,
        post: duty.post,
        start_at: duty.end_at - 6 * 3_600_000,
        end_at: duty.end_at,
        from_physician_id: duty.physician_id,
        to_physician_id: to,
        reason: '学会',
        applied_at: context.clock(),
        applied_by: null,
      })
      .execute()
    const after = await sheetAt(`/month/${month}`)
    expect(rowsOf(after)).toHaveLength(before.length + 1)
    expect(JSON.stringify(after)).toContain(to === 'minato-physician-1' ? '青葉 一郎' : '泉 春子')
    expect(JSON.stringify(after)).not.toContain('学会')
    expect(after.source).toContain('6月1日 09:00変更')
    // A later version takes the change over, which is then none after it.
    const rows = await open.db
      .selectFrom('publication_assignment')
      .where('publication_id', '=', duty.publication_id)
      .selectAll()
      .execute()
    const later = 'minato-locum/2026/v2'
    const published = {
      roster_id: 'minato-locum/2026',
      number: 2,
      published_at: context.clock() + 4 * 60_000,
    }
    await open.db
      .insertInto('publication')
      .values({ ...published, id: later, seed: 1, input_hash: 'none' })
      .execute()
    await open.db
      .insertInto('publication_assignment')
      .values(rows.map(row => ({ ...row, publication_id: later })))
      .execute()
    const { id: _, ...change } = await open.db
      .selectFrom('duty_change')
      .where('id', '=', 'a-change')
      .selectAll()
      .executeTakeFirstOrThrow()
    await open.db
      .insertInto('duty_change')
      .values({ ...change, id: 'carried', publication_id: later })
      .execute()
    expect((await sheetAt(`/month/${month}`)).source).toBe('第2版（2026年6月1日 09:04公開）')
  })

  describe('who asks', () => {
    it('a physician gets their own sheets and nobody else’s', async () => {
      const physician = await anAppOf(context, { memberships: [membershipOf('physician', 'minato')] })
      const own = await sheetAt('/own/minato-physician-1', physician)
      expect(own.about).toBe('青葉 一郎 先生　2026年度')
      expect(await reasonAt(`${SHEETS}/own/minato-physician-2`, physician)).toBe('403 notAllowed')
      expect(await reasonAt(`${SHEETS}/family/minato-physician-2/2026-06`, physician)).toBe('403 notAllowed')
      expect(await reasonAt(`${SHEETS}/contacts/2026-06`, physician)).toBe('403 notAllowed')
    })

    it.each(['nursingStation', 'coordinationCentre'] as const)('a %s gets rota and contacts', async role => {
      const reader = await anAppOf(context, { memberships: [membershipOf(role, 'minato')] })
      for (const path of ['/year', '/month/2026-06', '/contacts/2026-06'])
        expect((await reader.get(`${SHEETS}${path}`)).status).toBe(200)
      expect(await reasonAt(`${SHEETS}/own/minato-physician-1`, reader)).toBe('403 notAllowed')
    })

    it('another association learns of a physician what it may read anyway, and that there may be more', async () => {
      await open.db
        .insertInto('scheme_member')
        .values({
          scheme_id: 'ward-kita-locum',
          physician_id: 'minato-physician-1',
          joined_on: '2026-05-01',
          left_on: null,
          min_units: null,
          max_units: null,
          share_percent: 100,
          posts: null,
          blocks: null,
        })
        .execute()
      const path = '/api/schemes/ward-kita-locum/rosters/2026/sheets/own/minato-physician-1'
      const clerk = await anAppOf(context, { memberships: [aMembership({ associationId: 'ward-kita' })] })
      const seen = await bodyOf<Sheet>(clerk.get(path))
      expect(rowsOf(seen)).toEqual([])
      expect(seen.notes).toContain('ほかの医師会の当番は含みません。')
      const both = ['minato', 'ward-kita'].map(associationId => aMembership({ associationId }))
      const whole = await bodyOf<Sheet>((await anAppOf(context, { memberships: both })).get(path))
      expect(rowsOf(whole).length).toBeGreaterThan(4)
      expect(whole.notes).not.toContain('ほかの医師会の当番は含みません。')
    })
  })

  it.each([
    [
      'a draft, which is not published',
      '/api/schemes/minato-locum/rosters/2027/sheets/year',
      '409 nothingPublished',
    ],
    [
      'a year of which there is nothing',
      '/api/schemes/minato-locum/rosters/2030/sheets/month/2030-04',
      '409 nothingPublished',
    ],
    ['a month of another year', `${SHEETS}/month/2026-03`, '400 invalidInput'],
    ['a month that there is not', `${SHEETS}/month/2026-13`, '400 invalidInput'],
    ['an unknown way of writing years', `${SHEETS}/year?era=meiji`, '400 invalidInput'],
    ['a physician outside the scheme', `${SHEETS}/own/ward-kita-physician-2`, '404 notFound'],
    ['an unknown scheme', '/api/schemes/nowhere/rosters/2026/sheets/year', '404 notFound'],
  ])('refuses %s', async (_title, path, reason) => {
    expect(await reasonAt(path)).toBe(reason)
    expect(office.reports).toEqual([])
  })
})

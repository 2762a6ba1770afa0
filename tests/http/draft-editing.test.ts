import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DraftRota } from '../../server/roster/editing/draft-edit-view.ts'
import type { RosterDraft } from '../../server/roster/roster-view.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf } from '../setup/person.ts'

const DRAFT = '/api/schemes/minato-locum/rosters/2027/draft'

onEachDatabase('the API of the year table', ({ seeded }) => {
  let server: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    server = await anAppOf(aContext(await seeded()).context)
  })
  const rota = () => bodyOf<DraftRota>(server.get(`${DRAFT}/rota`))
  /** The first duty, to be left open. */
  const opening = async () => {
    const { assignments } = await rota()
    const [first] = assignments
    if (!first) throw new Error('the draft is not empty')
    return { kind: 'assign', unit: first.unit, post: first.post, was: first.person, to: null }
  }

  it('gives the instance as the rota maker takes it, and what the duties are called', async () => {
    const { instance, assignments, units } = await rota()
    expect(instance).toMatchObject({ format: 'rinban-rota/1', posts: ['locum'], pins: [] })
    expect(assignments[0]).toEqual({
      unit: expect.stringMatching(/^minato-locum\/\d/),
      post: 'locum',
      person: expect.stringMatching(/^minato-physician-/),
      pinned: false,
    })
    expect(units.map(({ id }) => id)).toEqual(instance.units.map(({ id }) => id))
    expect(units[0]).toMatchObject({ label: '日曜日', tentative: expect.any(Boolean) })
  })

  it('makes an edit, after which the draft says what is missing', async () => {
    const edit = await opening()
    const before = await bodyOf<RosterDraft>(server.get(DRAFT))
    expect(before.findings.remarks).toEqual([])
    const answer = await server.post(`${DRAFT}/edits`, { edits: [edit] })
    expect([answer.status, await answer.json()]).toEqual([200, { revision: 2 }])
    const after = await bodyOf<RosterDraft>(server.get(DRAFT))
    expect(after.findings.remarks).toContainEqual({
      kind: 'unfilled',
      people: [],
      units: [edit.unit],
      post: 'locum',
    })
    expect(server.reports).toEqual([])
  })

  it('refuses the second of two who change the same duty, with its day and in words', async () => {
    const edit = await opening()
    await server.post(`${DRAFT}/edits`, { edits: [edit] })
    const refused = await server.post(`${DRAFT}/edits`, { edits: [{ ...edit, to: 'minato-physician-2' }] })
    expect([refused.status, await refused.json()]).toEqual([
      409,
      {
        reason: 'changedMeanwhile',
        message: 'ほかの方が先に同じ当番を変更しました。今の内容をご確認ください。',
        detail: edit.unit.split('/')[1],
      },
    ])
  })
})

onEachDatabase('bad input to the year table', ({ seeded }) => {
  let server: Awaited<ReturnType<typeof anAppOf>>
  let edit: Record<string, unknown>
  beforeAll(async () => {
    server = await anAppOf(aContext(await seeded()).context)
    const { assignments } = await bodyOf<DraftRota>(server.get(`${DRAFT}/rota`))
    const [first] = assignments
    edit = { kind: 'assign', unit: first?.unit, post: 'locum', was: first?.person, to: null }
  })

  describe('is refused by field', () => {
    it.each([
      ['no edits', () => ({}), 'invalidInput', ['edits']],
      ['an empty list', () => ({ edits: [] }), 'invalidInput', ['edits']],
      ['10,000 edits of no kind', () => ({ edits: Array(10_000).fill(0) }), 'invalidInput', ['edits']],
      ['401 edits', () => ({ edits: Array(401).fill(edit) }), 'invalidInput', ['edits']],
      ['an unknown kind', () => ({ edits: [{ ...edit, kind: 'drop' }] }), 'invalidInput', ['edits.0.kind']],
      ['nobody named', () => ({ edits: [{ ...edit, was: undefined }] }), 'invalidInput', ['edits.0.was']],
      ['a number for a person', () => ({ edits: [{ ...edit, to: 7 }] }), 'invalidInput', ['edits.0.to']],
      [
        'a pin in words',
        () => ({ edits: [{ ...edit, kind: 'pin', was: 'no', to: true }] }),
        'invalidInput',
        ['edits.0.was'],
      ],
      ['something more', () => ({ edits: [edit], force: true }), 'invalidInput', ['']],
      [
        'an unknown unit',
        () => ({ edits: [edit, { ...edit, unit: 'nothing' }] }),
        'unknownUnit',
        ['edits.1.unit'],
      ],
      ['an unknown post', () => ({ edits: [{ ...edit, post: 'chief' }] }), 'invalidInput', ['edits.0.post']],
      ['no member', () => ({ edits: [{ ...edit, to: 'nobody' }] }), 'unknownMember', ['edits.0.to']],
    ])('%s', async (_title, body, reason, paths) => {
      const response = await server.post(`${DRAFT}/edits`, body())
      const problem = await bodyOf<{ reason: string; fields: { path: string; message: string }[] }>(response)
      expect([response.status, problem.reason]).toEqual([400, reason])
      expect(problem.fields.map(({ path }) => path)).toEqual(paths)
      expect(problem.fields.every(({ message }) => message.length > 0)).toBe(true)
    })
  })

  it.each([
    ['a year without a draft', '/api/schemes/minato-locum/rosters/2031/draft', 409, 'nothingDrafted'],
    ['no such scheme', '/api/schemes/nowhere/rosters/2027/draft', 404, 'notFound'],
    ['a year too late', '/api/schemes/minato-locum/rosters/2101/draft', 400, 'invalidInput'],
  ])('%s', async (_title, path, status, reason) => {
    const response = await server.post(`${path}/edits`, { edits: [edit] })
    expect([response.status, (await bodyOf<{ reason: string }>(response)).reason]).toEqual([status, reason])
  })

  it('there is no rota to read where nothing is drafted', async () => {
    expect((await server.get('/api/schemes/minato-locum/rosters/2031/draft/rota')).status).toBe(404)
  })

  it('changes nothing', async () => {
    expect((await bodyOf<DraftRota>(server.get(`${DRAFT}/rota`))).revision).toBe(1)
    expect(server.reports).toEqual([])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { officesOf, ownCalendarsOf, physiciansOf } from '../../web/account/derived.ts'
import { answerOf } from '../../web/api/answer.ts'
import { inFours } from '../../web/sign-in/in-fours.ts'
import { passwordProblem } from '../../web/sign-in/password-problem.ts'
import { signInHref, wantedPath } from '../../web/sign-in/wanted-path.ts'

describe('where a sign-in leads', () => {
  it.each([
    ['a page of ours, with its query', '/associations/minato/audit?from=2026-04-01'],
    ['the first page', '/'],
  ])('is back to %s', (_title, path) => {
    expect(wantedPath(new URL(signInHref(path), 'http://localhost').search)).toBe(path)
  })

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example/',
    '/\\elsewhere.example/',
    '/\t/elsewhere.example/',
    'javascript:alert(1)',
    'elsewhere.example',
    '/sign-in',
    '/sign-in?to=/account',
    '',
  ])('is the first page for %j', to => {
    expect(wantedPath(`?${new URLSearchParams({ to })}`)).toBe('/')
  })

  it('is a path of ours when it was made to look like a host', () => {
    expect(wantedPath('?to=/.//elsewhere.example/')).toBe('/elsewhere.example/')
  })

  it('is never another site, whatever the address says', () => {
    const aPiece = fc.constantFrom(
      '/',
      '\\',
      '//',
      '\t',
      '\n',
      '@',
      ':',
      'evil.example',
      'https:',
      '.',
      '?',
      '#',
      '%2f',
    )
    fc.assert(
      fc.property(fc.array(aPiece, { maxLength: 8 }), pieces => {
        const path = wantedPath(`?${new URLSearchParams({ to: pieces.join('') })}`)
        expect(new URL(path, 'http://rinban.test').origin).toBe('http://rinban.test')
      }),
    )
  })
})

describe('memberships', () => {
  const minato = { id: 'minato', name: '見本みなと医師会' }
  const kita = { id: 'ward-kita', name: '見本北区' }
  const aMembership = (
    id: string,
    role: 'secretariat' | 'physician' | 'hospitalLiaison',
    association: typeof minato | null,
  ) => ({
    id,
    role,
    association,
    facilityId: role === 'secretariat' ? null : `${association?.id}-${role}-1`,
  })

  it('say whose calendars are theirs: of a physician and a hospital, and none of a secretariat', () => {
    const memberships = [
      aMembership('1', 'physician', minato),
      aMembership('2', 'secretariat', minato),
      aMembership('3', 'hospitalLiaison', kita),
    ]
    expect(ownCalendarsOf(memberships)).toEqual([
      {
        path: { associationId: 'minato', audience: 'physician', audienceId: 'minato-physician-1' },
        association: minato.name,
      },
      {
        path: { associationId: 'ward-kita', audience: 'hospital', audienceId: 'ward-kita-hospitalLiaison-1' },
        association: kita.name,
      },
    ])
  })

  it('say which physicians they are: one for each association', () => {
    const memberships = [
      aMembership('1', 'physician', minato),
      aMembership('2', 'secretariat', kita),
      aMembership('3', 'physician', kita),
    ]
    expect(physiciansOf(memberships)).toEqual([
      { associationId: 'minato', physicianId: 'minato-physician-1', name: minato.name },
      { associationId: 'ward-kita', physicianId: 'ward-kita-physician-1', name: kita.name },
    ])
  })

  it('say which secretariats are theirs, each once', () => {
    const memberships = [
      aMembership('1', 'secretariat', minato),
      aMembership('2', 'secretariat', minato),
      aMembership('3', 'physician', kita),
      aMembership('4', 'secretariat', null),
    ]
    expect(officesOf(memberships)).toEqual([minato])
  })
})

describe('refusals of a form', () => {
  it('name the fields in question', async () => {
    const fields = [{ path: 'email', message: '正しく入力してください。' }]
    const problem = { reason: 'invalidInput', message: '入力に誤りがあります。', fields }
    const refused = Promise.resolve(new Response(JSON.stringify(problem), { status: 400 }))
    expect(await answerOf(refused)).toEqual({
      ok: false,
      failure: { reason: 'invalidInput', fields: ['email'] },
    })
  })

  it('are said at the password only when they are about it', () => {
    expect(passwordProblem({ reason: 'passwordTooShort' })).toBe('passwordTooShort')
    expect(passwordProblem({ reason: 'linkUsed' })).toBeNull()
    expect(passwordProblem({ reason: 'connectionLost' })).toBeNull()
    expect(passwordProblem(null)).toBeNull()
  })
})

describe('a secret to type in', () => {
  it('stands in groups of four, the last perhaps shorter', () => {
    expect(inFours('ABCDEFGHIJ')).toBe('ABCD EFGH IJ')
    expect(inFours('')).toBe('')
  })
})

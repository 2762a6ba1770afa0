import { describe, expect, it } from 'vitest'
import type { SessionView } from '../../server/identity/identity-view.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import { pdfHref } from '../../web/api/sheets.ts'
import { askedOf, monthsOf, queryOf, sheetsFor } from '../../web/sheets/derived.ts'
import { aMember } from './a-rota.ts'

type Membership = SessionView['memberships'][number]

const aMembership = (role: Membership['role'], facilityId: string | null = null): Membership => ({
  id: 'm',
  association: { id: 'minato', name: '見本医師会' },
  role,
  facilityId,
})

const year = (mayEdit = false) => ({
  association: { id: 'minato', name: '見本医師会', invented: false },
  fiscalYear: 2026,
  members: [aMember('p1'), aMember('p2')],
  mayEdit,
})
const NOW = instantOf('2026-06-01', '09:00')

describe('the sheets that are offered', () => {
  it.each([
    ['the secretariat', true, aMembership('secretariat'), ['year', 'month', 'own', 'contacts', 'family']],
    ['a physician of the scheme', false, aMembership('physician', 'p2'), ['year', 'month', 'own', 'family']],
    ['a physician beside it', false, aMembership('physician', 'p9'), ['year', 'month']],
    ['a nursing station', false, aMembership('nursingStation', 's1'), ['year', 'month', 'contacts']],
    ['a centre', false, aMembership('coordinationCentre'), ['year', 'month', 'contacts']],
    ['a city', false, aMembership('observer'), ['year', 'month']],
  ] as const)('to %s', (_title, mayEdit, membership, sheets) => {
    expect(sheetsFor(year(mayEdit), [membership])).toEqual(sheets)
  })
})

describe('what the address asks for', () => {
  it('is the poster, the present month and the first physician when it says nothing', () => {
    const asked = askedOf('', year(true), [aMembership('secretariat')], NOW)
    expect(asked).toEqual({ kind: 'year', month: '2026-06', physicianId: 'p1', era: 'western' })
  })

  it('is April in a year that is not the present one', () => {
    expect(askedOf('', year(), [], instantOf('2028-06-01', '09:00')).month).toBe('2026-04')
  })

  it('never is what the person may not open', () => {
    const asked = askedOf('?sheet=own&physician=p1', year(), [aMembership('physician', 'p2')], NOW)
    expect(asked).toMatchObject({ kind: 'own', physicianId: 'p2' })
    expect(askedOf('?sheet=contacts', year(), [aMembership('observer')], NOW).kind).toBe('year')
  })

  it('comes back from its own query', () => {
    const asked = { kind: 'family', month: '2027-03', physicianId: 'p2', era: 'reiwa' } as const
    expect(askedOf(queryOf(asked), year(true), [aMembership('secretariat')], NOW)).toEqual(asked)
  })
})

it('a fiscal year has its months from April to March', () => {
  const months = monthsOf(2026)
  expect([months[0], months[8], months[9], months[11]]).toEqual(['2026-04', '2026-12', '2027-01', '2027-03'])
})

it('the PDF has an address of its own', () => {
  const asked = { kind: 'family', month: '2026-06', physicianId: 'p1', era: 'reiwa' } as const
  expect(pdfHref({ schemeId: 'minato-locum', fiscalYear: 2026 }, asked)).toBe(
    '/api/schemes/minato-locum/rosters/2026/sheets/family/p1/2026-06?as=pdf&era=reiwa',
  )
})

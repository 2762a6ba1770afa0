import { describe, expect, it } from 'vitest'
import type { SessionView } from '../../server/identity/identity-view.ts'
import { yearLinks } from '../../web/rosters/year-links.ts'
import { aMember } from './a-rota.ts'

type Year = Parameters<typeof yearLinks>[0]

const aYear = (given: Partial<Year> = {}): Year => ({
  scheme: { id: 'minato-locum', name: '見本', shortName: '見本', posts: ['locum'] },
  association: { id: 'minato', name: '見本医師会', invented: true },
  fiscalYear: 2027,
  draftedAt: '2026-02-01T00:00:00.000Z',
  publications: [{ number: 1, publishedAt: '2026-02-20T05:00:00.000Z' }],
  members: [aMember('minato-physician-1')],
  mayEdit: false,
  ...given,
})

const aMembership = (
  role: SessionView['memberships'][number]['role'],
  facilityId: string | null = null,
): SessionView['memberships'][number] => ({
  id: 'm',
  association: { id: 'minato', name: '見本医師会' },
  role,
  facilityId,
})

const names = (...given: Parameters<typeof yearLinks>) => yearLinks(...given).map(({ name }) => name)

describe('the menu of a year', () => {
  it('has everything for the secretariat', () => {
    expect(names(aYear({ mayEdit: true }), [aMembership('secretariat')])).toEqual([
      'edit',
      'wishes',
      'wishSheet',
      'fairness',
      'ledger',
      'sheets',
      'versions',
      'exchanges',
      'calendar',
      'repair',
      'record',
      'members',
      'rotaSettings',
    ])
  })

  it('has nothing to edit before there is a draft, and nothing to repair before there is a version', () => {
    const menu = names(aYear({ mayEdit: true, draftedAt: null, publications: [] }), [
      aMembership('secretariat'),
    ])
    expect(menu).toEqual(['wishes', 'wishSheet', 'fairness', 'ledger', 'calendar', 'members', 'rotaSettings'])
  })

  it.each([
    [
      'a physician of the scheme',
      [aMembership('physician', 'minato-physician-1')],
      ['ownWishes', 'exchanges', 'ownVersions', 'fairness', 'sheets', 'calendar'],
    ],
    [
      'a physician beside it',
      [aMembership('physician', 'minato-physician-2')],
      ['exchanges', 'versions', 'fairness', 'sheets', 'calendar'],
    ],
    [
      'a nursing station',
      [aMembership('nursingStation', 'minato-station-1')],
      ['exchanges', 'versions', 'fairness', 'sheets', 'calendar'],
    ],
    ['somebody who is not signed in', [], ['fairness']],
  ])('has what is for %s', (_title, memberships, menu) => {
    expect(names(aYear(), memberships)).toEqual(menu)
  })

  it('shows nobody else how fair a rota is that is not published', () => {
    expect(names(aYear({ publications: [] }), [])).toEqual([])
  })

  it('leads to the pages of this year and scheme', () => {
    const hrefs = yearLinks(aYear({ mayEdit: true }), []).map(({ href }) => href)
    expect(hrefs).toContain('/schemes/minato-locum/2027/edit')
    expect(hrefs).toContain('/schemes/minato-locum/rota-settings')
    expect(hrefs).toContain('/associations/minato/calendars?of=scheme/minato-locum')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choiceOf, type RosterChoice, rosterHref, routeOf } from '../../web/app/routes.ts'

const usual: RosterChoice = { version: null, layout: 'months', physician: null }

describe('addresses', () => {
  it.each([
    ['/', { page: 'districts' }],
    ['/schemes/minato-locum/2026', { page: 'roster', schemeId: 'minato-locum', fiscalYear: 2026 }],
    ['/schemes/minato-locum/1949', { page: 'roster', schemeId: 'minato-locum', fiscalYear: 1949 }],
    ['/schemes/minato-locum/1948', { page: 'notFound' }],
    ['/schemes/minato-locum/2101', { page: 'notFound' }],
    ['/schemes/minato-locum/2026/', { page: 'notFound' }],
    ['/schemes/Minato/2026', { page: 'notFound' }],
    ['/schemes/../2026', { page: 'notFound' }],
    ['/sign-in', { page: 'signIn' }],
    ['/invitation', { page: 'invitation' }],
    ['/reset', { page: 'reset' }],
    ['/account', { page: 'account' }],
    ['/associations/minato/people', { page: 'office', office: 'people', associationId: 'minato' }],
    ['/associations/minato/audit', { page: 'office', office: 'audit', associationId: 'minato' }],
    ['/associations/minato/stations', { page: 'office', office: 'stations', associationId: 'minato' }],
    ['/associations/minato/contacts', { page: 'office', office: 'contacts', associationId: 'minato' }],
    [
      '/associations/minato/stations/minato-station-1',
      { page: 'station', associationId: 'minato', stationId: 'minato-station-1' },
    ],
    ['/associations/minato/calendars', { page: 'office', office: 'calendars', associationId: 'minato' }],
    [
      '/associations/minato/subscriptions',
      { page: 'office', office: 'subscriptions', associationId: 'minato' },
    ],
    ['/associations/minato/nothing', { page: 'notFound' }],
    ['/constructor', { page: 'notFound' }],
    ['/nowhere', { page: 'notFound' }],
  ])('%s', (path, route) => {
    expect(routeOf(path)).toEqual(route)
  })

  it('of a rota leads back to the same rota and choice', () => {
    const anId = fc.stringMatching(/^[a-z0-9-]{1,80}$/)
    const aChoice = fc.record({
      version: fc.oneof(
        fc.constant(null),
        fc.constant('draft' as const),
        fc.integer({ min: 1, max: 999_999 }),
      ),
      layout: fc.constantFrom('months' as const, 'year' as const),
      physician: fc.option(fc.string({ minLength: 1, unit: 'grapheme' })),
    })
    fc.assert(
      fc.property(anId, fc.integer({ min: 1949, max: 2100 }), aChoice, (schemeId, fiscalYear, choice) => {
        const url = new URL(rosterHref(schemeId, fiscalYear, choice), 'http://localhost')
        expect(routeOf(url.pathname)).toEqual({ page: 'roster', schemeId, fiscalYear })
        expect(choiceOf(url.search)).toEqual(choice)
      }),
    )
  })

  it('is short for the usual choice', () => {
    expect(rosterHref('minato-locum', 2026, usual)).toBe('/schemes/minato-locum/2026')
  })

  it.each([
    '',
    '?version=0',
    '?version=-1',
    '?version=1.5',
    '?version=x&layout=week&physician=',
    '?version=1234567',
  ])('reads a query it does not understand as the usual choice: %s', query => {
    expect(choiceOf(query)).toEqual(usual)
  })
})

import type { SessionView } from '../../server/identity/identity-view.ts'
import type { RosterSummary } from '../../server/roster/roster-view.ts'
import { physiciansOf } from '../account/derived.ts'
import { officeHref, schemeHref, yearHref } from '../app/routes.ts'
import type { Wording } from '../wording/wording.ts'

export type YearLink = { readonly href: string; readonly name: keyof Wording['yearMenu'] }

type Year = Pick<
  RosterSummary,
  'scheme' | 'association' | 'fiscalYear' | 'draftedAt' | 'publications' | 'members' | 'mayEdit'
>

/**
 * The pages beside a year's rota that are for whoever looks at it: all of them for the secretariat, the own wishes for
 * a physician of the scheme, and how fair a published rota is for everybody.
 */
export function yearLinks(year: Year, memberships: SessionView['memberships']): YearLink[] {
  const { scheme, association, fiscalYear, mayEdit, draftedAt, publications, members } = year
  const isMember = physiciansOf(memberships).some(
    own => own.associationId === association.id && members.some(({ id }) => id === own.physicianId),
  )
  const of = (part: Parameters<typeof yearHref>[2], name: YearLink['name']): YearLink => ({
    href: yearHref(scheme.id, fiscalYear, part),
    name,
  })
  const fairness = publications.length > 0 || mayEdit ? [of('fairness', 'fairness')] : []
  const reads = mayEdit || memberships.some(held => held.association?.id === association.id)
  const sheets = publications.length > 0 && reads ? [of('sheets', 'sheets')] : []
  const versions =
    publications.length > 0 && reads
      ? [of('versions', isMember && !mayEdit ? 'ownVersions' : 'versions')]
      : []
  const exchanges = publications.length > 0 && reads ? [of('exchanges', 'exchanges')] : []
  const calendar: YearLink[] = reads
    ? [{ href: officeHref(association.id, 'calendars', `?of=scheme/${scheme.id}`), name: 'calendar' }]
    : []
  if (!mayEdit)
    return [
      ...(isMember ? [of('wishes', 'ownWishes')] : []),
      ...exchanges,
      ...versions,
      ...fairness,
      ...sheets,
      ...calendar,
    ]
  return [
    ...(draftedAt === null ? [] : [of('edit', 'edit')]),
    of('wishes', 'wishes'),
    of('wish-sheet', 'wishSheet'),
    ...fairness,
    of('ledger', 'ledger'),
    ...sheets,
    ...versions,
    ...exchanges,
    ...calendar,
    ...(publications.length > 0 ? [of('repair', 'repair'), of('record', 'record')] : []),
    { href: schemeHref(scheme.id, 'members'), name: 'members' },
    { href: schemeHref(scheme.id, 'rota-settings'), name: 'rotaSettings' },
  ]
}

import type { Audience } from '../feeds/audience.ts'
import type { Role } from './role.ts'

/**
 * What an action asks of the person: `open` nothing, `signedIn` an account, `member` one of the roles in the
 * resource's association (or one of the `own` roles, held for the very facility the resource is of), `calendar` what
 * `calendarReaders` asks for that calendar, `administrator` the role that belongs to no association. `fresh`: patient
 * data, for which a session that has lapsed on a remembered device confirms again. `board`: also whoever was given the
 * link of that association's board.
 */
export type Demand =
  | { of: 'open' }
  | { of: 'signedIn'; factors: 1 | 2 }
  | {
      of: 'member'
      roles: readonly Role[]
      own?: readonly Role[]
      factors: 1 | 2
      demo?: 'open'
      fresh?: true
      board?: true
    }
  | { of: 'calendar'; factors: 2 }
  | { of: 'administrator'; factors: 2 }

const EVERY_MEMBER = [
  'secretariat',
  'physician',
  'hospitalLiaison',
  'nursingStation',
  'coordinationCentre',
  'observer',
] as const

const bySecretariat = { of: 'member', roles: ['secretariat'], factors: 2 } as const satisfies Demand
const byEveryMember = { of: 'member', roles: EVERY_MEMBER, factors: 2 } as const satisfies Demand

/** The secretariat, and the centre that does its work where there is one (domain.md §2 C and D), with patient data. */
const ofPatients = {
  of: 'member',
  roles: ['secretariat', 'coordinationCentre'],
  factors: 2,
  fresh: true,
} as const satisfies Demand

/** An invented district may be looked at by anyone while the demo is on: there is nobody in it. */
const inDemoByAnyone = (demand: Demand): Demand =>
  demand.of === 'member' ? { ...demand, demo: 'open' } : demand

/** Every action there is, with what it asks. A route names one of these or does not compile. */
export const actions = {
  'signIn.use': { of: 'open' },
  'invitation.use': { of: 'open' },
  'feed.read': { of: 'open' },
  'districts.list': { of: 'open' },
  'ownAccount.begin': { of: 'signedIn', factors: 1 },
  'ownAccount.use': { of: 'signedIn', factors: 2 },
  'account.reset': { of: 'administrator', factors: 2 },
  'roster.read': inDemoByAnyone(byEveryMember),
  'draft.read': inDemoByAnyone(bySecretariat),
  'balance.read': inDemoByAnyone(bySecretariat),
  'contactSheet.read': { ...bySecretariat, roles: ['secretariat', 'nursingStation', 'coordinationCentre'] },
  'ownSheet.read': { ...bySecretariat, own: ['physician'] },
  'familySheet.read': { ...bySecretariat, own: ['physician'] },
  'draft.make': bySecretariat,
  'draft.edit': bySecretariat,
  'rota.search': bySecretariat,
  'rota.repair': bySecretariat,
  'ledger.read': bySecretariat,
  'ledger.enter': bySecretariat,
  'exchange.read': byEveryMember,
  'exchange.act': { ...bySecretariat, own: ['physician'] },
  'exchange.decide': bySecretariat,
  'duty.override': bySecretariat,
  'wishRound.read': { ...bySecretariat, roles: ['secretariat', 'physician'] },
  'wishRound.change': bySecretariat,
  'wish.readAll': bySecretariat,
  'wish.read': { ...bySecretariat, own: ['physician'] },
  'wish.enter': { ...bySecretariat, own: ['physician'] },
  'scheme.read': bySecretariat,
  'scheme.change': bySecretariat,
  'roster.publish': bySecretariat,
  'roster.withdraw': bySecretariat,
  'receipt.readAll': bySecretariat,
  'receipt.read': { ...bySecretariat, own: ['physician'] },
  'receipt.give': { ...bySecretariat, own: ['physician'] },
  'dutyRecord.read': bySecretariat,
  'dutyRecord.enter': bySecretariat,
  'people.read': bySecretariat,
  'people.change': bySecretariat,
  'settings.read': bySecretariat,
  'settings.change': bySecretariat,
  'stations.read': byEveryMember,
  'stations.change': bySecretariat,
  'station.read': { ...bySecretariat, own: ['nursingStation'] },
  'station.change': { ...bySecretariat, own: ['nursingStation'] },
  'station.confirm': { ...bySecretariat, roles: [], own: ['nursingStation'] },
  'contacts.read': bySecretariat,
  'contacts.change': bySecretariat,
  'areas.read': byEveryMember,
  'areas.change': bySecretariat,
  'capabilities.enter': { ...bySecretariat, own: ['physician'] },
  'absence.readAll': { ...bySecretariat, roles: ['secretariat', 'coordinationCentre'] },
  'absence.read': { ...bySecretariat, own: ['physician'] },
  'absence.affected': { ...ofPatients, roles: ['secretariat', 'coordinationCentre'], own: ['physician'] },
  'absence.enter': { ...bySecretariat, own: ['physician'] },
  'absenceHand.raise': { ...bySecretariat, own: ['physician'] },
  'absenceReasons.change': bySecretariat,
  'coverage.read': byEveryMember,
  'audit.read': bySecretariat,
  'board.visit': { of: 'open' },
  'board.read': { ...byEveryMember, demo: 'open', board: true },
  'board.search': byEveryMember,
  'boardLinks.read': bySecretariat,
  'boardLinks.change': bySecretariat,
  'patients.read': {
    ...ofPatients,
    roles: ['secretariat', 'coordinationCentre', 'physician', 'nursingStation', 'hospitalLiaison'],
  },
  'patient.enter': { ...ofPatients, roles: ['secretariat', 'coordinationCentre', 'physician'] },
  'patient.close': { ...ofPatients, own: ['physician'] },
  'careTeam.make': ofPatients,
  'careTeam.change': { ...ofPatients, own: ['physician'] },
  'physicians.search': { ...bySecretariat, roles: ['secretariat', 'coordinationCentre', 'physician'] },
  'referrals.read': {
    ...ofPatients,
    roles: ['secretariat', 'coordinationCentre', 'physician', 'hospitalLiaison'],
  },
  'referral.enter': { ...ofPatients, roles: ['secretariat', 'coordinationCentre', 'hospitalLiaison'] },
  'referral.offer': { ...ofPatients, own: ['physician'] },
  'referral.confirm': ofPatients,
  'referral.withdraw': { ...ofPatients, own: ['hospitalLiaison'] },
  'calls.read': ofPatients,
  'call.enter': ofPatients,
  'calendars.read': byEveryMember,
  'calendar.subscribe': { of: 'calendar', factors: 2 },
  'subscriptions.readAll': bySecretariat,
} as const satisfies Record<string, Demand>

export type Action = keyof typeof actions

/**
 * Who may subscribe to which calendar: the secretariat to any, for itself or for others (代行入力); physicians to their
 * own and their clinic's, stations and hospitals to their own; to what several share, whoever may read its rotas.
 */
export const calendarReaders = {
  physician: { ...bySecretariat, own: ['physician'] },
  clinic: { ...bySecretariat, own: ['physician'] },
  nursingStation: { ...bySecretariat, own: ['nursingStation'] },
  hospital: { ...bySecretariat, own: ['hospitalLiaison'] },
  scheme: byEveryMember,
  association: byEveryMember,
  supportBlock: byEveryMember,
  clinicGroup: byEveryMember,
} as const satisfies Record<Audience, Extract<Demand, { of: 'member' }>>

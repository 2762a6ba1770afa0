/**
 * Who may use which route: the whole matrix, to be read by people. A route that is not here fails the build.
 *
 *   anyone          without signing in
 *   password        whoever has given a password, even before the second factor
 *   account         whoever is signed in completely
 *   A               the system administrator, who belongs to no association
 *   S P H N C O     that role, in the association the route is about: secretariat, physician, hospital liaison,
 *                   nursing station, coordination centre, observer (city or prefecture)
 *   own P           a physician, for themselves alone
 *   own N           a nursing station, for itself alone
 *
 * Always: another association's id answers as one that does not exist; nobody without a second factor gets
 * further than signing in; a disabled account is nobody.
 */
const ROSTER = '/api/schemes/{schemeId}/rosters/{fiscalYear}'
const WISHES = `${ROSTER}/physicians/{physicianId}/wishes`
const SCHEME = '/api/schemes/{schemeId}'
const MEMBERSHIP = `${SCHEME}/members/{physicianId}/{joinedOn}`
const EXCHANGES = `${ROSTER}/physicians/{physicianId}/exchanges`
const ASSOCIATION = '/api/associations/{associationId}'
const STATION = `${ASSOCIATION}/stations/{stationId}`
const SUBSCRIPTIONS = `${ASSOCIATION}/calendars/{audience}/{audienceId}/subscriptions`

export const expected: Record<string, string> = {
  'GET /feeds/{file}': 'anyone',
  'GET /api/associations': 'anyone',

  [`GET ${ROSTER}`]: 'S P H N C O',
  [`GET ${ROSTER}/publications/{number}`]: 'S P H N C O',
  [`GET ${ROSTER}/draft`]: 'S',
  [`POST ${ROSTER}/draft`]: 'S',
  [`GET ${ROSTER}/draft/rota`]: 'S',
  [`POST ${ROSTER}/draft/edits`]: 'S',
  [`POST ${ROSTER}/publications`]: 'S',
  [`GET ${ROSTER}/gate`]: 'S',
  [`GET ${ROSTER}/lost-links`]: 'S',
  [`GET ${ROSTER}/versions`]: 'S P H N C O',
  [`GET ${ROSTER}/difference`]: 'S P H N C O',
  [`POST ${ROSTER}/withdrawals`]: 'S',
  [`GET ${ROSTER}/receipts`]: 'S',
  [`GET ${ROSTER}/physicians/{physicianId}/receipt`]: 'S, own P',
  [`POST ${ROSTER}/physicians/{physicianId}/receipt`]: 'S, own P',
  [`GET ${ROSTER}/records`]: 'S',
  [`POST ${ROSTER}/records`]: 'S',
  [`POST ${ROSTER}/runs`]: 'S',
  [`GET ${ROSTER}/runs/current`]: 'S',
  [`GET ${ROSTER}/runs/{runId}`]: 'S',
  [`POST ${ROSTER}/runs/{runId}/stop`]: 'S',
  [`POST ${ROSTER}/runs/{runId}/take`]: 'S',
  [`POST ${ROSTER}/repairs`]: 'S',
  [`POST ${ROSTER}/repairs/take`]: 'S',
  [`GET ${ROSTER}/draft/fairness`]: 'S',
  [`GET ${ROSTER}/publications/{number}/fairness`]: 'S P H N C O',
  [`GET ${ROSTER}/ledger`]: 'S',
  [`POST ${ROSTER}/ledger`]: 'S',

  [`GET ${ROSTER}/duty-file`]: 'S P H N C O',
  [`GET ${ROSTER}/sheets/year`]: 'S P H N C O',
  [`GET ${ROSTER}/sheets/month/{month}`]: 'S P H N C O',
  [`GET ${ROSTER}/sheets/contacts/{month}`]: 'S N C',
  [`GET ${ROSTER}/sheets/own/{physicianId}`]: 'S, own P',
  [`GET ${ROSTER}/sheets/family/{physicianId}/{month}`]: 'S, own P',

  [`GET ${ROSTER}/exchanges`]: 'S P H N C O',
  [`POST ${EXCHANGES}`]: 'S, own P',
  [`POST ${EXCHANGES}/{exchangeId}`]: 'S, own P',
  [`POST ${ROSTER}/exchanges/{exchangeId}/decision`]: 'S',
  [`POST ${ROSTER}/overrides`]: 'S',

  [`GET ${ROSTER}/wish-round`]: 'S P',
  [`POST ${ROSTER}/wish-round`]: 'S',
  [`GET ${ROSTER}/wishes`]: 'S',
  [`GET ${WISHES}`]: 'S, own P',
  [`POST ${WISHES}`]: 'S, own P',
  [`POST ${WISHES}/{wishId}/remove`]: 'S, own P',
  [`POST ${WISHES}/none`]: 'S, own P',
  [`POST ${WISHES}/import/preview`]: 'S, own P',
  [`POST ${WISHES}/import`]: 'S, own P',

  [`GET ${SCHEME}/members`]: 'S',
  [`POST ${SCHEME}/members`]: 'S',
  [`POST ${MEMBERSHIP}`]: 'S',
  [`POST ${MEMBERSHIP}/end`]: 'S',
  [`POST ${MEMBERSHIP}/remove`]: 'S',
  [`GET ${SCHEME}/rota-settings`]: 'S',
  [`POST ${SCHEME}/rota-settings`]: 'S',
  [`GET ${SCHEME}/gate-settings`]: 'S',
  [`POST ${SCHEME}/gate-settings`]: 'S',

  [`GET ${SCHEME}/exchange-settings`]: 'S',
  [`POST ${SCHEME}/exchange-settings`]: 'S',
  [`GET ${ASSOCIATION}/settings`]: 'S',
  [`POST ${ASSOCIATION}/settings`]: 'S',
  [`GET ${ASSOCIATION}/clinic-groups`]: 'S',
  [`POST ${ASSOCIATION}/clinic-groups`]: 'S',
  [`POST ${ASSOCIATION}/clinic-groups/{groupId}`]: 'S',
  [`POST ${ASSOCIATION}/clinic-groups/{groupId}/remove`]: 'S',
  [`GET ${ASSOCIATION}/stations`]: 'S P H N C O',
  [`POST ${ASSOCIATION}/stations`]: 'S',
  [`GET ${ASSOCIATION}/station-reminders`]: 'S',
  [`GET ${STATION}`]: 'S, own N',
  [`POST ${STATION}/name`]: 'S',
  [`POST ${STATION}/hours`]: 'S, own N',
  [`POST ${STATION}/close`]: 'S',
  [`POST ${STATION}/evidence`]: 'S',
  [`POST ${STATION}/evidence/{evidenceId}/withdraw`]: 'S',
  [`POST ${STATION}/confirm`]: 'own N',
  [`POST ${STATION}/confirm-by-phone`]: 'S',
  [`GET ${ASSOCIATION}/nurse-links`]: 'S',
  [`POST ${ASSOCIATION}/nurse-links`]: 'S',
  [`POST ${ASSOCIATION}/nurse-links/{linkId}/end`]: 'S',
  [`GET ${ASSOCIATION}/contacts`]: 'S',
  [`POST ${ASSOCIATION}/physicians/{physicianId}/contacts`]: 'S',
  [`GET ${ASSOCIATION}/audit`]: 'S',
  [`GET ${ASSOCIATION}/audit/export`]: 'S',

  [`GET ${ASSOCIATION}/people`]: 'S',
  [`POST ${ASSOCIATION}/people/{membershipId}`]: 'S',
  [`POST ${ASSOCIATION}/people/{membershipId}/end`]: 'S',
  [`POST ${ASSOCIATION}/people/{membershipId}/disable`]: 'S',
  [`POST ${ASSOCIATION}/people/{membershipId}/enable`]: 'S',
  [`GET ${ASSOCIATION}/invitations`]: 'S',
  [`POST ${ASSOCIATION}/invitations`]: 'S',
  [`POST ${ASSOCIATION}/invitations/revoke`]: 'S',
  [`POST ${ASSOCIATION}/credential-resets`]: 'S',

  // Of a physician's calendar; of all others `tests/http/calendar-readers.test.ts` has the table.
  [`GET ${SUBSCRIPTIONS}`]: 'S, own P',
  [`POST ${SUBSCRIPTIONS}`]: 'S, own P',
  [`POST ${SUBSCRIPTIONS}/{subscriptionId}`]: 'S, own P',
  [`POST ${SUBSCRIPTIONS}/{subscriptionId}/renew`]: 'S, own P',
  [`POST ${SUBSCRIPTIONS}/{subscriptionId}/revoke`]: 'S, own P',
  [`GET ${ASSOCIATION}/calendars/{audience}/{audienceId}/file`]: 'S, own P',
  [`GET ${ASSOCIATION}/calendars`]: 'S P H N C O',
  [`GET ${ASSOCIATION}/subscriptions`]: 'S',

  'GET /api/identity/session': 'anyone',
  'POST /api/identity/sign-in': 'anyone',
  'POST /api/identity/sign-in/passkey': 'anyone',
  'POST /api/identity/sign-out': 'anyone',
  'POST /api/identity/passkey-challenge': 'anyone',
  'POST /api/identity/sign-in/totp': 'password',
  'POST /api/identity/sign-in/recovery-code': 'password',

  'POST /api/identity/invitations/look': 'anyone',
  'POST /api/identity/invitations/accept': 'anyone',
  'POST /api/identity/invitations/join': 'account',
  'POST /api/identity/credential-resets/look': 'anyone',
  'POST /api/identity/credential-resets/use': 'anyone',
  'POST /api/identity/credential-resets': 'A',

  'POST /api/identity/me/totp': 'password',
  'POST /api/identity/me/totp/confirm': 'password',
  'POST /api/identity/me/passkey-challenge': 'password',
  'POST /api/identity/me/passkeys': 'password',
  'POST /api/identity/me/totp/remove': 'account',
  'POST /api/identity/me/passkeys/remove': 'account',
  'POST /api/identity/me/recovery-codes': 'account',
  'POST /api/identity/me/password': 'account',
  'GET /api/identity/me/factors': 'account',
  'GET /api/identity/me/sessions': 'account',
  'POST /api/identity/me/sessions/end': 'account',
  'POST /api/identity/me/devices/revoke': 'account',
  'POST /api/identity/step-up': 'account',
}

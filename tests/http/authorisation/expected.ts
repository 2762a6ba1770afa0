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
 *
 * Always: another association's id answers as one that does not exist; nobody without a second factor gets
 * further than signing in; a disabled account is nobody.
 */
const ROSTER = '/api/schemes/{schemeId}/rosters/{fiscalYear}'
const WISHES = `${ROSTER}/physicians/{physicianId}/wishes`
const SCHEME = '/api/schemes/{schemeId}'
const MEMBERSHIP = `${SCHEME}/members/{physicianId}/{joinedOn}`
const ASSOCIATION = '/api/associations/{associationId}'
const SUBSCRIPTIONS = `${ASSOCIATION}/physicians/{physicianId}/subscriptions`

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

  [`GET ${ROSTER}/wish-round`]: 'S P',
  [`POST ${ROSTER}/wish-round`]: 'S',
  [`GET ${ROSTER}/wishes`]: 'S',
  [`GET ${WISHES}`]: 'S, own P',
  [`POST ${WISHES}`]: 'S, own P',
  [`POST ${WISHES}/{wishId}/remove`]: 'S, own P',
  [`POST ${WISHES}/import/preview`]: 'S, own P',
  [`POST ${WISHES}/import`]: 'S, own P',

  [`GET ${SCHEME}/members`]: 'S',
  [`POST ${SCHEME}/members`]: 'S',
  [`POST ${MEMBERSHIP}`]: 'S',
  [`POST ${MEMBERSHIP}/end`]: 'S',
  [`POST ${MEMBERSHIP}/remove`]: 'S',
  [`GET ${SCHEME}/rota-settings`]: 'S',
  [`POST ${SCHEME}/rota-settings`]: 'S',

  [`GET ${ASSOCIATION}/settings`]: 'S',
  [`POST ${ASSOCIATION}/settings`]: 'S',
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

  [`GET ${SUBSCRIPTIONS}`]: 'S, own P',
  [`POST ${SUBSCRIPTIONS}`]: 'S, own P',
  [`POST ${SUBSCRIPTIONS}/{subscriptionId}/revoke`]: 'S, own P',

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

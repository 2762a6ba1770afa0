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
const ASSOCIATION = '/api/associations/{associationId}'
const SUBSCRIPTIONS = `${ASSOCIATION}/physicians/{physicianId}/subscriptions`

export const expected: Record<string, string> = {
  'GET /feeds/{file}': 'anyone',
  'GET /api/associations': 'anyone',

  [`GET ${ROSTER}`]: 'S P H N C O',
  [`GET ${ROSTER}/publications/{number}`]: 'S P H N C O',
  [`GET ${ROSTER}/draft`]: 'S',
  [`POST ${ROSTER}/draft`]: 'S',
  [`POST ${ROSTER}/publications`]: 'S',

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

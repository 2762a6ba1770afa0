import { randomBytes } from 'node:crypto'
import type { Context } from '../../server/context.ts'
import { giveDemoAccount, isUsable } from '../../server/identity/demo-account.service.ts'
import type { Role } from '../../server/identity/role.ts'
import { newTotpSecret } from '../../server/identity/totp.ts'
import type { LocalDay } from '../../server/time/local-day.ts'
import type { Trx } from '../open.ts'
import type { DemoAccount } from './demo-file.ts'

type Post = {
  email: string
  name: string
  role: Role
  associationId: string | null
  facilityId: string | null
}

const inMinato = (role: Role, email: string, name: string, facilityId: string | null = null): Post => ({
  email: `${email}@minato.example`,
  name,
  role,
  associationId: 'minato',
  facilityId,
})

/** One invented person for each role, and a clerk of the other association. */
const POSTS: readonly Post[] = [
  inMinato('secretariat', 'jimukyoku', '見本 事子'),
  inMinato('physician', 'aoba', '青葉 一郎', 'minato-physician-1'),
  inMinato('hospitalLiaison', 'renkei', '見本 連太', 'minato-hospital-1'),
  inMinato('nursingStation', 'houmon', '見本 訪子', 'minato-station-1'),
  inMinato('coordinationCentre', 'center', '見本 支援'),
  inMinato('observer', 'shiyakusho', '見本 市郎'),
  {
    email: 'jimukyoku@ward-kita.example',
    name: '見本 北子',
    role: 'secretariat',
    associationId: 'ward-kita',
    facilityId: null,
  },
  {
    email: 'kanri@rinban.example',
    name: '見本 管理',
    role: 'systemAdministrator',
    associationId: null,
    facilityId: null,
  },
]

/**
 * The accounts of the demo: those of the file while they can still be used, otherwise the same people with a
 * new password and a new authenticator secret, which stand in the file alone.
 */
export async function demoAccountsIn(
  trx: Trx,
  { keyring, clock }: Pick<Context, 'keyring' | 'clock'>,
  known: readonly DemoAccount[],
  fromDay: LocalDay,
): Promise<readonly DemoAccount[]> {
  const usable = await Promise.all(known.map(account => isUsable(trx, keyring, account)))
  if (known.length === POSTS.length && usable.every(Boolean)) return known
  const password = `mihon-${randomBytes(9).toString('base64url')}`
  const totpSecret = newTotpSecret()
  for (const { email, name, role, associationId, facilityId } of POSTS)
    await giveDemoAccount(trx, keyring, clock(), {
      email,
      name,
      password,
      totpSecret,
      memberships: [{ associationId, role, facilityId, fromDay, toDay: null }],
    })
  return POSTS.map(({ role, name, email, associationId }) => ({
    role,
    name,
    association: associationId,
    email,
    password,
    totpSecret,
  }))
}

import { expect, it } from 'vitest'
import { foundAssociation, inviteAdministrator } from '../../../server/identity/found-association.service.ts'
import { readInvitation } from '../../../server/identity/invitation.service.ts'
import { aContext } from '../../setup/context.ts'
import { onEachDatabase } from '../../setup/databases.ts'

const NANAO = { id: 'nanao', name: '七尾見本医師会', shortName: '七尾' }
const CLERK = { email: 'clerk@example.jp', name: '山田 花子' }

const tokenOf = (link: string): string => new URL(link).hash.slice(1)

onEachDatabase('founding an association', ({ migrated, seeded }) => {
  it('invites the first person of its secretariat, once', async () => {
    const { context } = aContext(await migrated())
    const founded = await foundAssociation(context, NANAO, CLERK)
    expect(founded.ok).toBe(true)
    const invitation = await readInvitation(context, founded.ok ? tokenOf(founded.value.link) : '')
    expect(invitation).toMatchObject({
      ok: true,
      value: { association: { name: NANAO.name }, role: 'secretariat', ...CLERK },
    })
    expect(await foundAssociation(context, NANAO, CLERK)).toEqual({ ok: false, reason: 'associationExists' })
  })

  it('is refused beside an invented district, and so is an administrator', async () => {
    const { context } = aContext(await seeded())
    expect(await foundAssociation(context, NANAO, CLERK)).toEqual({ ok: false, reason: 'inventedPresent' })
    expect(await inviteAdministrator(context, CLERK)).toEqual({ ok: false, reason: 'inventedPresent' })
  })
})

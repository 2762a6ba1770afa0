import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { Context } from '../context.ts'
import { findAssociation } from '../directory/directory.service.ts'
import { associationShownChanged } from '../directory/shown-revision.service.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import { hashOfToken, looksLikeToken, newToken } from '../secrets/token.ts'
import { allOrNothing } from './all-or-nothing.service.ts'
import * as boardLinks from './board-link.repository.ts'
import type { BoardLinks, BoardVisitView } from './board-link-view.ts'
import { linkTo } from './link.ts'
import type { BoardVisit } from './principal.ts'
import { addressTries, giveBack, mayTry } from './throttle.service.ts'
import type { Visitor } from './visitor.ts'

/** A reading is written down only when the last one noted is this old. */
const NOTED_EVERY = 5 * 60_000

/** The board that a browser's cookie opens; anything unknown or revoked opens none. */
export async function boardVisitOf(
  { db, clock }: Context,
  token: string | null,
): Promise<BoardVisit | undefined> {
  if (token === null || !looksLikeToken(token)) return undefined
  const link = await boardLinks.findLink(db, hashOfToken(token))
  if (!link) return undefined
  const now = clock()
  if (now - (link.last_read_at ?? 0) >= NOTED_EVERY) await boardLinks.noteReading(db, link.id, now)
  return { linkId: link.id, associationId: link.association_id }
}

/** Whose board a link opens. Unknown and revoked ones are refused alike; guesses are limited by address. */
export async function visitBoard(
  context: Context,
  visitor: Visitor,
  token: string,
): Promise<Outcome<BoardVisitView, 'notFound' | 'tooManyTries'>> {
  const tries = [addressTries(context, 'boardLink', visitor)]
  if (!(await mayTry(context, tries))) return refuse('tooManyTries')
  const link = looksLikeToken(token) && (await boardLinks.findLink(context.db, hashOfToken(token)))
  if (!link) return refuse('notFound')
  await giveBack(context, tries)
  return accept({ association: { id: link.association_id, name: link.association } })
}

/** Whose board the browser was given a link to before. */
export async function readVisit(db: Db, visit: BoardVisit | undefined): Promise<BoardVisitView> {
  const association = visit ? await findAssociation(db, visit.associationId) : null
  return { association: association && { id: association.id, name: association.name } }
}

/** The links of an association that still open its board. */
export async function readBoardLinks(
  db: Db | Trx,
  associationId: string,
): Promise<Outcome<BoardLinks, 'notFound'>> {
  const association = await findAssociation(db, associationId)
  if (!association) return refuse('notFound')
  const links = await boardLinks.listLinks(db, associationId)
  return accept({
    association: association.name,
    links: links.map(row => ({
      id: row.id,
      name: row.name,
      createdAt: new Date(row.created_at).toISOString(),
      lastReadAt: row.last_read_at === null ? null : new Date(row.last_read_at).toISOString(),
    })),
  })
}

/** Makes a link, which is shown this once: only its hash is kept. */
export const makeBoardLink = (
  { db, clock, config }: Context,
  actor: Actor,
  associationId: string,
  name: string,
): Promise<Outcome<BoardLinks & { link: string }, 'notFound'>> =>
  allOrNothing<BoardLinks & { link: string }, 'notFound'>(db, async trx => {
    const [id, token, now] = [randomUUID(), newToken(), clock()]
    await boardLinks.addLink(trx, {
      id,
      association_id: associationId,
      name,
      token_hash: hashOfToken(token),
      created_at: now,
      created_by: actor.accountId,
      revoked_at: null,
      last_read_at: null,
    })
    const links = await readBoardLinks(trx, associationId)
    if (!links.ok) return links
    await recordAudit(trx, now, entryOf('boardLink.make', actor, associationId, id))
    return accept({ ...links.value, link: linkTo(config.baseUrl, 'board', token) })
  })

/** From then on the link opens nothing; whoever has the board open with it learns so at once. */
export const revokeBoardLink = (
  { db, clock }: Context,
  actor: Actor,
  { associationId, boardLinkId }: { associationId: string; boardLinkId: string },
): Promise<Outcome<BoardLinks, 'notFound'>> =>
  allOrNothing<BoardLinks, 'notFound'>(db, async trx => {
    const now = clock()
    if (!(await boardLinks.revokeLink(trx, associationId, boardLinkId, now))) return refuse('notFound')
    await associationShownChanged(trx, associationId)
    const links = await readBoardLinks(trx, associationId)
    await recordAudit(trx, now, entryOf('boardLink.revoke', actor, associationId, boardLinkId))
    return links
  })

const entryOf = (
  action: 'boardLink.make' | 'boardLink.revoke',
  { accountId, address }: Actor,
  associationId: string,
  id: string,
) => ({
  action,
  actor: { accountId },
  address,
  associationId,
  resource: `boardLink:${id}`,
  detail: {},
})

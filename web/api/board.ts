import type { Board } from '../../server/coverage/board/board-view.ts'
import { type Answer, answerOf } from './answer.ts'
import { server } from './server.ts'

const association = server.associations[':associationId']

/** Past this a night's board has not come. */
const PATIENCE = 10_000

/** A board with its tag, or that it still is the one with the tag that was asked with. */
export type BoardAnswer = { etag: string; board: Board } | 'same'

const boardHref = (associationId: string) => `/api/associations/${encodeURIComponent(associationId)}/board`

type BoardResponse = { ok: true; json(): Promise<Board> } | { ok: false; json(): Promise<unknown> }

/**
 * The board of now. It is asked for without the usual waiting for a sign-in: a screen on a wall says that it is not
 * current, and does not open a dialog.
 */
export async function readBoard(associationId: string, etag: string | null): Promise<Answer<BoardAnswer>> {
  const asked = fetch(boardHref(associationId), {
    headers: etag === null ? {} : { 'If-None-Match': etag },
    cache: 'no-store',
    signal: AbortSignal.timeout(PATIENCE),
  })
  const response = await asked.catch(() => null)
  if (response?.status === 304) return { ok: true, value: 'same' }
  const answer = await answerOf(asked as Promise<BoardResponse>)
  if (!answer.ok) return answer
  return { ok: true, value: { etag: response?.headers.get('ETag') ?? '', board: answer.value } }
}

/** The board of another instant, past or future. */
export const readBoardAt = (associationId: string, at: string) =>
  answerOf(association.board.$get({ param: { associationId }, query: { at } }))

export const boardEvents = (associationId: string): EventSource =>
  new EventSource(`${boardHref(associationId)}/events`)

/** The links that open a board, and the search on it. */
export const boards = {
  visited: () => answerOf(server['board-visit'].$get()),
  visit: (token: string) => answerOf(server['board-visit'].$post({ json: { token } })),
  search: (associationId: string, text: string) =>
    answerOf(association.board.search.$post({ param: { associationId }, json: { text } })),

  links: (associationId: string) => answerOf(association['board-links'].$get({ param: { associationId } })),
  makeLink: (associationId: string, name: string) =>
    answerOf(association['board-links'].$post({ param: { associationId }, json: { name } })),
  revokeLink: (associationId: string, boardLinkId: string) =>
    answerOf(
      association['board-links'][':boardLinkId'].revoke.$post({
        param: { associationId, boardLinkId },
        json: {},
      }),
    ),
}

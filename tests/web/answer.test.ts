import { describe, expect, it } from 'vitest'
import { answerOf } from '../../web/api/answer.ts'

const answered = (status: number, body: string) => answerOf(Promise.resolve(new Response(body, { status })))

describe('an answer of the server', () => {
  it('is the body when the request was accepted', async () => {
    expect(await answered(200, '{"revision":3}')).toEqual({ ok: true, value: { revision: 3 } })
  })

  it('is the reason, with its detail, when it was refused', async () => {
    const problem = { reason: 'alreadyBegun', message: '公開できません。', detail: '2026-05-03' }
    expect(await answered(409, JSON.stringify(problem))).toEqual({
      ok: false,
      failure: { reason: 'alreadyBegun', detail: '2026-05-03' },
    })
  })

  it.each([
    ["a proxy's page", 502, '<html>Bad gateway</html>'],
    ['an answer cut short', 200, '{"revision":'],
    ['an unknown reason', 409, '{"reason":"fullMoon","message":"?"}'],
    ['nothing', 500, ''],
    ['a bare null', 500, 'null'],
  ])('is an error of ours when it is %s', async (_title, status, body) => {
    expect(await answered(status, body)).toEqual({ ok: false, failure: { reason: 'internal' } })
  })

  it('is a lost connection when there is none', async () => {
    expect(await answerOf(Promise.reject<Response>(new TypeError('Failed to fetch')))).toEqual({
      ok: false,
      failure: { reason: 'connectionLost' },
    })
  })
})

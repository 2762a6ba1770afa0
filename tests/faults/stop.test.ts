import { connect, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { emptyFolder, launchServer, startServer } from '../setup/server.ts'

/** A raw connection to the server that stays open until the server or the test ends it. */
async function connectionTo(baseUrl: string): Promise<Socket> {
  const { hostname, port } = new URL(baseUrl)
  const socket = connect(Number(port), hostname)
  onTestFinished(() => void socket.destroy())
  await new Promise(resolve => socket.once('connect', resolve))
  return socket
}

describe('SIGTERM', () => {
  const dataDir = emptyFolder()

  it.each([
    ['an idle connection after a request', 'GET /api/associations HTTP/1.1\r\nHost: rinban\r\n\r\n'],
    ['a connection that has sent nothing yet', ''],
    ['a connection with half a request', 'POST /api/schemes HTTP/1.1\r\nHost: rinban\r\nContent-'],
  ])('stops the server within 2 seconds with code 0 despite %s', async (_what, sent) => {
    const server = await startServer({ dataDir })
    const socket = await connectionTo(server.baseUrl)
    socket.write(sent)
    if (sent.startsWith('GET')) await new Promise(resolve => socket.once('data', resolve))
    const told = performance.now()
    const { code, signal, stderr } = await server.stop()
    expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: '' })
    expect(performance.now() - told).toBeLessThan(2_000)
  })

  it('during the start ends it with code 0, and the next start comes up', async () => {
    const server = launchServer({ dataDir: emptyFolder() })
    await new Promise(resolve => setTimeout(resolve, 700))
    expect((await server.stop()).stderr).toBe('')
    await (await startServer({ dataDir: server.dataDir })).stop()
  })
})

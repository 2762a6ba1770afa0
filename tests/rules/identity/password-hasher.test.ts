import { argon2Sync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { argon2id } from '../../../server/identity/password-hasher.ts'

describe('a stored password', () => {
  it('is an argon2id PHC string with a salt of its own, at OWASP parameters or above', async () => {
    const [a, b] = await Promise.all([argon2id.hash('same words here'), argon2id.hash('same words here')])
    expect(a).not.toBe(b)
    const [, memory, passes, salt = '', tag = ''] =
      /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([^$]+)\$([^$]+)$/.exec(a) ?? []
    expect(Number(memory)).toBeGreaterThanOrEqual(19_456)
    expect(Number(passes)).toBeGreaterThanOrEqual(2)
    const again = argon2Sync('argon2id', {
      message: 'same words here',
      nonce: Buffer.from(salt, 'base64'),
      tagLength: 32,
      memory: Number(memory),
      passes: Number(passes),
      parallelism: 1,
    })
    expect(again.toString('base64').replace(/=+$/, '')).toBe(tag)
    expect(Buffer.from(salt, 'base64')).toHaveLength(16)
  })

  it('fits the very same words only', async () => {
    const stored = await argon2id.hash('Kamome7 flies over')
    expect(await argon2id.matches('Kamome7 flies over', stored)).toBe(true)
    expect(await argon2id.matches('kamome7 flies over', stored)).toBe(false)
    expect(await argon2id.matches('Kamome7 flies over ', stored)).toBe(false)
  })

  it('of weaker parameters still fits, and is to be made anew', async () => {
    const nonce = Buffer.alloc(16, 1)
    const tag = argon2Sync('argon2id', {
      message: 'old words',
      nonce,
      tagLength: 32,
      memory: 4_096,
      passes: 1,
      parallelism: 1,
    })
    const plain = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
    const stored = `$argon2id$v=19$m=4096,t=1,p=1$${plain(nonce)}$${plain(tag)}`
    expect(await argon2id.matches('old words', stored)).toBe(true)
    expect(argon2id.isOutdated(stored)).toBe(true)
    expect(argon2id.isOutdated(await argon2id.hash('new words'))).toBe(false)
  })

  it('of nobody fits nothing and takes as long', async () => {
    const stored = await argon2id.hash('somebody is here')
    const time = async (of: string | null) => {
      const start = performance.now()
      for (let i = 0; i < 8; i++) expect(await argon2id.matches(`guess ${i}`, of)).toBe(false)
      return performance.now() - start
    }
    await time(null)
    const ratio = (await time(null)) / (await time(stored))
    expect(ratio).toBeGreaterThan(0.3)
    expect(ratio).toBeLessThan(3)
  })
})

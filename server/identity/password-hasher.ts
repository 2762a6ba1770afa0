import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** Turns passwords into what is stored of them, and tells whether one fits. */
export type PasswordHasher = {
  /** A PHC string with a new salt. */
  hash(password: string): Promise<string>
  /** Takes as long for `null`, which no password fits: an account that does not exist. */
  matches(password: string, stored: string | null): Promise<boolean>
  /** True when `stored` was made with other parameters than today's. */
  isOutdated(stored: string): boolean
}

type Parameters = { memory: number; passes: number; parallelism: number }

/** The parameters OWASP's password storage cheat sheet asks for at least; about 40 ms. */
const TODAY: Parameters = { memory: 19_456, passes: 2, parallelism: 1 }
const SALT_BYTES = 16
const TAG_BYTES = 32

const derive = promisify(argon2)

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

const write = ({ memory, passes, parallelism }: Parameters, salt: Uint8Array, tag: Uint8Array): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`

function read(stored: string) {
  const [, memory, passes, parallelism, salt = '', tag = ''] = PHC.exec(stored) ?? []
  if (!memory) throw new Error('a stored password is not an argon2id PHC string')
  return {
    parameters: { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  }
}

/** What stands for an account that does not exist: nobody knows a password that gives this tag. */
const NOBODY = write(TODAY, randomBytes(SALT_BYTES), randomBytes(TAG_BYTES))

/** argon2id on Node's own thread pool, so that the server goes on answering. */
export const argon2id: PasswordHasher = {
  async hash(password) {
    const salt = randomBytes(SALT_BYTES)
    return write(
      TODAY,
      salt,
      await derive('argon2id', { message: password, nonce: salt, tagLength: TAG_BYTES, ...TODAY }),
    )
  },
  async matches(password, stored) {
    const { parameters, salt, tag } = read(stored ?? NOBODY)
    const given = await derive('argon2id', {
      message: password,
      nonce: salt,
      tagLength: tag.length,
      ...parameters,
    })
    return timingSafeEqual(given, tag) && stored !== null
  },
  isOutdated(stored) {
    const { memory, passes, parallelism } = read(stored).parameters
    return memory !== TODAY.memory || passes !== TODAY.passes || parallelism !== TODAY.parallelism
  },
}

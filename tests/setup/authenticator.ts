import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import type { PasskeyAssertion, PasskeyAttestation } from '../../server/identity/identity-view.ts'

/** The few kinds of CBOR (RFC 8949) an authenticator writes. */
type Cbor = number | string | Uint8Array | ReadonlyMap<number | string, Cbor>

const head = (major: number, length: number): Buffer => {
  if (length < 24) return Buffer.from([(major << 5) | length])
  if (length < 256) return Buffer.from([(major << 5) | 24, length])
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255])
}

function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value])
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, item]) => [cbor(key), cbor(item)])])
}

const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest()
const uint = (value: number, bytes: number): Buffer => {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntBE(value, 0, bytes)
  return buffer
}

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const HAS_CREDENTIAL = 0x40

/** What may be wrong with an authenticator, or with the page that calls it. */
export type Faults = {
  /** Where the page is, instead of the right origin. */
  origin?: string
  rpId?: string
  /** The user only touched it, without PIN or finger. */
  unverified?: boolean
  /** The count of uses stands still, as in a copy of the device. */
  stuckCounter?: boolean
}

type Credential = { id: Buffer; privateKey: KeyObject; rpId: string; userHandle: string; counter: number }

/** An authenticator in software with keys of its own (ES256, attestation `none`), used by a page at `origin`. */
export class Authenticator {
  readonly #origin: string
  readonly #credentials: Credential[] = []

  constructor(origin: string) {
    this.#origin = origin
  }

  /** What `navigator.credentials.create` answers. */
  create(options: PublicKeyCredentialCreationOptionsJSON, faults: Faults = {}): PasskeyAttestation {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
    const credential: Credential = {
      id: randomBytes(32),
      privateKey,
      rpId: options.rp.id ?? '',
      userHandle: options.user.id,
      counter: 0,
    }
    this.#credentials.push(credential)
    const cose = cbor(
      new Map<number, Cbor>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x, 'base64url')],
        [-3, Buffer.from(y, 'base64url')],
      ]),
    )
    const attested = Buffer.concat([Buffer.alloc(16), uint(credential.id.length, 2), credential.id, cose])
    const authData = Buffer.concat([this.#authData(credential, HAS_CREDENTIAL, faults), attested])
    const attestationObject = cbor(
      new Map<string, Cbor>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    )
    return {
      ...this.#answerOf(credential),
      response: {
        clientDataJSON: this.#clientData('webauthn.create', options.challenge, faults).toString('base64url'),
        attestationObject: attestationObject.toString('base64url'),
        transports: ['internal'],
      },
    }
  }

  /** What `navigator.credentials.get` answers, with the newest credential that is allowed. */
  get(options: PublicKeyCredentialRequestOptionsJSON, faults: Faults = {}): PasskeyAssertion {
    const allowed = options.allowCredentials?.map(({ id }) => id) ?? []
    const credential = this.#credentials.findLast(
      ({ id }) => allowed.length === 0 || allowed.includes(id.toString('base64url')),
    )
    if (!credential) throw new Error('the authenticator has no such credential')
    if (!faults.stuckCounter) credential.counter += 1
    const clientData = this.#clientData('webauthn.get', options.challenge, faults)
    const authData = this.#authData(credential, 0, faults)
    const signature = createSign('sha256')
      .update(Buffer.concat([authData, sha256(clientData)]))
      .sign(credential.privateKey)
    return {
      ...this.#answerOf(credential),
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: signature.toString('base64url'),
        userHandle: credential.userHandle,
      },
    }
  }

  #answerOf({ id }: Credential) {
    const text = id.toString('base64url')
    return { id: text, rawId: text, type: 'public-key' as const, clientExtensionResults: {} }
  }

  #clientData(type: string, challenge: string, { origin = this.#origin }: Faults): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  }

  #authData({ rpId, counter }: Credential, flags: number, faults: Faults): Buffer {
    const verified = faults.unverified ? 0 : USER_VERIFIED
    return Buffer.concat([
      sha256(faults.rpId ?? rpId),
      Buffer.from([flags | USER_PRESENT | verified]),
      uint(counter, 4),
    ])
  }
}

/** For whom passkeys are made, in the words of WebAuthn. */
export type RelyingParty = { id: string; name: string; origins: string[] }

/**
 * The relying party of a server under `baseUrl`. A passkey belongs to a name, never to a number: on a loopback
 * address that name is `localhost`, under which the same server can be opened.
 */
export function relyingPartyOf(baseUrl: string): RelyingParty {
  const { hostname, port, origin } = new URL(baseUrl)
  const name = 'Rinban 輪番'
  if (!/^(127\.0\.0\.1|\[::1\]|localhost)$/.test(hostname)) return { id: hostname, name, origins: [origin] }
  return { id: 'localhost', name, origins: [`http://localhost${port ? `:${port}` : ''}`] }
}

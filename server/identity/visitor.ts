/** From where somebody asks, as far as the request tells. None of it is proof of anything. */
export type Visitor = {
  /** The address of the socket, or what trusted proxies forwarded; null where there is no socket. */
  address: string | null
  /** The cookie by which a browser is known. */
  deviceToken: string | null
  /** Browser and system in words of a closed list. */
  agent: string
}

const BASE = 'https://rinban.invalid'

/**
 * Where somebody wanted to go before signing in, from `?to=` of the sign-in page: a path of ours, never another
 * site and never the sign-in page again. Anything else is the first page.
 */
export function wantedPath(query: string): string {
  const to = new URLSearchParams(query).get('to') ?? '/'
  const url = to.startsWith('/') ? URL.parse(to, BASE) : null
  if (!url || url.origin !== BASE || url.pathname === '/sign-in') return '/'
  // A path that begins with // names a host.
  return url.pathname.replace(/^\/+/, '/') + url.search
}

/** The sign-in page that leads back to `path`. */
export const signInHref = (path: string): string =>
  path === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ to: path })}`

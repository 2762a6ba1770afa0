import { parts } from './parts.svelte.ts'

/** Fetches the page of an address; null: it is there. */
type FetchOf = (pathname: string) => (() => Promise<void>) | null

/**
 * Where the page is: the address bar as state, followed by links, the back button and `go`. It moves when the page of
 * the new address has been fetched; until then the one before stays, with its address.
 */
class Navigation {
  #address = $state.raw(new URL(location.href))
  #fetchOf: FetchOf = () => null

  constructor() {
    window.addEventListener('popstate', () => this.#move(location.href, () => this.#follow()))
    document.addEventListener('click', event => this.#click(event))
  }

  get pathname(): string {
    return this.#address.pathname
  }

  get query(): string {
    return this.#address.search
  }

  /** What stands behind # without it: a secret link's token, which no server sees. */
  get fragment(): string {
    return this.#address.hash.slice(1)
  }

  /** Goes on without leaving a trace for the back button. */
  replace(href: string): void {
    this.#move(href, () => {
      history.replaceState(null, '', href)
      this.#follow()
    })
  }

  go(href: string): void {
    this.#move(href, () => {
      const from = this.pathname
      history.pushState(null, '', href)
      this.#follow()
      if (this.pathname !== from) scrollTo(0, 0)
    })
  }

  /** Says once, when the page starts, what has to be there before an address is shown. */
  fetchWith(fetchOf: FetchOf): void {
    this.#fetchOf = fetchOf
  }

  #move(href: string, goOn: () => void): void {
    const to = new URL(href, location.href)
    const fetch = this.#fetchOf(to.pathname)
    if (fetch) void parts.want({ fetch, goOn, href: to.href })
    else {
      parts.wantNothing()
      goOn()
    }
  }

  #follow(): void {
    this.#address = new URL(location.href)
  }

  /** A plain click on a link of ours changes the page without loading it anew; every other click is the browser's. */
  #click(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    const altered = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
    if (!link || altered || event.defaultPrevented || link.target || link.hasAttribute('download')) return
    const to = new URL(link.href)
    const elsewhere = to.origin !== location.origin || to.pathname.startsWith('/api/')
    if (elsewhere || link.getAttribute('href')?.startsWith('#')) return
    event.preventDefault()
    this.go(link.href)
  }
}

export const navigation = new Navigation()

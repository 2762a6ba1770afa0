/** Where the page is: the address bar as state, followed by links, the back button and `go`. */
class Navigation {
  #address = $state.raw(new URL(location.href))

  constructor() {
    window.addEventListener('popstate', () => this.#follow())
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
    history.replaceState(null, '', href)
    this.#follow()
  }

  go(href: string): void {
    const from = this.pathname
    history.pushState(null, '', href)
    this.#follow()
    if (this.pathname !== from) scrollTo(0, 0)
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

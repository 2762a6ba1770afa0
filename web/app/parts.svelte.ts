/** A part of the program that is fetched when it is first needed: a page, or the words of a language. */
type Part = {
  /** Rejects when it cannot be had. */
  fetch(): Promise<void>
  /** What is done when it is there. */
  goOn(): void
  /** Where the program begins with it when it is loaded anew. */
  href: string
}

const PATIENCE = 10_000

/**
 * What is being fetched, and what could not be had. Until a part is there the screen stays as it is, with all that
 * was typed; of several that were wanted the last counts.
 */
class Parts {
  #coming = $state.raw<Part | null>(null)
  #missed = $state.raw<Part | null>(null)

  get coming(): boolean {
    return this.#coming !== null
  }

  get missed(): boolean {
    return this.#missed !== null
  }

  async want(part: Part): Promise<void> {
    this.#coming = part
    const there = await part.fetch().then(
      () => true,
      () => false,
    )
    if (this.#coming !== part) return
    this.#coming = null
    this.#missed = there ? null : part
    if (there) part.goOn()
  }

  /** Something that is there was wanted instead. */
  wantNothing(): void {
    this.#coming = null
    this.#missed = null
  }

  /**
   * Tries once more. Some browsers never ask again for what failed once, and a newer build has other files: if the
   * server answers, the program is loaded anew.
   */
  async wantAgain(): Promise<void> {
    const part = this.#missed
    if (!part) return
    await this.want(part)
    if (this.#missed === part && (await serverAnswers())) loadAnew(part.href)
  }
}

const serverAnswers = (): Promise<boolean> =>
  fetch('/', { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) }).then(
    ({ ok }) => ok,
    () => false,
  )

/** The back button has already moved the address; going to where one is would load nothing. */
function loadAnew(href: string): void {
  if (location.href === href) location.reload()
  else location.assign(href)
}

export const parts = new Parts()

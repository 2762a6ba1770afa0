import type { Wording } from '../wording/wording.ts'
import { parts } from './parts.svelte.ts'

const wordings = {
  ja: async () => (await import('../wording/ja.ts')).ja,
  en: async () => (await import('../wording/en.ts')).en,
} satisfies Record<string, () => Promise<Wording>>
type Code = keyof typeof wordings

const KEY = 'rinban.language'

const isCode = (text: string | null): text is Code => text !== null && Object.hasOwn(wordings, text)

/** Storage is refused in some private windows; the language is then only as long as the page. */
function remembered(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

function remember(code: Code): void {
  try {
    localStorage.setItem(KEY, code)
  } catch {
    // Nothing depends on it.
  }
}

const fetched = new Map<Code, Wording>()

async function fetchWords(code: Code): Promise<void> {
  fetched.set(code, await wordings[code]())
}

/** The language of the page: the address's `?lang=`, then what was chosen before, then Japanese. */
class Language {
  #code = $state<Code>('ja')

  constructor() {
    const asked = new URLSearchParams(location.search).get('lang')
    const before = remembered()
    if (isCode(asked)) remember(asked)
    this.#speak(isCode(asked) ? asked : isCode(before) ? before : 'ja')
  }

  get words(): Wording {
    const words = fetched.get(this.#code)
    if (!words) throw new Error(`the words of ${this.#code} were not fetched`)
    return words
  }

  get code(): Code {
    return this.#code
  }

  /** Fetches the words the page begins with; rejects when they cannot be had. */
  fetch(): Promise<void> {
    return fetchWords(this.#code)
  }

  choose(code: Code): void {
    remember(code)
    void parts.want({
      fetch: () => fetchWords(code),
      goOn: () => this.#speak(code),
      href: location.href,
    })
  }

  #speak(code: Code): void {
    this.#code = code
    document.documentElement.lang = code
  }
}

export const language = new Language()

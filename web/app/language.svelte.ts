import { en } from '../wording/en.ts'
import { ja } from '../wording/ja.ts'
import type { Wording } from '../wording/wording.ts'

const wordings = { ja, en } satisfies Record<string, Wording>
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

/** The language of the page: the address's `?lang=`, then what was chosen before, then Japanese. */
class Language {
  #code = $state<Code>('ja')

  constructor() {
    const asked = new URLSearchParams(location.search).get('lang')
    const before = remembered()
    if (isCode(asked)) this.choose(asked)
    else if (isCode(before)) this.#speak(before)
  }

  get words(): Wording {
    return wordings[this.#code]
  }

  get code(): Code {
    return this.#code
  }

  choose(code: Code): void {
    this.#speak(code)
    remember(code)
  }

  #speak(code: Code): void {
    this.#code = code
    document.documentElement.lang = code
  }
}

export const language = new Language()

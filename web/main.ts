import './ui/tokens.css'
import './ui/base.css'
import './ui/print.css'
import { mount } from 'svelte'
import { systemClock } from '../server/time/clock.ts'
import App from './app/App.svelte'
import { language } from './app/language.svelte.ts'
import { navigation } from './app/navigation.svelte.ts'
import { fetchOfPage } from './app/pages.ts'

navigation.fetchWith(fetchOfPage)
const there = await Promise.all([language.fetch(), fetchOfPage(location.pathname)?.()]).then(
  () => true,
  () => false,
)
const target = document.getElementById('app')
if (there && target) {
  target.replaceChildren()
  mount(App, { target, props: { clock: systemClock } })
} else sayMissed()

/** In the words of the index: there may be no others. */
function sayMissed(): void {
  const [beginning, missed] = target?.children ?? []
  beginning?.remove()
  missed?.removeAttribute('hidden')
  missed?.querySelector('button')?.addEventListener('click', () => location.reload())
}

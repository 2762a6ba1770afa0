import './ui/tokens.css'
import './ui/base.css'
import './ui/print.css'
import { mount } from 'svelte'
import { systemClock } from '../server/time/clock.ts'
import App from './app/App.svelte'

const target = document.getElementById('app')
if (target) mount(App, { target, props: { clock: systemClock } })

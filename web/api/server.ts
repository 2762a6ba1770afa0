import { hc } from 'hono/client'
import type { Api } from '../../server/app.ts'
import { ask, askOnce } from './ask.ts'

/** The server's routes; a request waits for a sign-in that it lacks. */
export const server = hc<Api>('/', { fetch: ask }).api

/** The same for the sign-in itself. */
export const serverOnce = hc<Api>('/', { fetch: askOnce }).api

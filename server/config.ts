import { z } from 'zod'
import { parseMasterKey } from './secrets/master-key.ts'

/** What the machine's owner may set, read once at start. The README lists every variable. */
export type Config = {
  host: string
  port: number
  dataDir: string
  /** PostgreSQL when set; otherwise the SQLite file in `dataDir`. */
  databaseUrl: string | null
  /** Origin under which people reach the server, without a trailing slash. */
  baseUrl: string
  /** How many reverse proxies stand before the server, each appending to X-Forwarded-For; 0: believe none. */
  trustedProxies: number
  /** Whether an empty database is filled with the invented district, and its rosters may be edited by anyone. */
  demo: boolean
  /** The master key itself, or the file that holds it; both null: `dataDir` keeps it. */
  masterKey: string | null
  masterKeyFile: string | null
}

const isOrigin = (text: string): boolean => {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === text
}

const isPostgresUrl = (text: string): boolean => /^postgres(ql)?:$/.test(URL.parse(text)?.protocol ?? '')

/** One rule and one sentence for each variable; the keys are all the variables there are. */
const variables = {
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be a host name or an address, such as 127.0.0.1')
    .default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
    .transform(Number)
    .refine(port => port <= 65_535, 'must be a number from 0 to 65535')
    .default(8080),
  DATA_DIR: z.string().min(1, 'must name a folder').default('./data'),
  DATABASE_URL: z.string().refine(isPostgresUrl, 'must begin with postgres://').optional(),
  BASE_URL: z
    .string()
    .refine(isOrigin, 'must be an origin such as https://rinban.example.jp, without a path')
    .optional(),
  TRUSTED_PROXIES: z.string().regex(/^\d$/, 'must be a number from 0 to 9').transform(Number).default(0),
  RINBAN_DEMO: z.enum(['on', 'off'], 'must be on or off').default('on'),
  RINBAN_MASTER_KEY: z
    .string()
    .refine(text => parseMasterKey(text) !== null, 'must be the base64 of 32 bytes')
    .optional(),
  RINBAN_MASTER_KEY_FILE: z.string().optional(),
}

export type ConfigResult = { ok: true; config: Config } | { ok: false; errors: string[] }

/** Reads the environment. Every bad variable gets one line `NAME: what it must be`, all at once. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const given = Object.fromEntries(
    Object.keys(variables).flatMap(name => (env[name] ? [[name, env[name]]] : [])),
  )
  const unknown = Object.keys(env).filter(name => name.startsWith('RINBAN_') && !(name in variables))
  const parsed = z.object(variables).safeParse(given)
  const errors = [
    ...unknown.map(name => `${name}: no such setting`),
    ...(parsed.error?.issues ?? []).map(issue => `${issue.path.join('.')}: ${issue.message}`),
  ]
  if (!parsed.success || errors.length > 0) return { ok: false, errors }
  const {
    HOST,
    PORT,
    DATA_DIR,
    DATABASE_URL,
    BASE_URL,
    TRUSTED_PROXIES,
    RINBAN_DEMO,
    RINBAN_MASTER_KEY,
    RINBAN_MASTER_KEY_FILE,
  } = parsed.data
  const host = HOST.includes(':') ? `[${HOST}]` : HOST
  return {
    ok: true,
    config: {
      host: HOST,
      port: PORT,
      dataDir: DATA_DIR,
      databaseUrl: DATABASE_URL ?? null,
      baseUrl: BASE_URL ?? `http://${host}:${PORT}`,
      trustedProxies: TRUSTED_PROXIES,
      demo: RINBAN_DEMO === 'on',
      masterKey: RINBAN_MASTER_KEY ?? null,
      masterKeyFile: RINBAN_MASTER_KEY_FILE ?? null,
    },
  }
}

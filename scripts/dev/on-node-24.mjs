/**
 * Runs a script on the Node that came with the packages, whatever Node runs this. npm 11 links it as `node`
 * for every `npm run`; npm 10 takes the link away again with the packages of other platforms. Plain
 * JavaScript, because the machine's own Node may be 20.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const system = process.platform === 'win32' ? 'win' : process.platform
const program = process.platform === 'win32' ? 'node.exe' : 'node'
const brought = join(root, 'node_modules', `node-${system}-${process.arch}`, 'bin', program)
const node = existsSync(brought) ? brought : process.execPath

if (node === process.execPath && Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write('rinban: needs Node 24 or newer, and has no package that brings it for this machine\n')
  process.exit(2)
}

const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` }
const child = spawn(node, process.argv.slice(2), { stdio: 'inherit', env })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => {
  if (signal) process.removeAllListeners(signal)
  if (signal) process.kill(process.pid, signal)
  else process.exit(code ?? 1)
})

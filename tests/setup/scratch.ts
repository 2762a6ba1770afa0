import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isRunning } from '../../server/is-running.ts'

const MEMORY = '/dev/shm'
/** A run at its fullest: the databases of several files, each with a copy for every test. */
const ROOM = 4 * 1024 ** 3

/**
 * One folder for all that the tests of a run write, gone when it ends. In memory where there is room: a process that is
 * killed leaves the same there as on a disk, and every commit would wait for the disk.
 */
export default function setup(): () => void {
  const place = hasRoom() ? MEMORY : tmpdir()
  clearLeftovers(place)
  const folder = mkdtempSync(join(place, `rinban-tests-${process.pid}-`))
  // Some tests run programs under another account.
  chmodSync(folder, 0o711)
  process.env.TMPDIR = folder
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

function hasRoom(): boolean {
  if (!existsSync(MEMORY)) return false
  const { bavail, bsize } = statfsSync(MEMORY)
  return Math.min(bavail * bsize, process.availableMemory()) >= ROOM
}

/** Of runs that were killed. */
function clearLeftovers(place: string): void {
  for (const name of readdirSync(place)) {
    const pid = /^rinban-tests-(\d+)-/.exec(name)?.[1]
    if (pid && !isRunning(Number(pid))) rmSync(join(place, name), { recursive: true, force: true })
  }
}

import { untrack } from 'svelte'
import type { Station } from '../../server/directory/stations/station-view.ts'
import type { Answer } from '../api/answer.ts'
import { type StationPath, stations } from '../api/stations.ts'
import { Reading, Sending } from '../app/sending.svelte.ts'

/** A station on the screen, and what is done to it: every change rests on the station as it was last read. */
export class StationDesk {
  readonly path: StationPath
  readonly reading: Reading<Station>
  readonly sending = new Sending()
  /** What was just done, in words. */
  done = $state.raw<string | null>(null)
  /** Somebody else was quicker, and the station was read again: what is typed rests on it now. */
  quicker = $state(false)

  constructor(path: StationPath) {
    this.path = path
    this.reading = new Reading(() => stations.read(path))
  }

  get station(): Station | null {
    return this.reading.value
  }

  read(): Promise<void> {
    return this.reading.read()
  }

  /** Forgets what the last attempt said, when another thing is begun. */
  begin(): void {
    untrack(() => {
      this.sending.failure = null
      this.quicker = false
    })
  }

  /** True when it was done. A refusal stays in `sending`, or shows the station as somebody else has left it. */
  async change(done: string, request: (revision: number) => Promise<Answer<Station>>): Promise<boolean> {
    const before = this.station
    if (!before) return false
    this.quicker = false
    const changed = await this.sending.send(() => request(before.revision))
    if (changed) {
      this.reading.value = changed
      this.done = done
      return true
    }
    if (this.sending.failure?.reason === 'staleRevision') {
      await this.reading.read()
      this.sending.failure = null
      this.quicker = true
    }
    return false
  }
}

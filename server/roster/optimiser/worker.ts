import { parentPort } from 'node:worker_threads'
import { systemClock } from '../../time/clock.ts'
import { compareWithTurns } from '../fairness/compare-with-turns.ts'
import { Control } from './control.ts'
import { explainRota } from './explain-rota.ts'
import { firstRota } from './first-rota.ts'
import { loadHighs } from './highs/load-highs.ts'
import { relaxedBound } from './highs/relaxed-bound.ts'
import { warmUp } from './highs/warm-up.ts'
import { inputHashOf } from './input-hash.ts'
import type { Answer, Job, Message } from './messages.ts'
import { parseInstance } from './parse-instance.ts'
import { repairRota } from './repair-rota.ts'
import { searchRota } from './search-rota.ts'

/** The thread on which rotas are computed, so that the server's own is never held. Does one job at a time. */

const highs = await loadHighs()

const say = (message: Message): void => parentPort?.postMessage(message)

function answer(job: Job): Answer<Job['kind']> {
  switch (job.kind) {
    case 'warm':
      warmUp(highs)
      return null
    case 'check': {
      const parsed = parseInstance(job.instance, 'built')
      return { errors: parsed.ok ? [] : parsed.errors, inputHash: inputHashOf(job.instance) }
    }
    case 'first':
      return firstRota(job.instance, systemClock)
    case 'optimise': {
      const control = new Control(job.control)
      return searchRota(job.instance, {
        highs,
        seed: job.seed,
        seconds: job.seconds,
        clock: systemClock,
        cancelled: () => control.stopped,
        otherBound: () => control.bound,
        wantsBound: () => say({ kind: 'wantsBound' }),
        report: result => say({ kind: 'better', result }),
      })
    }
    case 'bound': {
      const control = new Control(job.control)
      control.bound = relaxedBound(highs, job.instance, () => control.stopped) ?? Number.NEGATIVE_INFINITY
      return null
    }
    case 'repair':
      return repairRota(job.instance, job.absence)
    case 'explain':
      return explainRota(job.instance, job.assignments)
    case 'compare':
      return compareWithTurns(job.instance, job.assignments)
  }
}

parentPort?.on('message', (job: Job) => {
  try {
    say({ kind: 'done', answer: answer(job) })
  } catch (error) {
    say({ kind: 'failed', error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})

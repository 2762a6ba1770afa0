import type { NewSeries } from '../../server/coverage/absences/absence-series-view.ts'
import type { AbsencesView, AbsenceView, NewAbsence } from '../../server/coverage/absences/absence-view.ts'
import { absences } from '../api/absences.ts'
import type { Answer } from '../api/answer.ts'
import { Reading, Sending } from '../app/sending.svelte.ts'

/** What was done last, as `words.absences` names it; a series says how many absences it is of. */
export type Done =
  | { what: 'entered' | 'changed' | 'withdrawn' | 'raised' | 'lowered' | 'confirmed' | 'ended' }
  | { what: 'series'; count: number }

/** The absences of an association, or of one of its physicians, and what somebody does with them. */
export class AbsenceDesk {
  readonly #associationId: string
  readonly reading: Reading<AbsencesView>
  readonly sending = new Sending()
  done = $state.raw<Done | null>(null)

  /** `physicianId`: whose own page it is; null: the office's. */
  constructor(associationId: string, physicianId: string | null) {
    this.#associationId = associationId
    this.reading = new Reading<AbsencesView>(() =>
      physicianId === null ? absences.all(associationId) : absences.own({ associationId, physicianId }),
    )
  }

  enter(physicianId: string, body: NewAbsence): Promise<boolean> {
    return this.#send({ what: 'entered' }, () => absences.enter(this.#of(physicianId), body))
  }

  change(absence: AbsenceView, body: NewAbsence): Promise<boolean> {
    const { revision } = absence
    return this.#send({ what: 'changed' }, () => absences.change(this.#one(absence), { ...body, revision }))
  }

  withdraw(absence: AbsenceView): Promise<boolean> {
    return this.#send({ what: 'withdrawn' }, () => absences.withdraw(this.#one(absence), absence.revision))
  }

  confirm(absence: AbsenceView, handId: string): Promise<boolean> {
    return this.#send({ what: 'confirmed' }, () =>
      absences.confirm(this.#one(absence), handId, absence.revision),
    )
  }

  turnHand(physicianId: string, absenceId: string, raised: boolean): Promise<boolean> {
    return this.#send({ what: raised ? 'raised' : 'lowered' }, () =>
      absences.hand({ ...this.#of(physicianId), absenceId }, raised),
    )
  }

  async enterSeries(physicianId: string, body: NewSeries): Promise<boolean> {
    let count = 0
    const sent = await this.#send({ what: 'series', count }, async () => {
      const answer = await absences.enterSeries(this.#of(physicianId), body)
      if (answer.ok) count = answer.value.absences
      return answer
    })
    if (sent) this.done = { what: 'series', count }
    return sent
  }

  endSeries(series: AbsencesView['series'][number], fromDay: string): Promise<boolean> {
    const path = { ...this.#of(series.physician.id), seriesId: series.id }
    return this.#send({ what: 'ended' }, () => absences.endSeries(path, fromDay, series.revision))
  }

  #of(physicianId: string) {
    return { associationId: this.#associationId, physicianId }
  }

  #one({ id, physician }: AbsenceView) {
    return { ...this.#of(physician.id), absenceId: id }
  }

  /** What is shown is read anew after every change, and after a refusal that says it is old. */
  async #send(done: Done, request: () => Promise<Answer<unknown>>): Promise<boolean> {
    this.done = null
    const sent = (await this.sending.send(request)) !== null
    const reason = this.sending.failure?.reason
    if (sent || reason === 'staleRevision' || reason === 'alreadyTaken' || reason === 'notFound')
      await this.reading.read()
    if (sent) this.done = done
    return sent
  }
}

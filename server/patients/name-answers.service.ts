import type { Db, Trx } from '../../db/open.ts'
import type { Answer, Answerer, CoverageLayers } from '../coverage/coverage-layers.ts'
import type { Word } from '../coverage/resolve-coverage.ts'
import { contactsOf } from '../directory/contact.service.ts'
import { hospitalContacts } from '../directory/facility-choice.service.ts'
import type { AnswerView } from './answer-view.ts'

type Post = AnswerView['posts'][number]
type Named = NonNullable<Post['answer']>

/** Puts names and numbers to what the resolver says of anybody in these layers. */
export async function nameAnswers(
  db: Db | Trx,
  layers: readonly CoverageLayers[],
  overrides: readonly { id: string; reason: string }[],
): Promise<(post: string, word: Word) => Post> {
  const everybody = layers.flatMap(({ stands }) => stands.map(({ who }) => who))
  const idsOf = (kind: Answerer['kind']) => [
    ...new Set(everybody.filter(who => who.kind === kind).map(who => who.id)),
  ]
  const absent = layers.flatMap(({ away }) => away.map(({ physicianId }) => physicianId))
  const people = await contactsOf(db, [...idsOf('physician'), ...absent])
  const hospitals = new Map((await hospitalContacts(db, idsOf('hospital'))).map(one => [one.id, one]))
  const notes = new Map(overrides.map(({ id, reason }) => [id, reason]))

  const whoIs = ({ kind, id }: Answerer) => {
    const person = kind === 'physician' ? people.get(id) : undefined
    const hospital = kind === 'hospital' ? hospitals.get(id) : undefined
    return {
      kind,
      id,
      name: person?.name ?? hospital?.name ?? '',
      clinic: person?.clinic ?? '',
      phone: person?.nightPhone ?? hospital?.phone ?? '',
    }
  }
  const named = ({ who, source, reason }: Answer): Named => ({
    ...whoIs(who),
    source,
    absent: reason.of === 'absence' ? (people.get(reason.absentId)?.name ?? null) : null,
    note: reason.of === 'override' ? (notes.get(reason.overrideId) ?? null) : null,
  })
  return (post, word) => ({
    post: post === 'primary' ? 'primary' : 'backup',
    answer: 'answer' in word ? named(word.answer) : null,
    next: 'answer' in word ? word.next.map(named) : [],
    away: 'answer' in word ? [] : word.away.map(whoIs),
  })
}

import { type Holding, type Holdings, type Place, placeKey } from './draft-edit.ts'

/** Changes named in one entry of the audit trail; of more, the rest is counted. */
const MOST_NAMED = 10

const nameOf = (held: Holding | undefined): string =>
  held ? `${held.person}${held.pinned ? ' pinned' : ''}` : 'open'

/**
 * What was changed, in ids, for the audit: `unit:post from - to`, where posts are counted from 1, since their names
 * are anybody's words.
 */
export function summariseChanges(
  places: readonly Place[],
  posts: readonly string[],
  before: Holdings,
  after: Holdings,
): string {
  const named = places.slice(0, MOST_NAMED).map(place => {
    const [was, is] = [before, after].map(holdings => nameOf(holdings.get(placeKey(place))))
    return `${place.unit}:${posts.indexOf(place.post) + 1} ${was} - ${is}`
  })
  const rest = places.length - named.length
  return [...named, ...(rest > 0 ? [`+${rest}`] : [])].join(', ')
}

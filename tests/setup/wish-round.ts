import type { OpenDatabase } from '../../db/open.ts'
import type { WishRoundView } from '../../server/roster/wishes/wish-round-view.ts'
import type { MemberWishes } from '../../server/roster/wishes/wish-view.ts'
import { aContext, bodyOf } from './context.ts'
import { anAppOf, membershipOf } from './person.ts'

export const ROSTER = '/api/schemes/minato-locum/rosters/2027'
export const ROUND = `${ROSTER}/wish-round`
/** A member who has entered nothing in the invented district. */
export const NEW = 'minato-physician-3'
export const wishesOf = (physicianId: string, roster = ROSTER) => `${roster}/physicians/${physicianId}/wishes`

export const unit = (day: string, kind = 'unavailable') => ({
  kind,
  pattern: { form: 'unit', day, rule: 'holiday' },
})
export const range = (from: string, to: string, given: object = {}) => ({
  kind: 'unavailable',
  pattern: { form: 'days', from, to, hours: null },
  ...given,
})

/** Quotas for everybody and for single members; what is not given has none. */
export const quotas = (everybody: object, members: object = {}) => ({
  quotas: { everybody: { unavailable: null, avoid: null, want: null, ...everybody }, members },
})

/** What a refused request is told. */
export async function refusalOf(answer: Response | Promise<Response>) {
  const response = await answer
  const body = await bodyOf<{ reason: string; detail?: string; fields?: { path: string }[] }>(response)
  return { status: response.status, ...body }
}

/** The invented port town while wishes for fiscal 2027 come in: its clerk, and the physician `NEW`. */
export async function aWishRound(open: OpenDatabase) {
  const { context, time } = aContext(open, { config: { demo: false } })
  const signIn = async () => ({
    clerk: await anAppOf(context, { name: '事務 花子' }),
    physician: await anAppOf(context, {
      memberships: [{ ...membershipOf('physician', 'minato'), facilityId: NEW }],
      name: '梅田 次郎',
    }),
  })
  let people = await signIn()
  const round = (who = people.clerk) => bodyOf<WishRoundView>(who.get(ROUND))
  return {
    open,
    context,
    time,
    get clerk() {
      return people.clerk
    },
    get physician() {
      return people.physician
    },
    /** Moves the clock; both sign in anew. */
    async at(now: number) {
      time.now = now
      people = await signIn()
    },
    read: (who = people.physician) => bodyOf<MemberWishes>(who.get(wishesOf(NEW))),
    add: (wishes: unknown[], who = people.physician) => who.post(wishesOf(NEW), { wishes }),
    round,
    async setRound(change: object) {
      const { deadline, returnTo, quotas: present, revision } = await round()
      return people.clerk.post(ROUND, { deadline, returnTo, quotas: present, revision, ...change })
    },
    audit: (action: string) =>
      open.db.selectFrom('audit_entry').selectAll().where('action', '=', action).orderBy('seq').execute(),
  }
}

export type WishRoundDesk = Awaited<ReturnType<typeof aWishRound>>

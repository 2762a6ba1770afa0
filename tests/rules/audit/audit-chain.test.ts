import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Anchor,
  type ChainHead,
  type ChainVerdict,
  checkEnd,
  EMPTY_CHAIN,
  followChain,
  hashOfEntry,
} from '../../../server/audit/audit-chain.ts'
import { type ChainedEntry, placeEntry } from '../../../server/audit/audit-entry.ts'

/** What an attacker who can write the whole database may change; the head file is out of reach. */
type Audit = { entries: ChainedEntry[]; kept: ChainHead; anchor: Anchor }

const headOf = (entries: readonly ChainedEntry[]): ChainHead => {
  const last = entries.at(-1)
  return last ? { seq: last.seq, hash: last.hash } : EMPTY_CHAIN
}

function aChain(length: number): ChainedEntry[] {
  const entries: ChainedEntry[] = []
  for (let index = 0; index < length; index++) {
    const placed = placeEntry(
      {
        action: index % 3 === 0 ? 'roster.publish' : 'account.invite',
        actor: { accountId: index % 5 === 0 ? null : `account-${index % 4}` },
        ...(index % 2 ? { onBehalfOf: `physician-${index}` } : {}),
        associationId: index % 4 === 0 ? null : 'minato',
        resource: `roster:minato-locum/${2026 + index}`,
        detail: { version: index, late: false },
        address: '192.0.2.7',
      },
      1_780_000_000_000 + (index >> 1),
      headOf(entries),
    )
    entries.push({ ...placed, hash: hashOfEntry(placed) })
  }
  return entries
}

const check = ({ entries, kept, anchor }: Audit): ChainVerdict => {
  const followed = followChain(EMPTY_CHAIN, entries, anchor)
  return followed.ok ? checkEnd(followed.head, kept, anchor) : followed
}

const whole = (length: number): Audit => {
  const entries = aChain(length)
  return { entries, kept: headOf(entries), anchor: headOf(entries) }
}

/** Numbers and chains the entries anew from `from` on, as one does who knows how hashes are made. */
function rechain(entries: readonly ChainedEntry[], from: number): ChainedEntry[] {
  const chained = entries.slice(0, from)
  for (const entry of entries.slice(from)) {
    const head = headOf(chained)
    const placed = { ...entry, seq: head.seq + 1, previousHash: head.hash }
    chained.push({ ...placed, hash: hashOfEntry(placed) })
  }
  return chained
}

const OTHER_HASH = 'f'.repeat(64)

const edits: Partial<ChainedEntry>[] = [
  { at: 1 },
  { action: 'roster.forget' },
  { actorId: 'account-99' },
  { onBehalfOf: 'physician-99' },
  { associationId: 'kita' },
  { resource: 'roster:other' },
  { detail: '{"version":99}' },
  { address: null },
  { previousHash: OTHER_HASH },
  { hash: OTHER_HASH },
]

/** Tampers at `at` and tells the first bad entry, where it can be told: 'end' is the one the head file saw. */
type Tampering = (
  audit: Audit,
  at: number,
  pick: number,
) => { entries: ChainedEntry[]; first: number | 'end' }

const edited = (entries: readonly ChainedEntry[], at: number, pick: number) =>
  entries.map((entry, index) => (index === at ? { ...entry, ...edits[pick % edits.length] } : entry))

const tamperings: Record<string, Tampering> = {
  edit: ({ entries }, at, pick) => ({ entries: edited(entries, at, pick), first: at + 1 }),
  editWithItsHash({ entries }, at, pick) {
    const changed = edited(entries, at, pick % 8)
    const entry = changed[at]
    if (entry) changed[at] = { ...entry, hash: hashOfEntry(entry) }
    return { entries: changed, first: at === entries.length - 1 ? 'end' : at + 2 }
  },
  editAndChainAnew: ({ entries }, at, pick) => ({
    entries: rechain(edited(entries, at, pick % 8), at),
    first: 'end',
  }),
  delete: ({ entries }, at) => ({ entries: entries.toSpliced(at, 1), first: at + 1 }),
  deleteAndNumberAnew: ({ entries }, at) => ({
    entries: entries.toSpliced(at, 1).map((entry, index) => ({ ...entry, seq: index + 1 })),
    first: at + 1,
  }),
  deleteAndChainAnew: ({ entries }, at) => ({
    entries: rechain(entries.toSpliced(at, 1), at),
    first: entries.length,
  }),
  insertForged({ entries }, at, pick) {
    const forged = { ...entries[pick % entries.length], resource: 'roster:forged' } as ChainedEntry
    const more = entries.toSpliced(at, 0, forged).map((entry, index) => ({ ...entry, seq: index + 1 }))
    return { entries: more, first: at + 1 }
  },
  insertAndChainAnew({ entries }, at, pick) {
    const forged = { ...entries[pick % entries.length], resource: 'roster:forged' } as ChainedEntry
    return { entries: rechain(entries.toSpliced(at, 0, forged), at), first: 'end' }
  },
  insertCopy: ({ entries }, at) => ({
    entries: entries.toSpliced(at, 0, entries[at] as ChainedEntry),
    first: at + 1,
  }),
  swap({ entries }, at, pick) {
    const other = at === 0 ? 1 + (pick % (entries.length - 1)) : pick % at
    const swapped = [...entries]
    const [a, b] = [entries[at], entries[other]] as [ChainedEntry, ChainedEntry]
    swapped[at] = { ...b, seq: a.seq }
    swapped[other] = { ...a, seq: b.seq }
    return { entries: swapped, first: Math.min(at, other) + 1 }
  },
  swapAndChainAnew({ entries }, at, pick) {
    const other = at === 0 ? 1 + (pick % (entries.length - 1)) : pick % at
    const swapped = [...entries]
    swapped[at] = entries[other] as ChainedEntry
    swapped[other] = entries[at] as ChainedEntry
    return { entries: rechain(swapped, Math.min(at, other)), first: 'end' }
  },
  cutTail: ({ entries }, at) => ({ entries: entries.slice(0, at), first: at + 1 }),
}

describe('the audit chain', () => {
  it('of any length is found whole, with the head file at its end or behind it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20 }), fc.nat(), (length, lag) => {
        const audit = whole(length)
        const behind = { ...audit, anchor: headOf(audit.entries.slice(0, lag % (length + 1))) }
        expect(check(audit)).toEqual({ ok: true, head: audit.kept })
        expect(check(behind)).toEqual({ ok: true, head: audit.kept })
      }),
    )
  })

  it('that was tampered with is found out, 1,000 times of 1,000, and the first bad entry is named', () => {
    const undetected: string[] = []
    const kinds = new Map<string, number>()
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(tamperings)),
        fc.integer({ min: 2, max: 20 }),
        fc.nat(),
        fc.nat(),
        fc.boolean(),
        (kind, length, where, pick, adjustsHead) => {
          const audit = whole(length)
          const tampered = tamperings[kind]?.(audit, where % length, pick)
          if (!tampered) throw new Error(`no tampering ${kind}`)
          kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
          const { entries, first } = tampered
          const verdict = check({ ...audit, entries, kept: adjustsHead ? headOf(entries) : audit.kept })
          if (verdict.ok) undetected.push(kind)
          else expect([kind, verdict.seq]).toEqual([kind, first === 'end' ? length : first])
        },
      ),
      { numRuns: 1_000 },
    )
    expect(undetected).toEqual([])
    expect([...kinds.keys()].sort()).toEqual(Object.keys(tamperings).sort())
  })

  it.each([
    ['missing', 'headFileMissing'],
    ['unreadable', 'headFileUnreadable'],
  ] as const)('with its head file %s is not called whole', (anchor, fault) => {
    expect(check({ ...whole(3), anchor })).toEqual({ ok: false, fault, seq: 3 })
  })

  it('that has not begun needs no head file', () => {
    expect(check({ ...whole(0), anchor: 'missing' })).toEqual({ ok: true, head: EMPTY_CHAIN })
  })

  it('that was emptied is found out, by the head file and by the head in the database', () => {
    const audit = whole(3)
    expect(check({ ...audit, entries: [], kept: EMPTY_CHAIN })).toMatchObject({ fault: 'tailCut', seq: 1 })
    expect(check({ ...audit, entries: [], anchor: EMPTY_CHAIN })).toMatchObject({ fault: 'tailCut', seq: 1 })
  })

  it('into which an entry was put behind the end is found out', () => {
    const audit = whole(4)
    const behind = {
      ...audit,
      kept: headOf(audit.entries.slice(0, 3)),
      anchor: headOf(audit.entries.slice(0, 3)),
    }
    expect(check(behind)).toEqual({ ok: false, fault: 'headContradicted', seq: 4 })
  })

  it('has hashes that other programs can make', () => {
    const placed = placeEntry(
      {
        action: 'roster.publish',
        actor: { accountId: 'a1' },
        associationId: 'minato',
        resource: 'roster:r/2026',
        detail: { b: true, a: 1 },
        address: null,
      },
      1_780_000_000_000,
      EMPTY_CHAIN,
    )
    // Computed with Python's json and hashlib.
    expect(hashOfEntry(placed)).toBe('9bb92fc82058e4dc1a73d8a1357d5f0c70b786937b1dc63296ffb6695fd6e196')
  })
})

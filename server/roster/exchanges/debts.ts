/** A duty that one physician stood in another's place because the two agreed on it. */
export type Favour = {
  /** Whose duty it was. */
  from: string
  /** Who took it over. */
  to: string
  quarterPoints: number
}

/** What `debtor` owes `creditor` on balance; where units and burden disagree, the burden says who owes. */
export type Debt = { debtor: string; creditor: string; units: number; quarterPoints: number }

/**
 * Who owes whom, of everything agreed in swaps and offers: of each two physicians the balance in units and in quarter
 * points (4 = one ordinary 24-hour duty). Pairs that are quits are left out; the largest burden comes first.
 */
export function debtsOf(favours: readonly Favour[]): Debt[] {
  const pairs = Map.groupBy(favours, ({ from, to }) => [from, to].toSorted().join('\n'))
  return [...pairs.values()]
    .flatMap(own => {
      const [first] = own
      return first ? [balanceOf(first.from, first.to, own)] : []
    })
    .filter(({ units, quarterPoints }) => units !== 0 || quarterPoints !== 0)
    .toSorted((a, b) => b.quarterPoints - a.quarterPoints || b.units - a.units || compare(a, b))
}

function balanceOf(one: string, other: string, favours: readonly Favour[]): Debt {
  const signed = favours.map(({ from, quarterPoints }) => ({ sign: from === one ? 1 : -1, quarterPoints }))
  const units = signed.reduce((sum, { sign }) => sum + sign, 0)
  const quarterPoints = signed.reduce((sum, { sign, quarterPoints }) => sum + sign * quarterPoints, 0)
  return (quarterPoints || units) < 0
    ? { debtor: other, creditor: one, units: 0 - units, quarterPoints: 0 - quarterPoints }
    : { debtor: one, creditor: other, units, quarterPoints }
}

const compare = (a: Debt, b: Debt): number =>
  `${a.debtor}\n${a.creditor}` < `${b.debtor}\n${b.creditor}` ? -1 : 1

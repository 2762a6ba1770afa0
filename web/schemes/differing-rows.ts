/** Where two sets of values, by what they are called, differ: what was typed beside what another has saved. */
export const differingRows = (mine: ReadonlyMap<string, string>, theirs: ReadonlyMap<string, string>) =>
  [...mine]
    .map(([what, said]) => ({ what, mine: said, theirs: theirs.get(what) ?? '' }))
    .filter(row => row.mine !== row.theirs)

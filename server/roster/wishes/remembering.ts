/** A function of a text that remembers its answers, those of the `most` texts it was asked last. */
export function remembering<Answer>(
  most: number,
  answer: (text: string) => Answer,
): (text: string) => Answer {
  const known = new Map<string, Answer>()
  return text => {
    const given = known.get(text) ?? answer(text)
    // A map keeps the order in which its keys were put in: the first is the one not asked for the longest time.
    known.delete(text)
    known.set(text, given)
    if (known.size > most) known.delete(known.keys().next().value ?? '')
    return given
  }
}

let inHand = ''

/** A patient's code on its way from one page to the next: an address would leave it in histories and logs. */
export const handOn = (code: string): void => {
  inHand = code
}

/** Takes it, once; empty when none is on its way. */
export function takeInHand(): string {
  const code = inHand
  inHand = ''
  return code
}

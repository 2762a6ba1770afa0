/** A stream of evenly spread numbers, the same for the same seed on every machine. */
export type Random = {
  /** A number in `[0, 1)`. */
  next: () => number
  /** A whole number in `[0, limit)`. */
  below: (limit: number) => number
}

/** The public-domain sfc32 generator (128 bits of state), warmed up from a whole-number seed. */
export function randomOf(seed: number): Random {
  let a = 0x9e3779b9
  let b = 0x243f6a88
  let c = seed | 0
  let counter = (Math.floor(seed / 2 ** 32) + 1) | 0
  const bits = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  for (let round = 0; round < 15; round++) bits()
  return {
    next: () => bits() / 2 ** 32,
    below: limit => Math.floor((bits() / 2 ** 32) * limit),
  }
}

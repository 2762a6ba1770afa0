const rounded = (points: number): number => Math.round(points * 100) / 100 + 0

/** Points as short as they are exact to the hundredth: `1.75`, `9.5`, `2`. */
export const trimmedPoints = (points: number): string => String(rounded(points)).replace('-', '−')

/** The same for a column: always two digits, and a sign unless it is nothing. `+1.20`, `−0.25`, `0.00`. */
export function signedPoints(points: number): string {
  const value = rounded(points)
  const sign = value > 0 ? '+' : value < 0 ? '−' : ''
  return `${sign}${Math.abs(value).toFixed(2)}`
}

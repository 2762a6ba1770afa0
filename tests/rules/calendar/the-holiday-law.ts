/** An independent reading of 国民の祝日に関する法律 as it stands since 2022, to check the holiday list with. */

const utc = (year: number, month: number, date: number): Date => new Date(Date.UTC(year, month - 1, date))
const textOf = (date: Date): string => date.toISOString().slice(0, 10)
const isSunday = (date: Date): boolean => date.getUTCDay() === 0
const neighbour = (date: Date, days: number): Date => new Date(date.getTime() + days * 86_400_000)

function nthMonday(year: number, month: number, nth: number): Date {
  const first = utc(year, month, 1).getUTCDay()
  return utc(year, month, 1 + ((8 - first) % 7) + 7 * (nth - 1))
}

/** J. Meeus, Astronomical Algorithms, chapter 27: the periodic terms of equinoxes. */
const TERMS = [
  [485, 324.96, 1934.136],
  [203, 337.23, 32964.467],
  [199, 342.08, 20.186],
  [182, 27.85, 445267.112],
  [156, 73.14, 45036.886],
  [136, 171.52, 22518.443],
  [77, 222.54, 65928.934],
  [74, 296.72, 3034.906],
  [70, 243.58, 9037.513],
  [58, 119.81, 33718.147],
  [52, 297.17, 150.678],
  [50, 21.02, 2281.226],
  [45, 247.54, 29929.562],
  [44, 325.15, 31555.956],
  [29, 60.93, 4443.417],
  [18, 155.12, 67555.328],
  [17, 288.79, 4562.452],
  [16, 198.04, 62894.029],
  [14, 199.76, 31436.921],
  [12, 95.39, 14577.848],
  [12, 287.11, 31931.756],
  [12, 320.81, 34777.259],
  [9, 227.73, 1222.114],
  [8, 15.45, 16859.074],
] as const

const MEAN = {
  spring: [2451623.80984, 365242.37404, 0.05169, -0.00411, -0.00057],
  autumn: [2451810.21715, 365242.01767, -0.11575, 0.00337, 0.00078],
} as const

/** The day of the sun's equinox in Tokyo. The clock's drift (a minute or two) never decides a day here. */
export function equinoxDay(year: number, season: keyof typeof MEAN): string {
  const cosine = (degrees: number): number => Math.cos((degrees * Math.PI) / 180)
  const y = (year - 2000) / 1000
  const mean = MEAN[season].reduce((sum, factor, power) => sum + factor * y ** power, 0)
  const t = (mean - 2451545) / 36525
  const w = 35999.373 * t - 2.47
  const periodic = TERMS.reduce((sum, [a, b, c]) => sum + a * cosine(b + c * t), 0)
  const julianDay = mean + (0.00001 * periodic) / (1 + 0.0334 * cosine(w) + 0.0007 * cosine(2 * w))
  const tokyo = (julianDay - 2440587.5) * 86_400_000 + 9 * 3_600_000
  return textOf(new Date(tokyo))
}

/** The days that are holidays in a year from 2022 on, sorted. */
export function lawfulHolidays(year: number): string[] {
  const named = new Set([
    ...[utc(year, 1, 1), nthMonday(year, 1, 2), utc(year, 2, 11), utc(year, 2, 23)].map(textOf),
    equinoxDay(year, 'spring'),
    ...[utc(year, 4, 29), utc(year, 5, 3), utc(year, 5, 4), utc(year, 5, 5)].map(textOf),
    ...[nthMonday(year, 7, 3), utc(year, 8, 11), nthMonday(year, 9, 3)].map(textOf),
    equinoxDay(year, 'autumn'),
    ...[nthMonday(year, 10, 2), utc(year, 11, 3), utc(year, 11, 23)].map(textOf),
  ])
  const holidays = new Set(named)
  for (const day of named) {
    const date = new Date(`${day}T00:00:00Z`)
    // 第三条2: a holiday on a Sunday moves to the nearest day after it that is no holiday.
    if (isSunday(date)) {
      let substitute = neighbour(date, 1)
      while (named.has(textOf(substitute))) substitute = neighbour(substitute, 1)
      holidays.add(textOf(substitute))
    }
    // 第三条3: a day between two holidays is one too.
    const between = neighbour(date, 1)
    if (named.has(textOf(neighbour(date, 2))) && !isSunday(between)) holidays.add(textOf(between))
  }
  return [...holidays].sort()
}

/** The one function used of a package that ships no types. Months and dates count from 1. */
declare module 'japanese-holidays' {
  const holidays: {
    /** The holidays of a calendar year in order; `true` adds 振替休日 and 国民の休日. */
    getHolidaysOf(
      year: number,
      withSubstitutes: true,
    ): readonly { readonly month: number; readonly date: number; readonly name: string }[]
  }
  export default holidays
}

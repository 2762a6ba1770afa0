import type { Config } from '../config.ts'

/** Until people sign in, only the invented district of the demo may be changed, and only in demo mode. */
export const mayEdit = (config: Config, association: { invented: boolean }): boolean =>
  config.demo && association.invented

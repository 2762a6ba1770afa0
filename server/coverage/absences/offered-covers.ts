import { type Cover, type CoverageSettings, DEFAULT_COVERAGE_SETTINGS } from '../coverage-settings.ts'

/**
 * The covers that a physician's absence may have, the first proposed: what their schemes offer, in the order of the
 * schemes. Whoever belongs to none has no rota to fall back on.
 */
export function offeredCovers(schemes: readonly Pick<CoverageSettings, 'covers'>[]): Cover[] {
  if (schemes.length === 0) return DEFAULT_COVERAGE_SETTINGS.covers.filter(cover => cover !== 'rota')
  return [...new Set(schemes.flatMap(({ covers }) => covers))]
}

/**
 * What a person is in an association (domain.md §1). `observer` is a city or prefecture that reads counts;
 * `systemAdministrator` runs the machine, belongs to no association, and sees no patient data.
 */
export const roles = [
  'secretariat',
  'physician',
  'hospitalLiaison',
  'nursingStation',
  'coordinationCentre',
  'observer',
  'systemAdministrator',
] as const

export type Role = (typeof roles)[number]

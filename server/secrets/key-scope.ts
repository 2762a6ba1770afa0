/** Whose data a key seals: one association, or the installation itself (accounts span associations). */
export type KeyScope = { association: string } | 'installation'

/** The name of a scope as data keys carry it. */
export type ScopeName = 'installation' | 'blindIndex' | `association/${string}`

export const scopeName = (scope: KeyScope): ScopeName =>
  scope === 'installation' ? scope : `association/${scope.association}`

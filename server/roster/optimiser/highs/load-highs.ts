import * as highs from 'highs'

/** Loads the solver; its types describe the CommonJS build, where the default export lies one level deeper. */
export const loadHighs = highs.default as unknown as typeof highs.default.default

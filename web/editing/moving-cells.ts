import type { Place } from '../../server/roster/editing/draft-edit.ts'

/** What is carried over the table with the mouse: a duty's cell, or the name of a physician. */
export type Carried = { kind: 'place'; place: Place } | { kind: 'person'; person: string }

/** What the table of cells does when keys are pressed in it or something is dropped on it. */
type Moving = {
  onkey: (place: Place, key: string) => boolean
  ondrop: (carried: Carried, onto: Place) => void
}

let carried: Carried | null = null

const cellOf = (event: Event): HTMLElement | null =>
  event.target instanceof Element ? event.target.closest<HTMLElement>('[data-unit]') : null

const placeOf = (cell: HTMLElement): Place => ({
  unit: cell.dataset.unit ?? '',
  post: cell.dataset.post ?? '',
})

const mark = (cell: HTMLElement | null): void => {
  for (const other of document.querySelectorAll('[data-over]'))
    if (other !== cell) delete (other as HTMLElement).dataset.over
  if (cell) cell.dataset.over = ''
}

/**
 * Arrow keys between the cells of a container, and dragging one onto another: two listeners for a whole year. Cells
 * name their place in `data-unit` and `data-post`; those with `data-fixed` are not moved and take nothing.
 */
export const movingCells =
  ({ onkey, ondrop }: Moving) =>
  (container: HTMLElement): (() => void) => {
    const listeners: Partial<{
      [Name in keyof HTMLElementEventMap]: (event: HTMLElementEventMap[Name]) => void
    }> = {
      keydown(event) {
        const cell = cellOf(event)
        if (cell && !event.altKey && !event.ctrlKey && !event.metaKey && onkey(placeOf(cell), event.key))
          event.preventDefault()
      },
      dragstart(event) {
        const cell = cellOf(event)
        if (cell) carry(event, { kind: 'place', place: placeOf(cell) })
      },
      dragover(event) {
        const cell = cellOf(event)
        const takes = carried !== null && cell !== null && cell.dataset.fixed === undefined
        mark(takes ? cell : null)
        if (takes) event.preventDefault()
      },
      drop(event) {
        const cell = cellOf(event)
        if (cell && carried) {
          event.preventDefault()
          ondrop(carried, placeOf(cell))
        }
        letGo()
      },
      dragend: letGo,
    }
    const all = Object.entries(listeners) as [string, EventListener][]
    for (const [name, listener] of all) container.addEventListener(name, listener)
    return () => {
      for (const [name, listener] of all) container.removeEventListener(name, listener)
    }
  }

/** Begins to carry something; to be called as the drag begins. */
export function carry({ dataTransfer }: DragEvent, what: Carried): void {
  carried = what
  // Firefox drags nothing that has no data.
  dataTransfer?.setData('text/plain', '')
  if (dataTransfer) dataTransfer.effectAllowed = 'move'
}

/** Ends it. */
export function letGo(): void {
  carried = null
  mark(null)
}

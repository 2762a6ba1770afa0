/**
 * A flow network of whole numbers from node 0. Edge `e` and its opposite `e ^ 1` share one capacity: what
 * flows along one is room on the other.
 */
export class FlowNetwork {
  readonly #edges: number[][] = [[]]
  readonly #to: number[] = []
  readonly #room: number[] = []

  /** A new node; the source is there from the beginning. */
  addNode(): number {
    return this.#edges.push([]) - 1
  }

  /** A new edge, by its number. */
  addEdge(from: number, to: number, room: number): number {
    const edge = this.#to.push(to, from) - 2
    this.#room.push(room, 0)
    this.#edges[from]?.push(edge)
    this.#edges[to]?.push(edge + 1)
    return edge
  }

  flowOf(edge: number): number {
    return this.#room[edge ^ 1] ?? 0
  }

  /**
   * Sends one unit from the source to the first node found that is wanted, re-routing earlier flow where it
   * must. `sent` is false when none can be had: the keys of `reached` then are all the nodes that can.
   */
  sendOne(wanted: (node: number) => boolean): { sent: boolean; reached: ReadonlyMap<number, number> } {
    const cameBy = new Map<number, number>([[0, -1]])
    const open = [0]
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (wanted(node)) {
        this.#shift(node, cameBy)
        return { sent: true, reached: cameBy }
      }
      for (const edge of this.#edges[node] ?? []) {
        const next = this.#to[edge] ?? 0
        if ((this.#room[edge] ?? 0) === 0 || cameBy.has(next)) continue
        cameBy.set(next, edge)
        open.push(next)
      }
    }
    return { sent: false, reached: cameBy }
  }

  #shift(end: number, cameBy: Map<number, number>): void {
    for (let edge = cameBy.get(end) ?? -1; edge >= 0; edge = cameBy.get(this.#to[edge ^ 1] ?? 0) ?? -1) {
      this.#room[edge] = (this.#room[edge] ?? 0) - 1
      this.#room[edge ^ 1] = (this.#room[edge ^ 1] ?? 0) + 1
    }
  }
}

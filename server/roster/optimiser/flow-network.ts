/**
 * A flow network of whole numbers from node 0. Edge `e` and its opposite `e ^ 1` share one capacity: what
 * flows along one is room on the other.
 */
export class FlowNetwork {
  readonly #edges: number[][] = [[]]
  readonly #to: number[] = []
  readonly #room: number[] = []
  /** By node: the edge it was last reached by, and in which search. */
  readonly #cameBy: number[] = [-1]
  readonly #reachedIn: number[] = [0]
  #search = 0

  /** A new node; the source is there from the beginning. */
  addNode(): number {
    this.#cameBy.push(-1)
    this.#reachedIn.push(0)
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
   * must, and says which it is. Null when none can be had: then `wasReached` says of each node whether it can.
   */
  sendOne(wanted: ReadonlySet<number>): number | null {
    this.#search++
    this.#reachedIn[0] = this.#search
    const open = [0]
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (wanted.has(node)) {
        this.#shift(node)
        return node
      }
      for (const edge of this.#edges[node] ?? []) {
        const next = this.#to[edge] ?? 0
        if ((this.#room[edge] ?? 0) === 0 || this.wasReached(next)) continue
        this.#reachedIn[next] = this.#search
        this.#cameBy[next] = edge
        open.push(next)
      }
    }
    return null
  }

  /** True for a node that the last search came to. */
  wasReached(node: number): boolean {
    return this.#reachedIn[node] === this.#search
  }

  #shift(end: number): void {
    for (let node = end; node !== 0; ) {
      const edge = this.#cameBy[node] ?? 0
      this.#room[edge] = (this.#room[edge] ?? 0) - 1
      this.#room[edge ^ 1] = (this.#room[edge ^ 1] ?? 0) + 1
      node = this.#to[edge ^ 1] ?? 0
    }
  }
}

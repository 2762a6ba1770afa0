/** Memory that both sides of a search see while it runs: a flag to stop it, and the best bound known. */
export class Control {
  readonly memory: SharedArrayBuffer
  readonly #stop: Int32Array
  readonly #bound: Float64Array

  /** Fresh, or the one that somebody else has made. */
  constructor(memory?: SharedArrayBuffer) {
    this.memory = memory ?? new SharedArrayBuffer(16)
    this.#stop = new Int32Array(this.memory, 0, 1)
    this.#bound = new Float64Array(this.memory, 8, 1)
    if (!memory) this.bound = Number.NEGATIVE_INFINITY
  }

  get stopped(): boolean {
    return Atomics.load(this.#stop, 0) === 1
  }

  stop(): void {
    Atomics.store(this.#stop, 0, 1)
  }

  get bound(): number {
    return this.#bound[0] ?? Number.NEGATIVE_INFINITY
  }

  /** Written by one side only. */
  set bound(value: number) {
    this.#bound[0] = value
  }
}

/**
 * Values in the order of their texts; no two have the same. A place is found by halving, so that a page of many thousands
 * costs what the page costs. To put one in between moves those behind it, which is a copy of memory: microseconds.
 */
export class TextOrder<T> {
  readonly #texts: string[] = []
  readonly #values: T[] = []

  /** @param entries in any order */
  constructor(entries: readonly (readonly [text: string, value: T])[] = []) {
    for (const [text, value] of entries.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      this.#texts.push(text)
      this.#values.push(value)
    }
  }

  get size(): number {
    return this.#texts.length
  }

  /** In place of the value of the same text, if there is one. */
  put(text: string, value: T): void {
    const at = this.#placeOf(text)
    const isThere = this.#texts[at] === text
    if (isThere) this.#values[at] = value
    else {
      this.#texts.splice(at, 0, text)
      this.#values.splice(at, 0, value)
    }
  }

  delete(text: string): void {
    const at = this.#placeOf(text)
    if (this.#texts[at] !== text) return
    this.#texts.splice(at, 1)
    this.#values.splice(at, 1)
  }

  /** Those whose texts are greater; all without a text. To be read before anything changes. */
  *behind(text: string | undefined): Generator<T, void> {
    let at = text === undefined ? 0 : this.#placeOf(text)
    if (text !== undefined && this.#texts[at] === text) at++
    for (; at < this.#values.length; at++) yield this.#values[at] as T
  }

  /** Of the first text that is not smaller. */
  #placeOf(text: string): number {
    let [low, high] = [0, this.#texts.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#texts[middle] as string) < text) low = middle + 1
      else high = middle
    }
    return low
  }
}

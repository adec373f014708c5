/**
 * Who may change what: a name has one holder alone, or several who share it. Names are asked for together and in one go, in
 * the order of the calls, so that nobody waits in a circle.
 */
export class Turns {
  readonly #lines = new Map<string, Line>()

  /** Resolves, once everybody who asked before is done, with what its caller has to call in the end. */
  async take({ alone, shared }: Wanted): Promise<() => void> {
    const { promise: mine, resolve } = Promise.withResolvers<void>()
    const before = [
      ...alone.flatMap((name) => this.#enterAlone(name, mine)),
      ...shared.flatMap((name) => this.#enterShared(name, mine)),
    ]
    await Promise.all(before)
    return () => {
      resolve()
      for (const name of [...alone, ...shared]) this.#leave(name, mine)
    }
  }

  #enterAlone(name: string, mine: Promise<void>): readonly Promise<void>[] {
    const { alone, shared } = this.#line(name)
    this.#lines.set(name, { alone: mine, shared: new Set() })
    return alone ? [alone, ...shared] : [...shared]
  }

  #enterShared(name: string, mine: Promise<void>): readonly Promise<void>[] {
    const line = this.#line(name)
    line.shared.add(mine)
    this.#lines.set(name, line)
    return line.alone ? [line.alone] : []
  }

  #leave(name: string, mine: Promise<void>): void {
    const line = this.#line(name)
    line.shared.delete(mine)
    const alone = line.alone === mine ? undefined : line.alone
    if (alone || line.shared.size > 0) this.#lines.set(name, { ...line, alone })
    else this.#lines.delete(name)
  }

  #line(name: string): Line {
    return this.#lines.get(name) ?? { alone: undefined, shared: new Set() }
  }
}

/** The same name may not be asked for twice. */
export interface Wanted {
  readonly alone: readonly string[]
  readonly shared: readonly string[]
}

/** The last who wanted a name alone, and those who share it since. */
interface Line {
  readonly alone: Promise<void> | undefined
  readonly shared: Set<Promise<void>>
}

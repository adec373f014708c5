/**
 * Slows down who guesses passwords: for each name and each address a few attempts are free, and each one after that waits
 * twice as long as the one before. In memory only, and bounded: an attempt costs the guesser more than it costs us.
 */
export class SignInAttempts {
  readonly #kept = new Map<string, Failures>()
  readonly #max: number

  /** @param max names and addresses remembered; beyond them the ones tried longest ago are forgotten */
  constructor(max: number) {
    this.#max = max
  }

  /**
   * Counts an attempt as failed until {@link succeeded} says otherwise, so that attempts made at once count as well.
   * Returns how long to wait when it comes too early; then nothing is counted and no password may be looked at.
   */
  begin(attempt: Attempt, nowMs: number): { readonly waitMs: number } | undefined {
    const keys = keysOf(attempt)
    const waitMs = Math.max(...keys.map((key) => this.#waitMs(key, nowMs)))
    if (waitMs > 0) return { waitMs }
    for (const key of keys) this.#fail(key, nowMs)
    return undefined
  }

  /** Forgets what failed before for the name, and takes back the one attempt of the address. */
  succeeded(attempt: Attempt): void {
    const [name, address] = keysOf(attempt)
    this.#kept.delete(name.id)
    this.#takeBack(address)
  }

  /** Of an attempt that was right as far as it went, but let nobody in: what failed before still counts. */
  takenBack(attempt: Attempt): void {
    for (const key of keysOf(attempt)) this.#takeBack(key)
  }

  #takeBack({ id }: Key): void {
    const failures = this.#kept.get(id)
    if (failures) this.#kept.set(id, { ...failures, count: failures.count - 1 })
  }

  #waitMs({ id, free }: Key, nowMs: number): number {
    const failures = this.#current(id, nowMs)
    if (!failures || failures.count < free) return 0
    const delayMs = Math.min(DELAY_MS_MAX, DELAY_MS_MIN * 2 ** (failures.count - free))
    return Math.max(0, failures.lastMs + delayMs - nowMs)
  }

  #fail({ id }: Key, nowMs: number): void {
    const count = (this.#current(id, nowMs)?.count ?? 0) + 1
    // Put in anew, so that the map is in the order of the last attempts.
    this.#kept.delete(id)
    this.#kept.set(id, { count, lastMs: nowMs })
    if (this.#kept.size <= this.#max) return
    const [oldest] = this.#kept.keys()
    if (oldest !== undefined) this.#kept.delete(oldest)
  }

  #current(id: string, nowMs: number): Failures | undefined {
    const failures = this.#kept.get(id)
    return failures && nowMs - failures.lastMs < FORGOTTEN_AFTER_MS ? failures : undefined
  }
}

/** Who is tried, and from where. */
export interface Attempt {
  /** Account and user as they were typed: whether there are such must not be told by how long one waits. */
  readonly name: string
  readonly sourceIp: string
}

interface Failures {
  readonly count: number
  readonly lastMs: number
}

interface Key {
  readonly id: string
  readonly free: number
}

const FREE_FOR_NAME = 5
/** Several people may share one. */
const FREE_FOR_ADDRESS = 20
const DELAY_MS_MIN = 1_000
/** No longer, or whoever knows a name could keep its owner out. */
const DELAY_MS_MAX = 60_000
const FORGOTTEN_AFTER_MS = 15 * 60_000
const NAME_CHARACTERS_MAX = 256

function keysOf({ name, sourceIp }: Attempt): readonly [Key, Key] {
  return [
    { id: `name ${name.slice(0, NAME_CHARACTERS_MAX)}`, free: FREE_FOR_NAME },
    { id: `address ${networkOf(sourceIp)}`, free: FREE_FOR_ADDRESS },
  ]
}

/** One person has as many IPv6 addresses as they like: what counts is their network, the first four groups. */
function networkOf(ip: string): string {
  if (!ip.includes(':')) return ip
  const [head = '', tail] = ip.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  return [...before, ...Array<string>(zeros).fill('0'), ...after].slice(0, 4).join(':')
}

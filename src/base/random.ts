/** Where ids and secrets come from, handed in so that tests can pin them. */
export interface Random {
  /** A random UUID in lower case. */
  uuid(): string
  bytes(count: number): Uint8Array
}

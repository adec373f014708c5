/** Tells when there is more to be found than there was. */
export interface NewEvents {
  /**
   * Resolves with the position of the last durable event once it is after that one, and at the latest after `withinMs`.
   * Waiting costs no thread.
   */
  wait(after: number, withinMs: number): Promise<number>
}

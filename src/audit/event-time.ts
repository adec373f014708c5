/** As `eventTime` prints it: whole seconds, UTC. */
export function eventTimeOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

/** What the ARN of a job's target names. */
export interface JobTarget {
  readonly kind: 'thing' | 'thinggroup'
  /** May have colons. */
  readonly name: string
}

/** Undefined for the ARN of anything but a thing or a thing group. */
export function jobTargetOf(arn: string): JobTarget | undefined {
  const [, kind, name] = /^arn:aws:iot:[^:]*:\d*:(thing|thinggroup)\/(.+)$/.exec(arn) ?? []
  return kind === undefined || name === undefined
    ? undefined
    : { kind: kind as JobTarget['kind'], name }
}

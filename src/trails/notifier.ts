/** Where CloudTrail tells that log files have arrived. */
export interface Notifier {
  /**
   * Publishes a message. When it resolves, the topic has taken it for good; publishing it again is harmless. Rejects with
   * {@link NotifierError}; the message may then be published or not.
   */
  publish(publication: TrailPublication): Promise<void>
}

export interface TrailPublication {
  /** The same for the same message, however often it is published. */
  readonly id: string
  readonly topicArn: string
  /** For whom CloudTrail publishes: what topic policies know as `aws:SourceArn`. */
  readonly trailArn: string
  readonly message: string
}

/** What a topic is sent when it is given to a trail, to see whether it takes messages; consumers pass over it. */
export const VALIDATION_MESSAGE = 'CloudTrail validation message.'

/** The topic did not take the message. `code` is SNS's, as GetTrailStatus shows it. */
export class NotifierError extends Error {
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'NotifierError'
    this.code = code
  }
}

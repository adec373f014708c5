/** A policy that stands with what is asked for, and not with who asks. */
export interface StandingPolicy {
  readonly kind: 'resource' | 'trust'
  /** Undefined when there is none, or not even the thing it would belong to: then it allows nothing. */
  readonly document: string | undefined
  /** Who owns what it stands with, where the ARN does not tell. */
  readonly accountId?: string
}

/** What users, groups and roles have in common: policies of their own, and policies attached to them. */
export interface PolicyHolder {
  /** In the order of attachment. */
  readonly attachedPolicyArns: readonly string[]
  readonly inlinePolicies: readonly InlinePolicy[]
}

export interface InlinePolicy {
  readonly name: string
  /** The text as it was given. */
  readonly document: string
}

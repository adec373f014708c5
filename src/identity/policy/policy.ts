/** Where a policy document stands, which decides what its grammar asks for and forbids. */
export type PolicyKind = 'identity' | 'trust' | 'resource' | 'session'

/** A policy document as it was written, checked: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface Policy {
  /** Only `2012-10-17` knows policy variables. */
  readonly version: PolicyVersion
  readonly id?: string
  readonly statements: readonly Statement[]
}

export type PolicyVersion = '2012-10-17' | '2008-10-17'

export interface Statement {
  readonly sid?: string
  readonly effect: Effect
  /** `Principal` or `NotPrincipal`; absent in identity and session policies. */
  readonly principals?: Principals
  /** `Action` or `NotAction`. */
  readonly actions: Selection
  /** `Resource` or `NotResource`; absent in trust policies. */
  readonly resources?: Selection
  readonly conditions: readonly Condition[]
}

export type Effect = 'Allow' | 'Deny'

export interface Selection {
  /** Written as `NotAction` or `NotResource`: everything but these. */
  readonly isNegated: boolean
  readonly patterns: readonly string[]
}

export interface Principals {
  /** Written as `NotPrincipal`. */
  readonly isNegated: boolean
  readonly entries: readonly PrincipalEntry[]
}

/** `"*"` is written as the AWS principal `*`: AWS treats the two alike. */
export interface PrincipalEntry {
  readonly type: PrincipalType
  readonly id: string
}

export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser'

/** One key of one operator: holds when any of its values holds, or none of them for a negated operator. */
export interface Condition {
  readonly operator: ConditionOperator
  /** As written; keys are compared without regard to case. */
  readonly key: string
  readonly values: readonly string[]
}

export interface ConditionOperator {
  /** Without prefix and suffix: `StringLike`. */
  readonly name: string
  readonly set?: 'ForAllValues' | 'ForAnyValue'
  readonly isIfExists: boolean
}

/** Who asks, as far as policies can tell. */
export type PolicyPrincipal =
  | AccountPrincipal
  /** `greengrass.amazonaws.com`, acting for itself. */
  | { readonly kind: 'service'; readonly service: string }
  /** Whoever calls AssumeRoleWithWebIdentity or AssumeRoleWithSAML: the identity provider's ARN, or its name. */
  | { readonly kind: 'federated'; readonly identityProvider: string }
  | { readonly kind: 'anonymous' }

/** Principals that belong to an account, and so can have identity policies. */
export type AccountPrincipal = InAccount &
  (
    | { readonly kind: 'root' }
    /** `AIDA…` */
    | { readonly kind: 'user'; readonly uniqueId: string }
    /** `AROA…:SESSION` */
    | { readonly kind: 'role-session'; readonly roleArn: string; readonly uniqueId: string }
    /** The user who called GetFederationToken; absent for the root user, whose permissions have no limit to intersect. */
    | {
        readonly kind: 'federated-user'
        readonly issuer?: { readonly arn: string; readonly uniqueId: string }
      }
  )

interface InAccount {
  readonly accountId: string
  /** Of the user or the session: `arn:aws:sts::123456789012:assumed-role/NAME/SESSION`. */
  readonly arn: string
  /** S3's other name of the account. */
  readonly canonicalUserId?: string
}

export function isAccountPrincipal(principal: PolicyPrincipal): principal is AccountPrincipal {
  return 'accountId' in principal
}

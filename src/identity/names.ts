/**
 * IAM's names are unique in an account without regard to case, so that is how they are kept; but whoever asks has to spell
 * one as it was given, or a policy that names it could be walked around.
 */
export function nameKey(accountId: string, name: string): string {
  return `${accountId}/${name.toLowerCase()}`
}

/** `arn:aws:iam::123456789012:user/eng/alice`, the path being `/eng/`, or `/` where there is none. */
export function iamArn(accountId: string, kind: string, path: string, name: string): string {
  return `arn:aws:iam::${accountId}:${kind}${path}${name}`
}

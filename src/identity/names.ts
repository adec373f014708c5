/**
 * IAM's names are unique in an account without regard to case, so that is how they are kept; but whoever asks has to spell
 * one as it was given, or a policy that names it could be walked around.
 */
export function nameKey(accountId: string, name: string): string {
  return `${accountId}/${name.toLowerCase()}`
}

/** What an entity of IAM is called, and where it lives. Paths are `/` or `/eng/`. */
export interface Named {
  readonly accountId: string
  readonly path: string
}

/** `arn:aws:iam::123456789012:user/eng/alice` */
export function iamArn(accountId: string, kind: string, path: string, name: string): string {
  return `arn:aws:iam::${accountId}:${kind}${path}${name}`
}

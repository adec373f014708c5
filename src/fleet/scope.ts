/** Where a resource of a regional service lives: nobody sees it from another account or Region. */
export interface Scope {
  readonly accountId: string
  readonly region: string
}

export function scopeKey({ accountId, region }: Scope): string {
  return `${accountId}/${region}`
}

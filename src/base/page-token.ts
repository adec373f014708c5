import { hash } from 'node:crypto'

/**
 * Tokens of paged answers. A token carries where the next page goes on, bound to the question it belongs to: with another
 * account, region or filter it does not open. It grants nothing: what it leads to is checked again on every page.
 */
export function pageToken(question: readonly unknown[], place: unknown): string {
  return Buffer.from(JSON.stringify([fingerprint(question), place])).toString('base64url')
}

/** The place, or undefined when the token is not one of ours or belongs to another question. */
export function openPageToken(question: readonly unknown[], token: string): unknown {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'))
    return Array.isArray(parts) && parts[0] === fingerprint(question)
      ? (parts[1] as unknown)
      : undefined
  } catch {
    // Whatever the caller typed, it is no token.
    return undefined
  }
}

function fingerprint(question: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(question), 'base64url').slice(0, 22)
}

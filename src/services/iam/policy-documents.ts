import { MalformedPolicy } from '../../identity/policy/malformed-policy.ts'
import { parsePolicy } from '../../identity/policy/parse-policy.ts'
import type { PolicyKind } from '../../identity/policy/policy.ts'
import { iamError } from './errors.ts'

/** Throws MalformedPolicyDocument. */
export function checkDocument(text: string, kind: PolicyKind): void {
  wellFormed(() => parsePolicy(text, kind))
}

/** What comes of reading a document. Throws MalformedPolicyDocument. */
export function wellFormed<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof MalformedPolicy)) throw error
    throw iamError('MalformedPolicyDocumentException', error.message)
  }
}

/** Characters that count against a quota: white space does not. */
export function documentSize(text: string): number {
  return text.replaceAll(/\s/g, '').length
}

/** Documents travel percent-encoded: https://www.rfc-editor.org/rfc/rfc3986#section-2.1 */
export function encodedDocument(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

import { iamError } from './errors.ts'

/** What a document is for: trust policies name who, the others on what. */
export type DocumentKind = 'identity' | 'trust'

/** Throws MalformedPolicyDocument. */
export function checkDocument(text: string, _kind: DocumentKind): void {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    throw iamError('MalformedPolicyDocumentException', 'This policy contains invalid Json')
  }
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw iamError('MalformedPolicyDocumentException', 'Syntax errors in policy.')
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

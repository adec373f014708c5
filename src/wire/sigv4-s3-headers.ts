import { AuthFailure } from './auth-error.ts'
import type { HttpRequest } from './http.ts'

/** What of a signature tells which headers it covers. */
interface Covered {
  readonly signedHeaders: readonly string[]
  readonly isPresigned: boolean
}

/**
 * S3 believes no header of its own that the signature does not cover: whoever was given a URL to put one object could name
 * another one to be copied, with the rights of the signer. Throws {@link AuthFailure}.
 */
export function checkHeadersSigned(
  { headers }: HttpRequest,
  { signedHeaders, isPresigned }: Covered,
): void {
  const unsigned = Object.keys(headers).filter(
    (name) =>
      name.startsWith('x-amz-') &&
      !signedHeaders.includes(name) &&
      !(isPresigned && name === 'x-amz-content-sha256'),
  )
  if (unsigned.length > 0)
    throw new AuthFailure(
      'HeadersNotSigned',
      'There were headers present in the request which were not signed',
      '',
      { HeadersNotSigned: unsigned.join(', ') },
    )
}

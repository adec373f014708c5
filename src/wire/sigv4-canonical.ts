/**
 * The canonical form of a request, byte for byte as a client builds it before signing:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */

/** Every service but S3 signs the path without dot segments, encoded once more than it travels. */
export function canonicalPath(path: string, signingName: string): string {
  if (signingName === 's3') return path.split('/').map(reencoded).join('/')
  return withoutDotSegments(path).split('/').map(encodeRfc3986).join('/')
}

export function canonicalQuery(query: string): string {
  if (query === '') return ''
  return queryPairs(query)
    .filter(([key]) => key !== 'X-Amz-Signature')
    .map(([key, value]) => [encodeRfc3986(key), encodeRfc3986(value)] as const)
    .toSorted(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([key, value]) => `${key}=${value}`)
    .join('&')
}

/** `name:value\n` for each signed header; runs of spaces count as one, a header that was not sent as empty. */
export function canonicalHeaders(
  headers: Readonly<Record<string, string>>,
  signed: readonly string[],
): string {
  let text = ''
  for (const name of signed) {
    const value = headers[name] ?? ''
    text += `${name}:${value.includes('  ') ? value.trim().replaceAll(/ +/g, ' ') : value.trim()}\n`
  }
  return text
}

/** The decoded pairs of a query string, in order. Bytes that are not valid encoding stay as they are. */
export function queryPairs(query: string): [key: string, value: string][] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=')
      return equals < 0
        ? [decoded(pair), '']
        : [decoded(pair.slice(0, equals)), decoded(pair.slice(equals + 1))]
    })
}

/** Percent-decodes; what cannot be decoded is returned as it came. */
export function decoded(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    // Not UTF-8 or not hexadecimal: no client signs such a thing, so the raw text will simply not match.
    return text
  }
}

function reencoded(segment: string): string {
  return encodeRfc3986(decoded(segment))
}

const plainText = /^[A-Za-z0-9\-._~]*$/

/** Percent-encodes everything but letters, digits and `-._~`. */
export function encodeRfc3986(text: string): string {
  if (plainText.test(text)) return text
  return encodeURIComponent(text.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function withoutDotSegments(path: string): string {
  if (!path.includes('//') && !path.includes('/.')) return path
  const kept: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop()
    else if (segment !== '.' && segment !== '') kept.push(segment)
  }
  const trailing = path.endsWith('/') && kept.length > 0 ? '/' : ''
  return `/${kept.join('/')}${trailing}`
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

import type { HttpRequest, HttpResponse } from '../../wire/http.ts'
import type { ConsoleFile, ConsoleFiles } from './console-files.ts'

/** What every answer under /console says to browsers: nothing comes from elsewhere, nothing goes elsewhere. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
}

/** Vite puts a digest into the names of these, so that a name never changes its content. */
const HASHED = 'assets/'
const IMMUTABLE = 'public, max-age=31536000, immutable'
/** Asked for again each time, and mostly answered with 304. */
const REVALIDATED = 'no-cache'

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Waymark console</title>
<h1>The console is not built yet</h1>
<p>In the folder of this server run <code>npm run build:console</code>, then load this page again.</p>
</html>
`

/**
 * The file that a path below /console/ names. A path that names none is the console's own, which it reads itself: it gets
 * `index.html`. Names are looked up and never joined to a folder, so that no path leads out of it.
 */
export async function consolePage(
  request: HttpRequest,
  name: string,
  files: ConsoleFiles,
): Promise<HttpResponse> {
  const file = await files.find(name)
  if (file) return fileAnswer(request, file, name.startsWith(HASHED) ? IMMUTABLE : REVALIDATED)
  if (name.startsWith(HASHED)) return page(404, 'text/plain; charset=utf-8', 'Not found.\n')
  const index = await files.find('index.html')
  return index
    ? fileAnswer(request, index, REVALIDATED)
    : page(503, 'text/html; charset=utf-8', NOT_BUILT)
}

function fileAnswer(
  { headers: asked }: HttpRequest,
  file: ConsoleFile,
  cacheControl: string,
): HttpResponse {
  const { body, suffix, encoding } = encoded(file, asked['accept-encoding'] ?? '')
  const etag = `"${file.digest}${suffix}"`
  const headers = {
    ...securityHeaders,
    'content-type': file.contentType,
    'cache-control': cacheControl,
    etag,
    vary: 'accept-encoding',
    ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
  }
  if (isKnown(asked['if-none-match'] ?? '', etag)) return { status: 304, headers, body: '' }
  return { status: 200, headers, body }
}

function encoded({ body, brotli, gzip }: ConsoleFile, accepted: string) {
  const accepts = (coding: string) =>
    accepted.split(',').some((part) => {
      const [name = '', weight = ''] = part.split(';')
      return name.trim() === coding && !/^\s*q=0(\.0*)?\s*$/.test(weight)
    })
  if (brotli && accepts('br')) return { body: brotli, suffix: '-br', encoding: 'br' }
  if (gzip && accepts('gzip')) return { body: gzip, suffix: '-gz', encoding: 'gzip' }
  return { body, suffix: '', encoding: undefined }
}

function isKnown(ifNoneMatch: string, etag: string): boolean {
  return ifNoneMatch.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
}

function page(status: number, contentType: string, body: string): HttpResponse {
  const headers = { ...securityHeaders, 'content-type': contentType, 'cache-control': 'no-store' }
  return { status, headers, body }
}

import type { HttpRequest } from '../../wire/http.ts'

/**
 * Whether a POST comes from a page of this server. The cookie is `SameSite=Strict` already; besides that, no other site's
 * page can send this header without asking first, and nobody answers that question here.
 */
export function isFromOurPage({ headers }: HttpRequest): boolean {
  const { origin, host } = headers
  const site = headers['sec-fetch-site']
  return (
    headers['x-waymark-console'] === '1' &&
    (origin === undefined || hostOf(origin) === host) &&
    (site === undefined || site === 'same-origin')
  )
}

function hostOf(origin: string): string | undefined {
  return /^https?:\/\/([^/]+)$/.exec(origin)?.[1]
}

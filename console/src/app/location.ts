import { useSyncExternalStore } from 'react'

/** Where in the console one is: what stands after the # in the address. */
export interface Location {
  readonly path: string
  readonly query: URLSearchParams
}

export function useLocation(): Location {
  const hash = useSyncExternalStore(subscribe, () => location.hash)
  return parseLocation(hash)
}

export function parseLocation(hash: string): Location {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2)
  return { path: path === '' ? '/' : path, query: new URLSearchParams(query) }
}

/** The link to a place; each part is encoded. */
export function linkTo(parts: readonly string[], query?: URLSearchParams): string {
  const path = parts.map((part) => `/${encodeURIComponent(part)}`).join('')
  const text = query?.toString() ?? ''
  return text === '' ? `#${path}` : `#${path}?${text}`
}

export function navigate(link: string): void {
  location.hash = link.replace(/^#/, '')
}

/** The same place seen otherwise: no further step for the back button. */
export function replaceLocation(link: string): void {
  history.replaceState(null, '', link)
  dispatchEvent(new HashChangeEvent('hashchange'))
}

function subscribe(changed: () => void): () => void {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}

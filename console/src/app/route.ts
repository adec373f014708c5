import { type ComponentType, lazy } from 'react'

export interface PageProps {
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
}

export interface Route {
  /** Parts that start with a colon are the page's parameters. */
  readonly path: string
  readonly title: string
  readonly area: string
  /** The entry of the list of pages that the page belongs to. */
  readonly menu: string
  readonly Page: ComponentType<PageProps>
}

/** A page whose code is fetched when it is first shown. */
export function page(load: () => Promise<ComponentType<PageProps>>): ComponentType<PageProps> {
  return lazy(async () => ({ default: await load() }))
}

export interface FoundRoute {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

export function matchRoute(routes: readonly Route[], path: string): FoundRoute | undefined {
  const parts = path.split('/')
  for (const route of routes) {
    const params = paramsOf(route.path.split('/'), parts)
    if (params) return { route, params }
  }
  return undefined
}

function paramsOf(
  pattern: readonly string[],
  parts: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (pattern.length !== parts.length) return undefined
  const params: Record<string, string> = {}
  for (const [i, expected] of pattern.entries()) {
    const part = parts[i] ?? ''
    if (expected.startsWith(':') && part !== '') params[expected.slice(1)] = decoded(part)
    else if (expected !== part) return undefined
  }
  return params
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    // A link typed by hand may hold a lone percent sign.
    return part
  }
}

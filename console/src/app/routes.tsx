import { type FoundRoute, matchRoute, page, type Route } from './route.ts'

const audit = { area: 'Event history', menu: '#/events' }

/** Every page of the console. */
const routes: readonly Route[] = [
  {
    path: '/events',
    title: 'Event history',
    ...audit,
    Page: page(async () => (await import('../events/event-history-page.tsx')).EventHistoryPage),
  },
]

export const findRoute = (path: string): FoundRoute | undefined => matchRoute(routes, path)

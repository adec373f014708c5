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
  {
    path: '/events/:id',
    title: 'Event',
    ...audit,
    Page: page(async () => (await import('../events/event-page.tsx')).EventPage),
  },
  {
    path: '/requests/:id',
    title: 'Event of a request',
    ...audit,
    Page: page(async () => (await import('../events/request-page.tsx')).RequestPage),
  },
  {
    path: '/compare',
    title: 'Compare events',
    ...audit,
    Page: page(async () => (await import('../events/compare-page.tsx')).ComparePage),
  },
  {
    path: '/entities/:kind/:name',
    title: 'Timeline',
    ...audit,
    Page: page(async () => (await import('../events/entity-page.tsx')).EntityPage),
  },
]

export const findRoute = (path: string): FoundRoute | undefined => matchRoute(routes, path)

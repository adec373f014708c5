import { type FoundRoute, matchRoute, page, type Route } from './route.ts'

const audit = { area: 'Event history', menu: '#/events' }
const home = { area: 'Home', menu: '#/' }
const trails = { area: 'Trails', menu: '#/trails' }

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
  {
    path: '/',
    title: 'Dashboard',
    ...home,
    Page: page(async () => (await import('../events/dashboard-page.tsx')).DashboardPage),
  },
  {
    path: '/trails',
    title: 'Trails',
    ...trails,
    Page: page(async () => (await import('../trails/trails-page.tsx')).TrailsPage),
  },
  {
    path: '/trails/create',
    title: 'Create trail',
    ...trails,
    Page: page(async () => (await import('../trails/create-trail-page.tsx')).CreateTrailPage),
  },
  {
    path: '/trails/:arn',
    title: 'Trail',
    ...trails,
    Page: page(async () => (await import('../trails/trail-page.tsx')).TrailPage),
  },
]

export const findRoute = (path: string): FoundRoute | undefined => matchRoute(routes, path)

import { type FoundRoute, matchRoute, page, type Route } from './route.ts'

const audit = { area: 'Event history', menu: '#/events' }
const home = { area: 'Home', menu: '#/' }
const trails = { area: 'Trails', menu: '#/trails' }
const coreDevices = { area: 'Core devices', menu: '#/core-devices' }
const components = { area: 'Components', menu: '#/components' }
const deployments = { area: 'Deployments', menu: '#/deployments' }
const users = { area: 'Users', menu: '#/users' }
const roles = { area: 'Roles', menu: '#/roles' }
const policies = { area: 'Policies', menu: '#/policies' }
const switching = { area: 'Switch role', menu: '#/switch-role' }

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
  {
    path: '/core-devices',
    title: 'Core devices',
    ...coreDevices,
    Page: page(async () => (await import('../greengrass/core-devices-page.tsx')).CoreDevicesPage),
  },
  {
    path: '/core-devices/:name',
    title: 'Core device',
    ...coreDevices,
    Page: page(async () => (await import('../greengrass/core-device-page.tsx')).CoreDevicePage),
  },
  {
    path: '/components',
    title: 'Components',
    ...components,
    Page: page(async () => (await import('../greengrass/components-page.tsx')).ComponentsPage),
  },
  {
    path: '/components/create',
    title: 'Create component',
    ...components,
    Page: page(
      async () => (await import('../greengrass/create-component-page.tsx')).CreateComponentPage,
    ),
  },
  {
    path: '/components/:arn',
    title: 'Component',
    ...components,
    Page: page(async () => (await import('../greengrass/component-page.tsx')).ComponentPage),
  },
  {
    path: '/deployments',
    title: 'Deployments',
    ...deployments,
    Page: page(async () => (await import('../greengrass/deployments-page.tsx')).DeploymentsPage),
  },
  {
    path: '/deployments/create',
    title: 'Create deployment',
    ...deployments,
    Page: page(
      async () => (await import('../greengrass/create-deployment-page.tsx')).CreateDeploymentPage,
    ),
  },
  {
    path: '/deployments/:id',
    title: 'Deployment',
    ...deployments,
    Page: page(async () => (await import('../greengrass/deployment-page.tsx')).DeploymentPage),
  },
  {
    path: '/deployment-differences',
    title: 'Compare revisions',
    ...deployments,
    Page: page(
      async () =>
        (await import('../greengrass/deployment-differences-page.tsx')).DeploymentDifferencesPage,
    ),
  },
  {
    path: '/users',
    title: 'Users',
    ...users,
    Page: page(async () => (await import('../identity/users-page.tsx')).UsersPage),
  },
  {
    path: '/users/create',
    title: 'Create user',
    ...users,
    Page: page(async () => (await import('../identity/create-user-page.tsx')).CreateUserPage),
  },
  {
    path: '/users/:name',
    title: 'User',
    ...users,
    Page: page(async () => (await import('../identity/user-page.tsx')).UserPage),
  },
  {
    path: '/roles',
    title: 'Roles',
    ...roles,
    Page: page(async () => (await import('../identity/roles-page.tsx')).RolesPage),
  },
  {
    path: '/roles/create',
    title: 'Create role',
    ...roles,
    Page: page(async () => (await import('../identity/create-role-page.tsx')).CreateRolePage),
  },
  {
    path: '/roles/:name',
    title: 'Role',
    ...roles,
    Page: page(async () => (await import('../identity/role-page.tsx')).RolePage),
  },
  {
    path: '/policies',
    title: 'Policies',
    ...policies,
    Page: page(async () => (await import('../identity/policies-page.tsx')).PoliciesPage),
  },
  {
    path: '/policies/create',
    title: 'Create policy',
    ...policies,
    Page: page(async () => (await import('../identity/create-policy-page.tsx')).CreatePolicyPage),
  },
  {
    path: '/policies/:arn',
    title: 'Policy',
    ...policies,
    Page: page(async () => (await import('../identity/policy-page.tsx')).PolicyPage),
  },
  {
    path: '/switch-role',
    title: 'Switch role',
    ...switching,
    Page: page(async () => (await import('../session/switch-role-page.tsx')).SwitchRolePage),
  },
]

export const findRoute = (path: string): FoundRoute | undefined => matchRoute(routes, path)

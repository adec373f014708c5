import type { Page } from 'playwright-core'
import { type FullSeed, seedComponentArn } from './console-full-seed.ts'
import { PASSWORD } from './console-seed.ts'
import { accountId } from './server.ts'

/** A page of the console, and what one can come to on it without leaving it. */
export interface Place {
  /** As in the console's routes.ts. */
  readonly route: string
  readonly address: string
  /** What heads the page once it is there. */
  readonly heading: string | RegExp
  /** What it says once it has its data. */
  readonly holds: string | RegExp
  readonly further?: readonly Step[]
}

/** Leads to another state of the page. */
export type Step = (page: Page) => Promise<unknown>

/** Every page, each with data of its own. */
export function consolePlaces(seed: FullSeed): readonly Place[] {
  return [
    ...auditPlaces(seed),
    ...trailPlaces(seed),
    ...greengrassPlaces(seed),
    ...identityPlaces(seed),
  ]
}

const at = (path: string, part: string) => `#/${path}/${encodeURIComponent(part)}`

const press =
  (name: string, role: 'button' | 'tab' | 'radio' | 'menuitem' = 'button'): Step =>
  (page) =>
    page.getByRole(role, { name, exact: true }).first().click({ force: true })

const write =
  (label: string, text: string): Step =>
  (page) =>
    page.getByLabel(label, { exact: true }).fill(text)

const steps =
  (...all: readonly Step[]): Step =>
  async (page) => {
    for (const step of all) await step(page)
  }

const next = press('Next')

function auditPlaces({ denied, deployed }: FullSeed): Place[] {
  return [
    {
      route: '/',
      address: '#/',
      heading: 'Dashboard',
      holds: 'Top callers',
    },
    {
      route: '/events',
      address: '#/events?show=all',
      heading: /^Event history/,
      holds: 'PutUserPolicy',
      further: [
        write('Filter events', 'Event name = '),
        (page) => page.getByRole('button', { name: /^Time range/ }).click(),
        steps((page) => page.keyboard.press('Escape'), press('Preferences')),
        press('Cancel'),
        steps(press('Download events'), (page) => page.getByRole('menuitem').first().waitFor()),
      ],
    },
    {
      route: '/events/:id',
      address: at('events', denied.eventID),
      heading: /^CreateDeployment/,
      holds: 'is not authorized',
      further: [
        ...['Who did it', 'Why denied', 'Related events', 'Log file'].map((name) =>
          press(name, 'tab'),
        ),
        (page) => page.getByRole('tab', { name: /^Resources/ }).click(),
      ],
    },
    {
      route: '/requests/:id',
      address: at('requests', 'of-nobody'),
      heading: 'Event of a request',
      holds: 'is not in this account’s history',
    },
    {
      route: '/compare',
      address: `#/compare?id=${denied.eventID}&id=${deployed.eventID}`,
      heading: 'Compare events',
      holds: 'userIdentity.sessionContext.sessionIssuer.userName',
      further: [(page) => page.getByLabel('Show what is the same').check({ force: true })],
    },
    {
      route: '/entities/:kind/:name',
      address: at('entities/role', `arn:aws:iam::${accountId}:role/Deployer`),
      heading: /role\/Deployer$/,
      holds: 'night-shift',
    },
  ]
}

function trailPlaces({ trailArn }: FullSeed): Place[] {
  return [
    { route: '/trails', address: '#/trails', heading: /^Trails/, holds: 'audit-logs' },
    {
      route: '/trails/create',
      address: '#/trails/create',
      heading: 'Name and place',
      holds: 'Log file validation',
      further: [
        next,
        steps(write('Trail name', 'second'), write('Bucket', 'more-logs'), next),
        press('Add a resource type'),
        next,
      ],
    },
    {
      route: '/trails/:arn',
      address: at('trails', trailArn),
      heading: 'main',
      holds: 'All management events',
      further: [press('Delete trail')],
    },
  ]
}

function greengrassPlaces({ deploymentId, revisionId, coreDevice }: FullSeed): Place[] {
  return [
    {
      route: '/core-devices',
      address: '#/core-devices',
      heading: /^Core devices/,
      holds: coreDevice,
    },
    {
      route: '/core-devices/:name',
      address: at('core-devices', coreDevice),
      heading: coreDevice,
      holds: 'com.example.Seed',
      further: ['Deployments', 'Thing groups', 'Client devices'].map((name) => press(name, 'tab')),
    },
    {
      route: '/components',
      address: '#/components',
      heading: /^Components/,
      holds: 'com.example.Seed',
      further: [press('Public components')],
    },
    {
      route: '/components/create',
      address: `#/components/create?from=${encodeURIComponent(seedComponentArn)}`,
      heading: 'Create component',
      holds: 'What the component is called',
      further: [press('JSON'), write('Recipe', '{')],
    },
    {
      route: '/components/:arn',
      address: at('components', seedComponentArn),
      heading: /^com.example.Seed/,
      holds: 'RecipeFormatVersion',
    },
    {
      route: '/deployments',
      address: '#/deployments',
      heading: /^Deployments/,
      holds: 'Nightly, quieter',
    },
    {
      route: '/deployments/create',
      address: `#/deployments/create?revise=${revisionId}`,
      heading: 'Specify target',
      holds: 'All core devices of a thing group',
      further: [next, next, next, next],
    },
    {
      route: '/deployments/:id',
      address: at('deployments', revisionId),
      heading: 'Nightly, quieter',
      holds: 'logLevel: WARN',
      further: [press('Cancel deployment')],
    },
    {
      route: '/deployment-differences',
      address: `#/deployment-differences?id=${deploymentId}&id=${revisionId}`,
      heading: 'Compare revisions',
      holds: '"WARN"',
    },
  ]
}

function identityPlaces({ policyArn }: FullSeed): Place[] {
  return [
    { route: '/users', address: '#/users', heading: /^Users/, holds: 'alice' },
    {
      route: '/users/create',
      address: '#/users/create',
      heading: 'Create user',
      holds: 'Must change it at the next sign-in',
      further: [(page) => page.getByRole('button', { name: 'Policies to attach' }).click()],
    },
    {
      route: '/users/:name',
      address: at('users', 'alice'),
      heading: 'alice',
      holds: 'reading (inline)',
      further: [
        press('Create access key'),
        steps(write('New password', PASSWORD), press('Set password')),
        press('Delete user'),
      ],
    },
    { route: '/roles', address: '#/roles', heading: /^Roles/, holds: 'Deployer' },
    {
      route: '/roles/create',
      address: '#/roles/create',
      heading: 'Create role',
      holds: 'Account ID',
      further: [press('A service', 'radio'), press('Written by hand', 'radio')],
    },
    {
      route: '/roles/:name',
      address: at('roles', 'Deployer'),
      heading: 'Deployer',
      holds: 'sts:AssumeRole',
      further: [press('Edit trust policy')],
    },
    { route: '/policies', address: '#/policies', heading: /^Policies/, holds: 'Deploying' },
    {
      route: '/policies/create',
      address: '#/policies/create',
      heading: 'Create policy',
      holds: 'Policy document',
    },
    {
      route: '/policies/:arn',
      address: at('policies', policyArn),
      heading: 'Deploying',
      holds: 'greengrass:CreateDeployment',
    },
    {
      route: '/switch-role',
      address: '#/switch-role?role=Deployer',
      heading: 'Switch role',
      holds: 'Display name',
    },
  ]
}

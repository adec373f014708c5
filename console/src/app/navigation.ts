import type { SideNavigationProps } from '@cloudscape-design/components/side-navigation'

/** The list of pages. A new page gets its line here and in routes.ts. */
export const areas: readonly SideNavigationProps.Item[] = [
  { type: 'link', text: 'Dashboard', href: '#/' },
  {
    type: 'section',
    text: 'Audit trail',
    items: [
      { type: 'link', text: 'Event history', href: '#/events' },
      { type: 'link', text: 'Trails', href: '#/trails' },
    ],
  },
  {
    type: 'section',
    text: 'Greengrass',
    items: [
      { type: 'link', text: 'Core devices', href: '#/core-devices' },
      { type: 'link', text: 'Components', href: '#/components' },
      { type: 'link', text: 'Deployments', href: '#/deployments' },
    ],
  },
  {
    type: 'section',
    text: 'Identity',
    items: [
      { type: 'link', text: 'Users', href: '#/users' },
      { type: 'link', text: 'Roles', href: '#/roles' },
      { type: 'link', text: 'Policies', href: '#/policies' },
      { type: 'link', text: 'Switch role', href: '#/switch-role' },
    ],
  },
]

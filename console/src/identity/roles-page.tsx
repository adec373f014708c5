import { IAMClient, paginateListRoles } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { allPages } from '../api/all-pages.ts'
import { useClient } from '../api/connection.ts'
import { linkTo } from '../app/location.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { ListTable } from '../parts/list-table.tsx'
import { Time } from '../parts/time.tsx'

export function RolesPage() {
  const client = useClient(IAMClient)
  const { value, error, reload } = useLoaded(
    () => allPages(paginateListRoles({ client }, {}), ({ Roles }) => Roles),
    [client],
  )
  return (
    <ListTable
      title="Roles"
      items={value}
      error={error}
      onRetry={reload}
      textOf={({ RoleName = '' }) => RoleName}
      empty="There is no role yet."
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button href="#/switch-role">Switch role</Button>
          <Button variant="primary" href={linkTo(['roles', 'create'])}>
            Create role
          </Button>
        </SpaceBetween>
      }
      columns={[
        {
          id: 'name',
          header: 'Role name',
          isRowHeader: true,
          cell: ({ RoleName = '' }) => <Link href={linkTo(['roles', RoleName])}>{RoleName}</Link>,
        },
        { id: 'description', header: 'Description', cell: (role) => role.Description ?? '–' },
        { id: 'created', header: 'Created', cell: ({ CreateDate }) => <Time at={CreateDate} /> },
      ]}
    />
  )
}

import { IAMClient, paginateListUsers } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import { allPages } from '../api/all-pages.ts'
import { useClient } from '../api/connection.ts'
import { linkTo } from '../app/location.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { ListTable } from '../parts/list-table.tsx'
import { Time } from '../parts/time.tsx'

export function UsersPage() {
  const client = useClient(IAMClient)
  const { value, error, reload } = useLoaded(
    () => allPages(paginateListUsers({ client }, {}), ({ Users }) => Users),
    [client],
  )
  return (
    <ListTable
      title="Users"
      items={value}
      error={error}
      onRetry={reload}
      textOf={({ UserName = '' }) => UserName}
      empty="There is no user yet."
      actions={
        <Button variant="primary" href={linkTo(['users', 'create'])}>
          Create user
        </Button>
      }
      columns={[
        {
          id: 'name',
          header: 'User name',
          isRowHeader: true,
          cell: ({ UserName = '' }) => <Link href={linkTo(['users', UserName])}>{UserName}</Link>,
        },
        { id: 'path', header: 'Path', cell: ({ Path }) => Path },
        { id: 'id', header: 'User ID', cell: ({ UserId }) => UserId },
        {
          id: 'signed-in',
          header: 'Password last used',
          cell: ({ PasswordLastUsed }) => <Time at={PasswordLastUsed} />,
        },
        { id: 'created', header: 'Created', cell: ({ CreateDate }) => <Time at={CreateDate} /> },
      ]}
    />
  )
}

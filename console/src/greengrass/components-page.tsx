import { GreengrassV2Client, paginateListComponents } from '@aws-sdk/client-greengrassv2'
import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { allPages } from '../api/all-pages.ts'
import { useClient } from '../api/connection.ts'
import { linkTo } from '../app/location.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { ListTable } from '../parts/list-table.tsx'
import { Time } from '../parts/time.tsx'

type Scope = 'PRIVATE' | 'PUBLIC'

export function ComponentsPage() {
  const client = useClient(GreengrassV2Client)
  const [scope, setScope] = useState<Scope>('PRIVATE')
  const { value, error, reload } = useLoaded(
    () => allPages(paginateListComponents({ client }, { scope }), ({ components }) => components),
    [client, scope],
  )
  return (
    <ListTable
      title="Components"
      items={value}
      error={error}
      onRetry={reload}
      textOf={({ componentName = '' }) => componentName}
      empty={scope === 'PRIVATE' ? 'You have made no component yet.' : 'There is none.'}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <SegmentedControl
            label="Whose components"
            selectedId={scope}
            options={[
              { id: 'PRIVATE', text: 'My components' },
              { id: 'PUBLIC', text: 'Public components' },
            ]}
            onChange={({ detail }) => setScope(detail.selectedId as Scope)}
          />
          <Button variant="primary" href={linkTo(['components', 'create'])}>
            Create component
          </Button>
        </SpaceBetween>
      }
      columns={[
        {
          id: 'name',
          header: 'Name',
          isRowHeader: true,
          cell: ({ componentName, latestVersion }) => (
            <Link href={linkTo(['components', latestVersion?.arn ?? ''])}>{componentName}</Link>
          ),
        },
        {
          id: 'version',
          header: 'Latest version',
          cell: ({ latestVersion }) => latestVersion?.componentVersion,
        },
        {
          id: 'publisher',
          header: 'Publisher',
          cell: ({ latestVersion }) => latestVersion?.publisher ?? '–',
        },
        {
          id: 'created',
          header: 'Created',
          cell: ({ latestVersion }) => <Time at={latestVersion?.creationTimestamp} />,
        },
      ]}
    />
  )
}

import { GreengrassV2Client, paginateListDeployments } from '@aws-sdk/client-greengrassv2'
import Button from '@cloudscape-design/components/button'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Toggle from '@cloudscape-design/components/toggle'
import { useState } from 'react'
import { allPages } from '../api/all-pages.ts'
import { useClient } from '../api/connection.ts'
import { linkTo } from '../app/location.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { ListTable } from '../parts/list-table.tsx'
import { Time } from '../parts/time.tsx'
import { DeploymentStatus } from './deployment-status.tsx'

export function DeploymentsPage() {
  const client = useClient(GreengrassV2Client)
  const [showsAll, setShowsAll] = useState(false)
  const { value, error, reload } = useLoaded(() => {
    const historyFilter = showsAll ? ('ALL' as const) : ('LATEST_ONLY' as const)
    const pages = paginateListDeployments({ client }, { historyFilter })
    return allPages(pages, ({ deployments }) => deployments)
  }, [client, showsAll])
  return (
    <ListTable
      title="Deployments"
      items={value}
      error={error}
      onRetry={reload}
      textOf={({ deploymentName, targetArn }) => `${deploymentName} ${targetArn}`}
      empty="There is no deployment yet."
      actions={
        <SpaceBetween direction="horizontal" size="m" alignItems="center">
          <Toggle checked={showsAll} onChange={({ detail }) => setShowsAll(detail.checked)}>
            Earlier revisions too
          </Toggle>
          <Button variant="primary" href={linkTo(['deployments', 'create'])}>
            Create deployment
          </Button>
        </SpaceBetween>
      }
      columns={[
        {
          id: 'name',
          header: 'Deployment',
          isRowHeader: true,
          cell: ({ deploymentId = '', deploymentName }) => (
            <Link href={linkTo(['deployments', deploymentId])}>
              {deploymentName ?? deploymentId}
            </Link>
          ),
        },
        { id: 'target', header: 'Target', cell: ({ targetArn = '' }) => nameOfTarget(targetArn) },
        {
          id: 'status',
          header: 'Status',
          cell: ({ deploymentStatus }) => <DeploymentStatus status={deploymentStatus} />,
        },
        { id: 'revision', header: 'Revision', cell: ({ revisionId }) => revisionId ?? '–' },
        {
          id: 'created',
          header: 'Created',
          cell: ({ creationTimestamp }) => <Time at={creationTimestamp} />,
        },
      ]}
    />
  )
}

export function nameOfTarget(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1)
}

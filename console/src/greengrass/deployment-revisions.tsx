import {
  type Deployment,
  GreengrassV2Client,
  paginateListDeployments,
} from '@aws-sdk/client-greengrassv2'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Link from '@cloudscape-design/components/link'
import Table from '@cloudscape-design/components/table'
import { useState } from 'react'
import { allPages } from '../api/all-pages.ts'
import { useClient } from '../api/connection.ts'
import { linkTo } from '../app/location.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import { Time } from '../parts/time.tsx'
import { DeploymentStatus } from './deployment-status.tsx'

interface Props {
  readonly id: string
  readonly targetArn: string
}

/** All deployments of the same target, to see what changed from one to another. */
export function DeploymentRevisions({ id, targetArn }: Props) {
  const client = useClient(GreengrassV2Client)
  const [selected, setSelected] = useState<readonly Deployment[]>([])
  const { value, error } = useLoaded(() => {
    const pages = paginateListDeployments({ client }, { targetArn, historyFilter: 'ALL' })
    return allPages(pages, ({ deployments }) => deployments)
  }, [client, targetArn])
  if (error !== undefined) return <TroubleAlert error={error} />
  const ids = selected.map(({ deploymentId = '' }) => ['id', deploymentId])
  return (
    <Table
      items={value ?? []}
      loading={value === undefined}
      loadingText="Loading"
      trackBy="deploymentId"
      header={
        <Header
          variant="h2"
          actions={
            <Button
              disabled={selected.length < 2}
              href={linkTo(['deployment-differences'], new URLSearchParams(ids))}
            >
              Compare revisions
            </Button>
          }
        >
          Revisions
        </Header>
      }
      selectionType="multi"
      selectedItems={selected}
      onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
      ariaLabels={{
        tableLabel: 'Revisions',
        selectionGroupLabel: 'Revisions to compare',
        allItemsSelectionLabel: () => 'Select all revisions',
        itemSelectionLabel: (_, { deploymentId, revisionId }) =>
          `Select revision ${revisionId ?? ''} ${deploymentId ?? ''}`,
      }}
      columnDefinitions={[
        { id: 'revision', header: 'Revision', cell: ({ revisionId }) => revisionId ?? '–' },
        {
          id: 'id',
          header: 'Deployment',
          isRowHeader: true,
          cell: ({ deploymentId = '', deploymentName }) =>
            deploymentId === id ? (
              <b>{deploymentName ?? deploymentId} (this one)</b>
            ) : (
              <Link href={linkTo(['deployments', deploymentId])}>
                {deploymentName ?? deploymentId}
              </Link>
            ),
        },
        {
          id: 'status',
          header: 'Status',
          cell: ({ deploymentStatus }) => <DeploymentStatus status={deploymentStatus} />,
        },
        {
          id: 'created',
          header: 'Created',
          cell: ({ creationTimestamp }) => <Time at={creationTimestamp} />,
        },
      ]}
    />
  )
}

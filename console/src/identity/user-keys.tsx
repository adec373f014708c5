import {
  type AccessKey,
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  IAMClient,
  paginateListAccessKeys,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam'
import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Link from '@cloudscape-design/components/link'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useState } from 'react'
import { allPages } from '../api/all-pages.ts'
import { useClient } from '../api/connection.ts'
import { useNotify } from '../app/notices.tsx'
import { useAction } from '../app/use-action.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { entityLink } from '../events/entity.ts'
import { ListTable } from '../parts/list-table.tsx'
import { Time } from '../parts/time.tsx'
import { TroubleAlert } from '../parts/trouble-alert.tsx'

export function UserKeys({ userName: UserName }: { readonly userName: string }) {
  const client = useClient(IAMClient)
  const notify = useNotify()
  const [made, setMade] = useState<AccessKey>()
  const { value, error, reload } = useLoaded(
    () =>
      allPages(
        paginateListAccessKeys({ client }, { UserName }),
        ({ AccessKeyMetadata }) => AccessKeyMetadata,
      ),
    [client, UserName],
  )
  const create = useAction(async () => {
    const answer = await client.send(new CreateAccessKeyCommand({ UserName }))
    notify.done('The access key is created.', answer)
    setMade(answer.AccessKey)
    reload()
  })
  const change = useAction(async (AccessKeyId: string, Status: 'Active' | 'Inactive') => {
    const input = { UserName, AccessKeyId, Status }
    notify.done('The access key is changed.', await client.send(new UpdateAccessKeyCommand(input)))
    reload()
  })
  const remove = useAction(async (AccessKeyId: string) => {
    const command = new DeleteAccessKeyCommand({ UserName, AccessKeyId })
    notify.done('The access key is deleted.', await client.send(command))
    reload()
  })
  return (
    <SpaceBetween size="m">
      <TroubleAlert error={create.error ?? change.error ?? remove.error} />
      {made ? <NewKey made={made} onDismiss={() => setMade(undefined)} /> : undefined}
      <ListTable
        title="Access keys"
        isTop={false}
        items={value}
        error={error}
        textOf={({ AccessKeyId = '' }) => AccessKeyId}
        empty="No access key."
        actions={
          <Button loading={create.isRunning} onClick={() => create.run()}>
            Create access key
          </Button>
        }
        columns={[
          {
            id: 'id',
            header: 'Access key ID',
            isRowHeader: true,
            cell: ({ AccessKeyId = '' }) => (
              <Link href={entityLink('accessKeyId', AccessKeyId) ?? '#/'}>{AccessKeyId}</Link>
            ),
          },
          {
            id: 'status',
            header: 'Status',
            cell: ({ Status }) => (
              <StatusIndicator type={Status === 'Active' ? 'success' : 'stopped'}>
                {Status ?? ''}
              </StatusIndicator>
            ),
          },
          { id: 'created', header: 'Created', cell: ({ CreateDate }) => <Time at={CreateDate} /> },
          {
            id: 'actions',
            header: 'Actions',
            cell: ({ AccessKeyId = '', Status }) => {
              const other = Status === 'Active' ? 'Inactive' : 'Active'
              const verb = Status === 'Active' ? 'Deactivate' : 'Activate'
              return (
                <SpaceBetween direction="horizontal" size="xs">
                  <Button variant="inline-link" onClick={() => change.run(AccessKeyId, other)}>
                    {verb}
                  </Button>
                  <Button
                    variant="inline-link"
                    disabled={Status === 'Active'}
                    onClick={() => remove.run(AccessKeyId)}
                  >
                    Delete
                  </Button>
                </SpaceBetween>
              )
            },
          },
        ]}
      />
    </SpaceBetween>
  )
}

interface NewKeyProps {
  readonly made: AccessKey
  readonly onDismiss: () => void
}

/** The secret is shown this once and kept nowhere. */
function NewKey({ made, onDismiss }: NewKeyProps) {
  return (
    <Alert
      type="warning"
      header="Copy the secret now: it is not shown again"
      dismissible
      dismissAriaLabel="Close"
      onDismiss={onDismiss}
    >
      <KeyValuePairs
        columns={2}
        items={[
          { label: 'Access key ID', value: <code>{made.AccessKeyId}</code> },
          { label: 'Secret access key', value: <code>{made.SecretAccessKey}</code> },
        ]}
      />
    </Alert>
  )
}

import {
  CancelDeploymentCommand,
  GetDeploymentCommand,
  GreengrassV2Client,
} from '@aws-sdk/client-greengrassv2'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useClient } from '../api/connection.ts'
import { linkTo } from '../app/location.ts'
import { useNotify } from '../app/notices.tsx'
import type { PageProps } from '../app/route.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { entityLink } from '../events/entity.ts'
import { ConfirmButton } from '../parts/confirm-button.tsx'
import { LoadedPage } from '../parts/loaded-page.tsx'
import { Time } from '../parts/time.tsx'
import { DeployedComponents } from './deployed-components.tsx'
import { draftOf } from './deployment-draft.ts'
import { DeploymentRevisions } from './deployment-revisions.tsx'
import { DeploymentStatus } from './deployment-status.tsx'

export function DeploymentPage({ params: { id = '' } }: PageProps) {
  const client = useClient(GreengrassV2Client)
  const notify = useNotify()
  const loaded = useLoaded(
    (abortSignal) => client.send(new GetDeploymentCommand({ deploymentId: id }), { abortSignal }),
    [client, id],
  )
  const cancel = async () => {
    const answer = await client.send(new CancelDeploymentCommand({ deploymentId: id }))
    notify.done('The deployment is canceled.', answer)
    loaded.reload()
  }
  return (
    <LoadedPage title="Deployment" loaded={loaded}>
      {(deployment) => (
        <SpaceBetween size="l">
          <Header
            variant="h1"
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button href={entityLink('resourceName', id) ?? '#/'}>Timeline</Button>
                <Button
                  href={linkTo(['deployments', 'create'], new URLSearchParams({ revise: id }))}
                >
                  Revise
                </Button>
                <ConfirmButton
                  text="Cancel deployment"
                  confirmText="Cancel it"
                  disabled={deployment.deploymentStatus !== 'ACTIVE'}
                  question="Devices that have not begun yet will not begin. What is deployed stays."
                  onConfirm={cancel}
                />
              </SpaceBetween>
            }
          >
            {deployment.deploymentName ?? id}
          </Header>
          <Container header={<Header variant="h2">Details</Header>}>
            <KeyValuePairs
              columns={3}
              items={[
                {
                  label: 'Status',
                  value: <DeploymentStatus status={deployment.deploymentStatus} />,
                },
                { label: 'Target', value: deployment.targetArn ?? '–' },
                { label: 'Created', value: <Time at={deployment.creationTimestamp} /> },
                { label: 'Deployment ID', value: id },
                { label: 'Revision', value: deployment.revisionId ?? '–' },
                { label: 'IoT job', value: deployment.iotJobId ?? '–' },
              ]}
            />
          </Container>
          <DeployedComponents components={draftOf(deployment).components} />
          <DeploymentRevisions id={id} targetArn={deployment.targetArn ?? ''} />
        </SpaceBetween>
      )}
    </LoadedPage>
  )
}

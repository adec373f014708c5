import {
  CloudTrailClient,
  DeleteTrailCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useClient } from '../api/connection.ts'
import { navigate } from '../app/location.ts'
import { useNotify } from '../app/notices.tsx'
import type { PageProps } from '../app/route.ts'
import { useAction } from '../app/use-action.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { ConfirmButton } from '../parts/confirm-button.tsx'
import { LoadedPage } from '../parts/loaded-page.tsx'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import { SelectorsPanel } from './selectors-panel.tsx'
import { TrailFilesPanel } from './trail-files-panel.tsx'
import { TrailSettings } from './trail-settings.tsx'
import { readTrail } from './trails.ts'

export function TrailPage({ params: { arn = '' } }: PageProps) {
  const client = useClient(CloudTrailClient)
  const notify = useNotify()
  const loaded = useLoaded((signal) => readTrail(client, arn, signal), [client, arn])
  const toggle = useAction(async (isLogging: boolean) => {
    const answer = isLogging
      ? await client.send(new StopLoggingCommand({ Name: arn }))
      : await client.send(new StartLoggingCommand({ Name: arn }))
    notify.done(isLogging ? 'Logging is off.' : 'Logging is on.', answer)
    loaded.reload()
  })
  const remove = async () => {
    const answer = await client.send(new DeleteTrailCommand({ Name: arn }))
    notify.done('The trail is deleted.', answer)
    navigate('/trails')
  }
  return (
    <LoadedPage title="Trail" loaded={loaded}>
      {({ trail, status, selectors, advancedSelectors }) => {
        const isLogging = status.IsLogging ?? false
        return (
          <SpaceBetween size="l">
            <Header
              variant="h1"
              actions={
                <SpaceBetween direction="horizontal" size="xs">
                  <Button loading={toggle.isRunning} onClick={() => toggle.run(isLogging)}>
                    {isLogging ? 'Stop logging' : 'Start logging'}
                  </Button>
                  <ConfirmButton
                    text="Delete trail"
                    confirmText="Delete"
                    question={`Delete ${trail.Name}? Log files that it delivered stay in the bucket; nothing new will come.`}
                    onConfirm={remove}
                  />
                </SpaceBetween>
              }
            >
              {trail.Name}
            </Header>
            <TroubleAlert error={toggle.error} />
            <TrailSettings trail={trail} status={status} />
            <Container header={<Header variant="h2">Which events</Header>}>
              <SelectorsPanel selectors={selectors} advancedSelectors={advancedSelectors} />
            </Container>
            {/* Those of an organization are under its id, in the bucket of the management account. */}
            {trail.IsOrganizationTrail ? undefined : <TrailFilesPanel trail={trail} />}
          </SpaceBetween>
        )
      }}
    </LoadedPage>
  )
}

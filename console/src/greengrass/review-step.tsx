import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { DeployedComponents } from './deployed-components.tsx'
import type { DeploymentDraft } from './deployment-draft.ts'

export function ReviewStep({ draft }: { readonly draft: DeploymentDraft }) {
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Deployment</Header>}>
        <KeyValuePairs
          columns={3}
          items={[
            { label: 'Name', value: draft.name || '–' },
            { label: 'Target', value: draft.targetArn },
            {
              label: 'When it fails',
              value: draft.failureHandling === 'ROLLBACK' ? 'Roll back' : 'Do nothing',
            },
            {
              label: 'Before updates',
              value:
                draft.updateAction === 'NOTIFY_COMPONENTS'
                  ? `Components may ask for ${draft.updateTimeoutSeconds} s`
                  : 'Components are not asked',
            },
            { label: 'Devices a minute', value: draft.maximumPerMinute || 'No limit' },
            {
              label: 'Timeout',
              value: draft.timeoutMinutes ? `${draft.timeoutMinutes} minutes` : 'None',
            },
            { label: 'Canceled', value: abortText(draft) },
          ]}
        />
      </Container>
      <DeployedComponents components={draft.components} />
    </SpaceBetween>
  )
}

function abortText({ abortPercentage, abortAfter }: DeploymentDraft): string {
  return abortPercentage === ''
    ? 'By hand alone'
    : `When ${abortPercentage} % of at least ${abortAfter || 1} devices fail`
}

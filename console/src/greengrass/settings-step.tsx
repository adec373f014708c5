import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { DeploymentDraft } from './deployment-draft.ts'
import type { StepProps } from './deployment-wizard.tsx'

type NumberMember =
  | 'updateTimeoutSeconds'
  | 'validationTimeoutSeconds'
  | 'maximumPerMinute'
  | 'timeoutMinutes'
  | 'abortPercentage'
  | 'abortAfter'

export function SettingsStep({ draft, onChange }: StepProps) {
  const number = (label: string, member: NumberMember, description: string) => (
    <FormField label={label} description={description}>
      <Input
        type="number"
        inputMode="numeric"
        value={draft[member]}
        onChange={({ detail }) => onChange({ [member]: detail.value })}
      />
    </FormField>
  )
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">On the device</Header>}>
        <SpaceBetween size="l">
          <FormField label="When it fails">
            <RadioGroup
              value={draft.failureHandling}
              onChange={({ detail }) =>
                onChange({ failureHandling: detail.value as DeploymentDraft['failureHandling'] })
              }
              items={[
                { value: 'ROLLBACK', label: 'Roll back to what was there before' },
                { value: 'DO_NOTHING', label: 'Leave it as it is' },
              ]}
            />
          </FormField>
          <FormField label="Before components are updated">
            <RadioGroup
              value={draft.updateAction}
              onChange={({ detail }) =>
                onChange({ updateAction: detail.value as DeploymentDraft['updateAction'] })
              }
              items={[
                { value: 'NOTIFY_COMPONENTS', label: 'Let components ask for time' },
                { value: 'SKIP_NOTIFY_COMPONENTS', label: 'Update at once' },
              ]}
            />
          </FormField>
          {number('Time they may ask for', 'updateTimeoutSeconds', 'Seconds')}
          {number('Time to validate a new configuration', 'validationTimeoutSeconds', 'Seconds')}
        </SpaceBetween>
      </Container>
      <Container header={<Header variant="h2">In the fleet</Header>}>
        <SpaceBetween size="l">
          {number('Devices a minute – optional', 'maximumPerMinute', 'How fast it is rolled out')}
          {number(
            'Timeout – optional',
            'timeoutMinutes',
            'Minutes until a device counts as failed',
          )}
          {number(
            'Cancel when so many fail – optional',
            'abortPercentage',
            'Percent of the devices that it has come to',
          )}
          {draft.abortPercentage === ''
            ? undefined
            : number('But not before', 'abortAfter', 'Devices that it has come to; 1 when empty')}
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  )
}

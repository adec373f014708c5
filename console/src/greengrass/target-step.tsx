import { IoTClient, paginateListThingGroups, paginateListThings } from '@aws-sdk/client-iot'
import Autosuggest from '@cloudscape-design/components/autosuggest'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { allPages } from '../api/all-pages.ts'
import { useClient } from '../api/connection.ts'
import { useLoaded } from '../app/use-loaded.ts'
import type { StepProps } from './deployment-wizard.tsx'

interface Props extends StepProps {
  /** A revision keeps its target, or it would be another deployment. */
  readonly isRevision: boolean
  readonly showsFaults: boolean
}

const TARGET = /^arn:[\w-]+:iot:[\w-]+:\d{12}:(thing|thinggroup)\/.+$/

export function targetFault(arn: string): string | undefined {
  return TARGET.test(arn) ? undefined : 'Choose a thing group or a core device, or give its ARN.'
}

export function TargetStep({ draft, onChange, isRevision, showsFaults }: Props) {
  const targets = useTargets()
  return (
    <Container header={<Header variant="h2">Deployment target</Header>}>
      <SpaceBetween size="l">
        <FormField label="Deployment name – optional">
          <Input value={draft.name} onChange={({ detail }) => onChange({ name: detail.value })} />
        </FormField>
        <FormField
          label="Target"
          description="All core devices of a thing group, or a single one"
          errorText={showsFaults ? targetFault(draft.targetArn) : undefined}
        >
          <Autosuggest
            value={draft.targetArn}
            onChange={({ detail }) => onChange({ targetArn: detail.value })}
            options={targets}
            disabled={isRevision}
            placeholder="Name or ARN"
            ariaLabel="Target"
            empty="No thing group and no thing in this region"
            enteredTextLabel={(text) => `Use "${text}"`}
          />
        </FormField>
      </SpaceBetween>
    </Container>
  )
}

function useTargets() {
  const client = useClient(IoTClient)
  const { value = [] } = useLoaded(async () => {
    const [groups, things] = await Promise.all([
      allPages(paginateListThingGroups({ client }, {}), ({ thingGroups }) => thingGroups),
      allPages(paginateListThings({ client }, {}), ({ things: found }) => found),
    ])
    return [
      {
        label: 'Thing groups',
        options: groups.map(({ groupArn = '', groupName = '' }) => ({
          value: groupArn,
          label: groupName,
        })),
      },
      {
        label: 'Things',
        options: things.map(({ thingArn = '', thingName = '' }) => ({
          value: thingArn,
          label: thingName,
        })),
      },
    ]
  }, [client])
  return value
}

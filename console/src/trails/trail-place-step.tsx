import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { bucketFault, nameFault, type TrailDraft } from './trail-draft.ts'

interface Props {
  readonly draft: TrailDraft
  readonly onChange: (changes: Partial<TrailDraft>) => void
  readonly showsFaults: boolean
}

export function TrailPlaceStep({ draft, onChange, showsFaults }: Props) {
  const fault = (text: string | undefined) => (showsFaults ? text : undefined)
  return (
    <Container header={<Header variant="h2">Trail</Header>}>
      <SpaceBetween size="l">
        <FormField label="Trail name" errorText={fault(nameFault(draft.name))}>
          <Input value={draft.name} onChange={({ detail }) => onChange({ name: detail.value })} />
        </FormField>
        <FormField
          label="Bucket"
          description="Log files go here, below AWSLogs/ and the account’s ID"
          errorText={fault(bucketFault(draft.bucket))}
        >
          <Input
            value={draft.bucket}
            onChange={({ detail }) => onChange({ bucket: detail.value })}
          />
        </FormField>
        <Checkbox
          checked={draft.makesBucket}
          onChange={({ detail }) => onChange({ makesBucket: detail.checked })}
          description="With a policy that lets the trail write to it. Otherwise it must be there, with such a policy"
        >
          Create the bucket
        </Checkbox>
        <FormField label="Prefix – optional">
          <Input
            value={draft.prefix}
            onChange={({ detail }) => onChange({ prefix: detail.value })}
          />
        </FormField>
        <Checkbox
          checked={draft.isMultiRegion}
          onChange={({ detail }) => onChange({ isMultiRegion: detail.checked })}
          description="Otherwise only of the region that is chosen above"
        >
          Events of all regions
        </Checkbox>
        <Checkbox
          checked={draft.isValidated}
          onChange={({ detail }) => onChange({ isValidated: detail.checked })}
          description="Signed digests prove that no log file was changed or removed"
        >
          Log file validation
        </Checkbox>
      </SpaceBetween>
    </Container>
  )
}

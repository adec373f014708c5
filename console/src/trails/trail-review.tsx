import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import type { TrailDraft } from './trail-draft.ts'
import { whichTexts } from './trail-events-step.tsx'

export function TrailReview({ draft }: { readonly draft: TrailDraft }) {
  const { data, management, excludesKms } = draft
  const dataText = data.map(({ type, which }) => `${type} (${whichTexts[which].toLowerCase()})`)
  return (
    <Container header={<Header variant="h2">Review</Header>}>
      <KeyValuePairs
        columns={2}
        items={[
          { label: 'Name', value: draft.name },
          {
            label: 'Bucket',
            value: draft.prefix ? `${draft.bucket}/${draft.prefix}` : draft.bucket,
          },
          { label: 'Regions', value: draft.isMultiRegion ? 'All' : 'This one only' },
          { label: 'Log file validation', value: draft.isValidated ? 'On' : 'Off' },
          {
            label: 'Management events',
            value: `${whichTexts[management]}${excludesKms ? ', without KMS' : ''}`,
          },
          { label: 'Data events', value: dataText.join(', ') || 'None' },
        ]}
      />
    </Container>
  )
}

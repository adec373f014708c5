import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import SpaceBetween from '@cloudscape-design/components/space-between'
import TextFilter from '@cloudscape-design/components/text-filter'
import { useState } from 'react'
import type { EventDocument } from './event-fields.ts'
import { JsonTree } from './json-tree.tsx'

/** The event as recorded, every member of it. */
export function JsonPanel({ document }: { readonly document: EventDocument }) {
  const [text, setText] = useState('')
  return (
    <SpaceBetween size="s">
      <div className="view-controls">
        <TextFilter
          filteringText={text}
          onChange={({ detail }) => setText(detail.filteringText)}
          filteringPlaceholder="Find a member or value"
          filteringAriaLabel="Find a member or value of the event"
          filteringClearAriaLabel="Clear"
        />
        <CopyToClipboard
          copyButtonText="Copy JSON"
          textToCopy={JSON.stringify(document, undefined, 2)}
          copySuccessText="Copied"
          copyErrorText="Could not be copied"
        />
      </div>
      <JsonTree value={document} find={text} />
    </SpaceBetween>
  )
}

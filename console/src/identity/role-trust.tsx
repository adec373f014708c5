import { IAMClient, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useClient } from '../api/connection.ts'
import { useNotify } from '../app/notices.tsx'
import { useAction } from '../app/use-action.ts'
import { CodeField } from '../parts/code-field.tsx'
import { jsonFault } from '../parts/json-fault.ts'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import { DocumentText, indentedJson } from './document-text.tsx'

interface Props {
  readonly roleName: string
  /** The trust policy's JSON, as it is kept. */
  readonly text: string
  readonly onChanged: () => void
}

/** Who may assume a role: to read, and to change. */
export function RoleTrust({ roleName: RoleName, text, onChanged }: Props) {
  const client = useClient(IAMClient)
  const notify = useNotify()
  /** The policy as it is being edited; undefined while nobody edits it. */
  const [edited, setEdited] = useState<string>()
  const save = useAction(async (PolicyDocument: string) => {
    const command = new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument })
    notify.done('The trust policy is changed.', await client.send(command))
    setEdited(undefined)
    onChanged()
  })
  if (edited === undefined)
    return (
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <Button onClick={() => setEdited(indentedJson(text))}>Edit trust policy</Button>
            }
          >
            Who may assume it
          </Header>
        }
      >
        <DocumentText label="Trust policy" text={text} />
      </Container>
    )
  const fault = jsonFault(edited)
  const stop = () => {
    save.clearError()
    setEdited(undefined)
  }
  return (
    <Container
      header={<Header variant="h2">Who may assume it</Header>}
      footer={
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            variant="primary"
            disabled={fault !== undefined}
            loading={save.isRunning}
            onClick={() => save.run(edited)}
          >
            Save trust policy
          </Button>
          <Button variant="link" onClick={stop}>
            Cancel
          </Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="m">
        <TroubleAlert error={save.error} />
        <FormField label="Trust policy" errorText={fault} stretch>
          <CodeField value={edited} onChange={setEdited} rows={14} />
        </FormField>
      </SpaceBetween>
    </Container>
  )
}

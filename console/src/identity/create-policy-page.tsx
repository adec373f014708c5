import { CreatePolicyCommand, IAMClient } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useClient } from '../api/connection.ts'
import { linkTo, navigate } from '../app/location.ts'
import { useNotify } from '../app/notices.tsx'
import { useAction } from '../app/use-action.ts'
import { CodeField } from '../parts/code-field.tsx'
import { jsonFault } from '../parts/json-fault.ts'
import { TroubleAlert } from '../parts/trouble-alert.tsx'

const START = JSON.stringify(
  {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['greengrass:List*', 'greengrass:Get*'], Resource: '*' },
    ],
  },
  undefined,
  2,
)

export function CreatePolicyPage() {
  const client = useClient(IAMClient)
  const notify = useNotify()
  const [name, setName] = useState('')
  const [text, setText] = useState(START)
  const fault = jsonFault(text)
  const create = useAction(async () => {
    const input = { PolicyName: name.trim(), PolicyDocument: text }
    const answer = await client.send(new CreatePolicyCommand(input))
    notify.done(`Policy ${name} is created.`, answer)
    navigate(linkTo(['policies', answer.Policy?.Arn ?? '']))
  })
  return (
    <Form
      header={<Header variant="h1">Create policy</Header>}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" href="#/policies">
            Cancel
          </Button>
          <Button
            variant="primary"
            disabled={name.trim() === '' || fault !== undefined}
            loading={create.isRunning}
            onClick={() => create.run()}
          >
            Create policy
          </Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="m">
        <TroubleAlert error={create.error} />
        <Container header={<Header variant="h2">Policy</Header>}>
          <SpaceBetween size="m">
            <FormField label="Policy name">
              <Input value={name} onChange={({ detail }) => setName(detail.value)} />
            </FormField>
            <FormField label="Policy document" errorText={fault} stretch>
              <CodeField value={text} onChange={setText} rows={16} />
            </FormField>
          </SpaceBetween>
        </Container>
      </SpaceBetween>
    </Form>
  )
}

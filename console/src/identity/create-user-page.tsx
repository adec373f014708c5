import {
  AttachUserPolicyCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  IAMClient,
} from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
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
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import { noPassword, PasswordFields } from './password-fields.tsx'
import { PolicyPicker } from './policy-picker.tsx'

/** A colleague: their name, how they sign in, and what they may do. */
export function CreateUserPage() {
  const client = useClient(IAMClient)
  const notify = useNotify()
  const [name, setName] = useState('')
  const [hasPassword, setHasPassword] = useState(true)
  const [password, setPassword] = useState(noPassword)
  const [policyArns, setPolicyArns] = useState<readonly string[]>([])
  const create = useAction(async () => {
    const UserName = name.trim()
    const answer = await client.send(new CreateUserCommand({ UserName }))
    notify.done(`User ${UserName} is created.`, answer)
    // The user is there from here on: what still fails is to be mended on their page.
    try {
      if (hasPassword) {
        const { text: Password, mustChange: PasswordResetRequired } = password
        const profile = { UserName, Password, PasswordResetRequired }
        notify.done(
          'The password is set.',
          await client.send(new CreateLoginProfileCommand(profile)),
        )
      }
      for (const PolicyArn of policyArns) {
        const attached = await client.send(new AttachUserPolicyCommand({ UserName, PolicyArn }))
        notify.done(`${PolicyArn} is attached.`, attached)
      }
    } catch (error) {
      notify.failed(error)
    }
    navigate(linkTo(['users', UserName]))
  })
  const isReady = name.trim() !== '' && (!hasPassword || password.text !== '')
  return (
    <Form
      header={<Header variant="h1">Create user</Header>}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" href="#/users">
            Cancel
          </Button>
          <Button
            variant="primary"
            disabled={!isReady}
            loading={create.isRunning}
            onClick={() => create.run()}
          >
            Create user
          </Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        <TroubleAlert error={create.error} />
        <Container header={<Header variant="h2">User</Header>}>
          <SpaceBetween size="l">
            <FormField label="User name">
              <Input value={name} onChange={({ detail }) => setName(detail.value)} />
            </FormField>
            <Checkbox
              checked={hasPassword}
              onChange={({ detail }) => setHasPassword(detail.checked)}
            >
              May sign in to this console
            </Checkbox>
            {hasPassword ? (
              <PasswordFields label="Password" value={password} onChange={setPassword} />
            ) : undefined}
          </SpaceBetween>
        </Container>
        <Container header={<Header variant="h2">Rights</Header>}>
          <PolicyPicker chosen={policyArns} onChange={setPolicyArns} />
        </Container>
      </SpaceBetween>
    </Form>
  )
}

import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useClient } from '../api/connection.ts'
import { linkTo, navigate } from '../app/location.ts'
import { useNotify } from '../app/notices.tsx'
import { useSettings } from '../app/settings.ts'
import { useAction } from '../app/use-action.ts'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import { PolicyPicker } from './policy-picker.tsx'
import { newTrustDraft, trustFault, trustPolicyOf } from './trust-draft.ts'
import { TrustFields } from './trust-fields.tsx'

const SECONDS_OF_HOUR = 3600

/** How long a session may last: IAM takes one hour to twelve. */
const lengths = [1, 2, 4, 8, 12].map((hours) => ({
  value: String(hours * SECONDS_OF_HOUR),
  label: hours === 1 ? '1 hour' : `${hours} hours`,
}))

/** A role: who may assume it, for how long, and what it may do. */
export function CreateRolePage() {
  const client = useClient(IAMClient)
  const notify = useNotify()
  const { session } = useSettings()
  const [name, setName] = useState('')
  const [description, setDescription] = useState('')
  const [length, setLength] = useState(lengths[0] ?? { value: '', label: '' })
  const [trust, setTrust] = useState(() => newTrustDraft(session.accountId))
  const [policyArns, setPolicyArns] = useState<readonly string[]>([])
  const create = useAction(async () => {
    const RoleName = name.trim()
    const answer = await client.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: trustPolicyOf(trust),
        MaxSessionDuration: Number(length.value),
        ...(description.trim() === '' ? {} : { Description: description.trim() }),
      }),
    )
    notify.done(`Role ${RoleName} is created.`, answer)
    // The role is there from here on: what still fails is to be mended on its page.
    try {
      for (const PolicyArn of policyArns) {
        const attached = await client.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }))
        notify.done(`${PolicyArn} is attached.`, attached)
      }
    } catch (error) {
      notify.failed(error)
    }
    navigate(linkTo(['roles', RoleName]))
  })
  return (
    <Form
      header={<Header variant="h1">Create role</Header>}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="link" href="#/roles">
            Cancel
          </Button>
          <Button
            variant="primary"
            disabled={name.trim() === '' || trustFault(trust) !== undefined}
            loading={create.isRunning}
            onClick={() => create.run()}
          >
            Create role
          </Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        <TroubleAlert error={create.error} />
        <Container header={<Header variant="h2">Role</Header>}>
          <SpaceBetween size="l">
            <FormField label="Role name">
              <Input value={name} onChange={({ detail }) => setName(detail.value)} />
            </FormField>
            <FormField label="Description – optional">
              <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
            </FormField>
            <FormField label="Session at most">
              <Select
                selectedOption={length}
                options={lengths}
                onChange={({ detail }) =>
                  setLength(
                    lengths.find(({ value }) => value === detail.selectedOption.value) ?? length,
                  )
                }
              />
            </FormField>
          </SpaceBetween>
        </Container>
        <Container header={<Header variant="h2">Who may assume it</Header>}>
          <TrustFields draft={trust} onChange={setTrust} />
        </Container>
        <Container header={<Header variant="h2">Rights</Header>}>
          <PolicyPicker chosen={policyArns} onChange={setPolicyArns} />
        </Container>
      </SpaceBetween>
    </Form>
  )
}

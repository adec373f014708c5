import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { navigate } from '../app/location.ts'
import type { PageProps } from '../app/route.ts'
import { useSettings } from '../app/settings.ts'
import { useAction } from '../app/use-action.ts'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import { switchRole } from './session.ts'

export function SwitchRolePage({ query }: PageProps) {
  const { session, onSession } = useSettings()
  const [accountId, setAccountId] = useState(session.accountId)
  const [roleName, setRoleName] = useState(query.get('role') ?? '')
  const [displayName, setDisplayName] = useState('')
  const action = useAction(async () => {
    const shown = displayName.trim()
    const state = await switchRole({
      accountId: accountId.trim(),
      roleName: roleName.trim(),
      ...(shown === '' ? {} : { displayName: shown }),
    })
    navigate('/')
    onSession(state)
  })
  return (
    <Form
      header={
        <Header variant="h1" description="Go on as a role, until you switch back or it ends">
          Switch role
        </Header>
      }
      actions={
        <Button
          variant="primary"
          disabled={roleName.trim() === ''}
          loading={action.isRunning}
          onClick={() => action.run()}
        >
          Switch role
        </Button>
      }
    >
      <SpaceBetween size="m">
        <TroubleAlert error={action.error} />
        <Container header={<Header variant="h2">Role</Header>}>
          <SpaceBetween size="m">
            <FormField label="Account">
              <Input value={accountId} onChange={({ detail }) => setAccountId(detail.value)} />
            </FormField>
            <FormField label="Role name">
              <Input value={roleName} onChange={({ detail }) => setRoleName(detail.value)} />
            </FormField>
            <FormField label="Display name – optional">
              <Input value={displayName} onChange={({ detail }) => setDisplayName(detail.value)} />
            </FormField>
          </SpaceBetween>
        </Container>
      </SpaceBetween>
    </Form>
  )
}

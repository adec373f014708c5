import { DeleteRoleCommand, GetRoleCommand, IAMClient, type Role } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMemo } from 'react'
import { useClient } from '../api/connection.ts'
import { linkTo, navigate } from '../app/location.ts'
import { useNotify } from '../app/notices.tsx'
import type { PageProps } from '../app/route.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { ConfirmButton } from '../parts/confirm-button.tsx'
import { LoadedPage } from '../parts/loaded-page.tsx'
import { Time } from '../parts/time.tsx'
import { AttachedPolicies } from './attached-policies.tsx'
import { rolePolicies } from './policy-owner.ts'
import { RoleTrust } from './role-trust.tsx'

export function RolePage({ params: { name = '' } }: PageProps) {
  const client = useClient(IAMClient)
  const owner = useMemo(() => rolePolicies(client, name), [client, name])
  const loaded = useLoaded(
    (abortSignal) => client.send(new GetRoleCommand({ RoleName: name }), { abortSignal }),
    [client, name],
  )
  return (
    <LoadedPage title="Role" loaded={loaded}>
      {({ Role: role }) => (
        <SpaceBetween size="l">
          <RoleHeader name={name} role={role} />
          <Container header={<Header variant="h2">Details</Header>}>
            <KeyValuePairs
              columns={3}
              items={[
                { label: 'ARN', value: role?.Arn ?? '–' },
                { label: 'Created', value: <Time at={role?.CreateDate} /> },
                { label: 'Session at most', value: `${role?.MaxSessionDuration ?? 3600} s` },
              ]}
            />
          </Container>
          <RoleTrust
            roleName={name}
            text={decodeURIComponent(role?.AssumeRolePolicyDocument ?? '')}
            onChanged={loaded.reload}
          />
          <AttachedPolicies owner={owner} />
        </SpaceBetween>
      )}
    </LoadedPage>
  )
}

interface RoleHeaderProps {
  readonly name: string
  readonly role: Role | undefined
}

function RoleHeader({ name, role }: RoleHeaderProps) {
  const client = useClient(IAMClient)
  const notify = useNotify()
  const remove = async () => {
    const answer = await client.send(new DeleteRoleCommand({ RoleName: name }))
    notify.done(`Role ${name} is deleted.`, answer)
    navigate('/roles')
  }
  return (
    <Header
      variant="h1"
      description={role?.Description}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button href={linkTo(['entities', 'role', role?.Arn ?? name])}>
            What its sessions did
          </Button>
          <Button href={linkTo(['switch-role'], new URLSearchParams({ role: name }))}>
            Switch to this role
          </Button>
          <ConfirmButton
            text="Delete role"
            confirmText="Delete"
            question={`Delete ${name}? Its policies have to be detached and deleted before.`}
            onConfirm={remove}
          />
        </SpaceBetween>
      }
    >
      {name}
    </Header>
  )
}

import { DeleteUserCommand, GetUserCommand, IAMClient } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useMemo } from 'react'
import { useClient } from '../api/connection.ts'
import { navigate } from '../app/location.ts'
import { useNotify } from '../app/notices.tsx'
import type { PageProps } from '../app/route.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { entityLink } from '../events/entity.ts'
import { ConfirmButton } from '../parts/confirm-button.tsx'
import { LoadedPage } from '../parts/loaded-page.tsx'
import { Time } from '../parts/time.tsx'
import { AttachedPolicies } from './attached-policies.tsx'
import { userPolicies } from './policy-owner.ts'
import { UserKeys } from './user-keys.tsx'
import { UserPassword } from './user-password.tsx'

export function UserPage({ params: { name = '' } }: PageProps) {
  const client = useClient(IAMClient)
  const notify = useNotify()
  const owner = useMemo(() => userPolicies(client, name), [client, name])
  const loaded = useLoaded(
    (abortSignal) => client.send(new GetUserCommand({ UserName: name }), { abortSignal }),
    [client, name],
  )
  const remove = async () => {
    const answer = await client.send(new DeleteUserCommand({ UserName: name }))
    notify.done(`User ${name} is deleted.`, answer)
    navigate('/users')
  }
  return (
    <LoadedPage title="User" loaded={loaded}>
      {({ User: user }) => (
        <SpaceBetween size="l">
          <Header
            variant="h1"
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button href={entityLink('username', name) ?? '#/'}>What they did</Button>
                <ConfirmButton
                  text="Delete user"
                  confirmText="Delete"
                  question={`Delete ${name}? Their keys, password and policies have to be gone before.`}
                  onConfirm={remove}
                />
              </SpaceBetween>
            }
          >
            {name}
          </Header>
          <Container header={<Header variant="h2">Details</Header>}>
            <KeyValuePairs
              columns={3}
              items={[
                { label: 'ARN', value: user?.Arn ?? '–' },
                { label: 'User ID', value: user?.UserId ?? '–' },
                { label: 'Created', value: <Time at={user?.CreateDate} /> },
                { label: 'Password last used', value: <Time at={user?.PasswordLastUsed} /> },
              ]}
            />
          </Container>
          <AttachedPolicies owner={owner} />
          <UserPassword userName={name} />
          <UserKeys userName={name} />
        </SpaceBetween>
      )}
    </LoadedPage>
  )
}

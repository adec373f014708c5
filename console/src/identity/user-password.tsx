import {
  CreateLoginProfileCommand,
  DeleteLoginProfileCommand,
  GetLoginProfileCommand,
  IAMClient,
  type LoginProfile,
  UpdateLoginProfileCommand,
} from '@aws-sdk/client-iam'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useClient } from '../api/connection.ts'
import { useNotify } from '../app/notices.tsx'
import { useAction } from '../app/use-action.ts'
import { useLoaded } from '../app/use-loaded.ts'
import { ConfirmButton } from '../parts/confirm-button.tsx'
import { Time } from '../parts/time.tsx'
import { TroubleAlert } from '../parts/trouble-alert.tsx'
import { noPassword, PasswordFields } from './password-fields.tsx'

/** The password with which a user signs in to this console: set, changed or taken away by somebody else. */
export function UserPassword({ userName: UserName }: { readonly userName: string }) {
  const client = useClient(IAMClient)
  const notify = useNotify()
  const [password, setPassword] = useState(noPassword)
  const { value, error, reload } = useLoaded(
    async (signal) => ({ profile: await loginProfile(client, UserName, signal) }),
    [client, UserName],
  )
  const profile = value?.profile
  const set = useAction(async () => {
    const { text: Password, mustChange: PasswordResetRequired } = password
    const input = { UserName, Password, PasswordResetRequired }
    const answer = profile
      ? await client.send(new UpdateLoginProfileCommand(input))
      : await client.send(new CreateLoginProfileCommand(input))
    notify.done(profile ? 'The password is changed.' : 'The password is set.', answer)
    setPassword(noPassword)
    reload()
  })
  const remove = async () => {
    const answer = await client.send(new DeleteLoginProfileCommand({ UserName }))
    notify.done('The password is removed.', answer)
    reload()
  }
  const verb = profile ? 'Change password' : 'Set password'
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            profile ? (
              <ConfirmButton
                text="Remove password"
                confirmText="Remove it"
                question={`${UserName} will not be able to sign in to this console any more. Access keys go on working.`}
                onConfirm={remove}
              />
            ) : undefined
          }
        >
          Console password
        </Header>
      }
    >
      <SpaceBetween size="m">
        <TroubleAlert error={error ?? set.error} />
        {value ? <PasswordState profile={profile} /> : undefined}
        <PasswordFields label="New password" value={password} onChange={setPassword} />
        <Button
          disabled={password.text === '' || value === undefined}
          loading={set.isRunning}
          onClick={() => set.run()}
        >
          {verb}
        </Button>
      </SpaceBetween>
    </Container>
  )
}

/** Undefined when the user has no password. */
async function loginProfile(
  client: IAMClient,
  UserName: string,
  abortSignal: AbortSignal,
): Promise<LoginProfile | undefined> {
  try {
    const command = new GetLoginProfileCommand({ UserName })
    return (await client.send(command, { abortSignal })).LoginProfile
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('NoSuchEntity')) return undefined
    throw error
  }
}

function PasswordState({ profile }: { readonly profile: LoginProfile | undefined }) {
  if (!profile) return <Box>None: the user cannot sign in to this console.</Box>
  return (
    <Box>
      Since <Time at={profile.CreateDate} />
      {profile.PasswordResetRequired ? '; it must be changed at the next sign-in.' : '.'}
    </Box>
  )
}

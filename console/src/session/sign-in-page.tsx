import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Form from '@cloudscape-design/components/form'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input, { type InputProps } from '@cloudscape-design/components/input'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useRef, useState } from 'react'
import { useAction } from '../app/use-action.ts'
import { SessionError, type SessionState, signIn, type SignInForm } from './session.ts'
import { signInTrouble } from './sign-in-trouble.ts'

interface Props {
  readonly account: string
  readonly initialError: unknown
  readonly onSignedIn: (session: SessionState) => void
}

/** What the server may ask for once account, user and password are right. */
type Asked = 'mfaCode' | 'newPassword'

const askedBy: Readonly<Record<string, Asked>> = {
  MfaRequired: 'mfaCode',
  PasswordResetRequired: 'newPassword',
}

export function SignInPage({ account: suggested, initialError, onSignedIn }: Props) {
  const [account, setAccount] = useState(suggested)
  const [isRoot, setRoot] = useState(false)
  const [userName, setUserName] = useState('')
  const [password, setPassword] = useState('')
  const [mfaCode, setMfaCode] = useState('')
  const [newPassword, setNewPassword] = useState('')
  const [asked, setAsked] = useState<readonly Asked[]>([])
  const lastAsked = asked.at(-1)
  const askedField = useRef<InputProps.Ref>(null)
  useEffect(() => {
    if (lastAsked !== undefined) askedField.current?.focus()
  }, [lastAsked])
  const action = useAction(async (form: SignInForm) => {
    try {
      onSignedIn(await signIn(form))
    } catch (error) {
      const more = error instanceof SessionError ? askedBy[error.name] : undefined
      if (more === undefined) throw error
      setAsked((before) => [...before.filter((one) => one !== more), more])
    }
  })
  const submit = () => {
    const who = isRoot ? { root: true } : { userName: userName.trim() }
    action.run({
      account: account.trim(),
      password,
      ...who,
      ...(asked.includes('mfaCode') ? { mfaCode: mfaCode.trim() } : {}),
      ...(asked.includes('newPassword') ? { newPassword } : {}),
    })
  }
  const error = action.error ?? (action.isRunning ? undefined : initialError)
  return (
    <main className="sign-in">
      <Brand />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Form errorText={error === undefined ? undefined : signInTrouble(error)}>
          <Container header={<Header variant="h1">Sign in to Waymark</Header>}>
            <SpaceBetween size="l">
              <FormField label="Account" description="Its 12-digit ID or its alias">
                <Input
                  value={account}
                  onChange={({ detail }) => setAccount(detail.value)}
                  autoComplete="organization"
                />
              </FormField>
              <FormField label="Sign in as">
                <RadioGroup
                  value={isRoot ? 'root' : 'user'}
                  onChange={({ detail }) => setRoot(detail.value === 'root')}
                  items={[
                    { value: 'user', label: 'IAM user' },
                    { value: 'root', label: 'Root user of the account' },
                  ]}
                />
              </FormField>
              {isRoot ? undefined : (
                <FormField label="User name">
                  <Input
                    value={userName}
                    onChange={({ detail }) => setUserName(detail.value)}
                    autoComplete="username"
                  />
                </FormField>
              )}
              <FormField label="Password">
                <Input
                  type="password"
                  value={password}
                  onChange={({ detail }) => setPassword(detail.value)}
                  autoComplete="current-password"
                />
              </FormField>
              {asked.includes('mfaCode') ? (
                <FormField label="MFA code" description="Six digits from your authenticator">
                  <Input
                    ref={askedField}
                    value={mfaCode}
                    onChange={({ detail }) => setMfaCode(detail.value)}
                    inputMode="numeric"
                    autoComplete="one-time-code"
                  />
                </FormField>
              ) : undefined}
              {asked.includes('newPassword') ? (
                <FormField label="New password" description="The present one has had its time">
                  <Input
                    ref={askedField}
                    type="password"
                    value={newPassword}
                    onChange={({ detail }) => setNewPassword(detail.value)}
                    autoComplete="new-password"
                  />
                </FormField>
              ) : undefined}
              <Button variant="primary" loading={action.isRunning} fullWidth>
                Sign in
              </Button>
            </SpaceBetween>
          </Container>
        </Form>
      </form>
      <Box color="text-body-secondary" textAlign="center" fontSize="body-s">
        The first start of the server printed a link that signs the administrator in once.
      </Box>
    </main>
  )
}

function Brand() {
  return (
    <div className="brand">
      <img src={`${import.meta.env.BASE_URL}favicon.svg`} alt="" width="36" height="36" />
      <span>Waymark</span>
    </div>
  )
}

import Box from '@cloudscape-design/components/box'
import Spinner from '@cloudscape-design/components/spinner'
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import { navigate, useLocation } from '../app/location.ts'
import { readSession, signInByLink, type SessionState } from './session.ts'
import { SignInPage } from './sign-in-page.tsx'

const SignedIn = lazy(async () => ({ default: (await import('../app/signed-in.tsx')).SignedIn }))

/** Whoever is not signed in sees the sign-in page, wherever they wanted to go; afterwards they are there. */
export function SessionGate() {
  const [session, setSession] = useState<SessionState>()
  const [error, setError] = useState<unknown>()
  const { path } = useLocation()
  const linkToken = path.startsWith('/link/') ? decodeURIComponent(path.slice(6)) : undefined

  const read = useCallback(() => {
    readSession().then(setSession, setError)
  }, [])
  useEffect(read, [read])
  useEffect(() => {
    if (linkToken === undefined) return
    const arrived = (state: SessionState) => {
      navigate('/')
      setSession(state)
    }
    signInByLink(linkToken).then(arrived, (failure: unknown) => {
      navigate('/')
      setError(failure)
    })
  }, [linkToken])

  if (session?.signedIn)
    return (
      <Suspense fallback={<Waiting />}>
        <SignedIn session={session} onSession={setSession} onEnded={read} />
      </Suspense>
    )
  if (!session && !error) return <Waiting />
  const account = session?.signedIn === false ? session.account : ''
  return <SignInPage account={account} initialError={error} onSignedIn={setSession} />
}

function Waiting() {
  return (
    <Box textAlign="center" padding="xxxl">
      <Spinner size="large" /> <output>Loading</output>
    </Box>
  )
}

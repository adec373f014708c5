import { useCallback, useEffect, useMemo, useState } from 'react'
import { type Connection, ConnectionContext } from '../api/connection.ts'
import { sessionCredentials } from '../session/credentials.ts'
import type { Session, SessionState } from '../session/session.ts'
import { useLocation } from './location.ts'
import { Notices } from './notices.tsx'
import {
  applyPreferences,
  type Preferences,
  readPreferences,
  storePreferences,
} from './preferences.ts'
import { Settings } from './settings.ts'
import { Shell } from './shell.tsx'

interface Props {
  readonly session: Session
  readonly onSession: (session: SessionState) => void
  readonly onEnded: () => void
}

const DEFAULT_REGION = 'us-east-1'

/** Everything a page may ask for: who is signed in, their way to the API, what they prefer. */
export function SignedIn({ session, onSession, onEnded }: Props) {
  const [preferences, setPreferences] = useState(readPreferences)
  const { query } = useLocation()
  const linkedRegion = query.get('region') ?? ''
  const region = linkedRegion || preferences.region || session.region || DEFAULT_REGION
  const identity = `${session.arn} ${session.role?.arn ?? ''}`
  // Another identity has other keys.
  // oxlint-disable-next-line react/exhaustive-deps
  const credentials = useMemo(() => sessionCredentials(onEnded), [identity, onEnded])
  const connection = useMemo<Connection>(() => ({ region, credentials }), [region, credentials])
  const change = useCallback((changes: Partial<Preferences>) => {
    const after = { ...readPreferences(), ...changes }
    storePreferences(after)
    applyPreferences(after)
    setPreferences(after)
  }, [])
  const settings = useMemo(
    () => ({ session, onSession, preferences, change }),
    [session, onSession, preferences, change],
  )
  // A link may lead to another region, which then stays chosen.
  useEffect(() => {
    if (linkedRegion !== '') change({ region: linkedRegion })
  }, [linkedRegion, change])
  return (
    <Settings value={settings}>
      <ConnectionContext value={connection}>
        <Notices>
          <Shell key={`${identity} ${region}`} />
        </Notices>
      </ConnectionContext>
    </Settings>
  )
}

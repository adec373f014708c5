import { createContext, use } from 'react'
import type { Session, SessionState } from '../session/session.ts'
import type { Preferences } from './preferences.ts'

interface SettingsValue {
  readonly session: Session
  readonly onSession: (session: SessionState) => void
  readonly preferences: Preferences
  readonly change: (changes: Partial<Preferences>) => void
}

export const Settings = createContext<SettingsValue | undefined>(undefined)

export function useSettings(): SettingsValue {
  const settings = use(Settings)
  if (!settings) throw new Error('No page is shown to somebody who is not signed in.')
  return settings
}

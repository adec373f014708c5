import { describe, expect, test } from 'vitest'
import { aUser } from '../../test/support/identities.ts'
import { Resources } from '../ledger/resources.ts'
import { systemRandom } from '../platform/system.ts'
import {
  type ConsoleSession,
  forgetEndedSessions,
  openConsoleSession,
  sealConsoleSession,
  signOut,
} from './console-session.ts'
import { deleteUser } from './user.ts'

const alice = aUser({ accountId: '123456789012', userName: 'alice' })
const session: ConsoleSession = {
  sessionId: 'session',
  accountId: '123456789012',
  userId: alice.user.userId,
  signedInMs: 1_000,
  expiresMs: 10_000,
}

function sealedBy(sealed: ConsoleSession) {
  const resources = new Resources()
  resources.apply(alice.changes)
  const { text = '', changes } = sealConsoleSession(sealed, 1_000, resources, systemRandom)
  resources.apply(changes)
  return { resources, text }
}

describe('a console session', () => {
  test('opens as it was sealed, until it has expired', () => {
    const { resources, text } = sealedBy(session)
    expect(openConsoleSession(text, 9_999, resources)).toEqual(session)
    expect(openConsoleSession(text, 10_000, resources)).toBeUndefined()
  })

  test('ends with its user', () => {
    const { resources, text } = sealedBy(session)
    resources.apply([deleteUser(alice.user)])
    expect(openConsoleSession(text, 2_000, resources)).toBeUndefined()
  })

  test('that was signed out is remembered as long as it would have lasted', () => {
    const { resources, text } = sealedBy(session)
    resources.apply([signOut(session)])
    expect(openConsoleSession(text, 2_000, resources)).toBeUndefined()
    expect(forgetEndedSessions(9_999, resources)).toEqual([])
    const forgotten = forgetEndedSessions(10_000, resources)
    expect(forgotten).toHaveLength(1)
    resources.apply(forgotten)
    expect(forgetEndedSessions(10_000, resources)).toEqual([])
  })

  test('that no browser would keep is not made', () => {
    const { resources } = sealedBy(session)
    const long = { ...session, sessionId: 'x'.repeat(4_000) }
    expect(sealConsoleSession(long, 1_000, resources, systemRandom).text).toBeUndefined()
  })
})

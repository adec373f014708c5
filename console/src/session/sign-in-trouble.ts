import { troubleOf } from '../app/error-text.ts'
import { SessionError } from './session.ts'

/** Why signing in did not work; never which part of what was typed was wrong. */
export function signInTrouble(error: unknown): string {
  if (!(error instanceof SessionError)) return troubleOf(error).title
  switch (error.name) {
    case 'AuthenticationFailed':
      return error.message === ''
        ? 'Account, user name, password or code are not right.'
        : error.message
    case 'TooManyAttempts':
      return `Too many attempts. Try again in ${error.retryAfterSeconds ?? 60} seconds.`
    default:
      return error.message === '' ? 'Signing in did not work.' : error.message
  }
}

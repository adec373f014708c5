import {
  CONSOLE_SESSION_MS,
  type ConsoleSession,
  forgetEndedSessions,
} from '../../identity/console-session.ts'
import { loginProfileKey, loginProfiles } from '../../identity/login-profile.ts'
import {
  accountIdNamed,
  comparePassword,
  decideSignIn,
  type SignedIn,
  type SignInForm,
  type SignInOutcome,
} from '../../identity/sign-in.ts'
import { signInByLink } from '../../identity/sign-in-link.ts'
import type { Attempt } from '../../identity/sign-in-attempts.ts'
import { withPassword } from '../../services/iam/login-profiles.ts'
import type { HttpRequest, HttpResponse } from '../../wire/http.ts'
import { ServiceError } from '../../wire/service-error.ts'
import { answerJson, ConsoleRefusal, FormReader, invalid } from './console-answer.ts'
import type { ConsoleDoor } from './console-door.ts'
import { recordSignIn } from './record-sign-in.ts'
import { rejectSignIn } from './reject-sign-in.ts'
import { sessionBody } from './session-answer.ts'
import { sessionCookie } from './session-cookie.ts'
import {
  checkedIdentity,
  loginData,
  nobodysIdentity,
  signedInIdentity,
  type SignInFacts,
  unprovenIdentity,
} from './sign-in-events.ts'

const FAILED = 'Failed authentication'
const NO_USER = 'No username found in supplied account'
/** The same for all that can be wrong, so that it tells nobody which names there are. */
const TOLD = 'Your authentication information is incorrect. Please try again.'

/** Account, user and password, a code where there is a device, a new password where the old one has had its time. */
export async function signIn(request: HttpRequest, console: ConsoleDoor): Promise<HttpResponse> {
  const { door, attempts } = console
  const { resources } = door.ledger
  const { form, newPassword } = readForm(request)
  const account = accountIdNamed(form.account, resources) ?? form.account
  const attempt = { name: JSON.stringify([account, form.userName]), sourceIp: request.sourceIp }
  checkPace(attempt, request, console)
  const compared = await comparePassword(form, resources)
  const decide = () => decideSignIn(form, compared, resources, door.clock.now())
  const outcome = decide()
  if (outcome.kind !== 'password-expired') return conclude(outcome, attempt, request, console)

  if (newPassword === undefined) {
    attempts.takenBack(attempt)
    throw new ConsoleRefusal(401, { code: 'PasswordResetRequired' })
  }
  const change = await changedPassword(outcome, newPassword, console)
  // While it was hashed, others had their turns: what was right may be so no more.
  const again = decide()
  if (again.kind !== 'password-expired') return conclude(again, attempt, request, console)
  const { passwordSetAt } = change
  const changes = [...again.signedIn.changes, loginProfiles.put(loginProfileKey(change), change)]
  const signedIn = { ...again.signedIn, passwordSetAt, changes }
  return enter(signedIn, request, console, { attempt, isNewPassword: true })
}

/** The one-time link of the first start. */
export async function followLink(
  request: HttpRequest,
  console: ConsoleDoor,
): Promise<HttpResponse> {
  const token = new FormReader(request).text('token')
  const outcome = signInByLink(token, console.door.ledger.resources, console.door.clock.now())
  if (outcome) return enter(outcome, request, console, {})
  // A token cannot be guessed; only whoever tries all the same is held up.
  const { sourceIp } = request
  checkPace({ name: `link ${sourceIp}`, sourceIp }, request, console)
  const message = 'This link has been used or has expired.'
  throw rejectSignIn(request, console, message, { code: 'AuthenticationFailed', message })
}

function readForm(request: HttpRequest) {
  const reader = new FormReader(request)
  const userName = reader.isTrue('root') ? undefined : reader.text('userName')
  const mfaCode = reader.optionalText('mfaCode')
  const form: SignInForm = {
    account: reader.text('account'),
    password: reader.text('password'),
    ...(userName === undefined ? {} : { userName }),
    ...(mfaCode === undefined ? {} : { mfaCode }),
  }
  return { form, newPassword: reader.optionalText('newPassword') }
}

function checkPace(attempt: Attempt, request: HttpRequest, console: ConsoleDoor): void {
  const early = console.attempts.begin(attempt, console.door.clock.now())
  if (!early) return
  const retryAfterSeconds = Math.ceil(early.waitMs / 1000)
  const told = { code: 'TooManyAttempts', retryAfterSeconds }
  throw rejectSignIn(request, console, 'Sign-in was tried too often.', told)
}

type Conclusion = Exclude<SignInOutcome, { kind: 'password-expired' }>

async function conclude(
  outcome: Conclusion,
  attempt: Attempt,
  request: HttpRequest,
  console: ConsoleDoor,
): Promise<HttpResponse> {
  const { resources } = console.door.ledger
  switch (outcome.kind) {
    case 'signed-in':
      return enter(outcome, request, console, { attempt })
    case 'no-account':
      throw rejectSignIn(request, console, 'The sign-in names no account.', {
        code: 'AuthenticationFailed',
        message: TOLD,
      })
    case 'no-user': {
      const { accountId } = outcome
      const userIdentity = nobodysIdentity(accountId)
      const additionalEventData = loginData(request, undefined)
      return refuse({ userIdentity, accountId, errorMessage: NO_USER, additionalEventData })
    }
    case 'failed': {
      const { who, device } = outcome
      const userIdentity = unprovenIdentity(who, resources)
      const additionalEventData = loginData(request, device)
      const { accountId } = who
      return refuse({ userIdentity, accountId, errorMessage: FAILED, additionalEventData })
    }
    case 'mfa-required': {
      // No guess failed, but none of the code's that did may be forgotten either.
      console.attempts.takenBack(attempt)
      const { who } = outcome
      const userIdentity = checkedIdentity(who, resources)
      const additionalEventData = { MfaType: 'Virtual MFA' }
      const facts = { request, userIdentity, accountId: who.accountId, additionalEventData }
      await recordSignIn([{ ...facts, eventName: 'CheckMfa' }], [], nameOfUser(who.user), console)
      throw new ConsoleRefusal(401, { code: 'MfaRequired' })
    }
  }

  async function refuse(
    failure: Omit<SignInFacts, 'request' | 'eventName'>,
  ): Promise<HttpResponse> {
    const who = failure.userIdentity.userName ?? 'root'
    const facts = { request, eventName: 'ConsoleLogin', ...failure } as const
    await recordSignIn([facts], [], who, console)
    throw new ConsoleRefusal(401, { code: 'AuthenticationFailed', message: TOLD })
  }
}

async function enter(
  { who, passwordSetAt, device, changes }: SignedIn,
  request: HttpRequest,
  console: ConsoleDoor,
  { attempt, isNewPassword }: { readonly attempt?: Attempt; readonly isNewPassword?: true },
): Promise<HttpResponse> {
  const { door, attempts } = console
  const { resources } = door.ledger
  const nowMs = door.clock.now()
  // Whole seconds, because that is what events can say of when a session began.
  const signedInMs = Math.floor(nowMs / 1000) * 1000
  const session: ConsoleSession = {
    sessionId: door.random.uuid(),
    accountId: who.accountId,
    ...(who.user ? { userId: who.user.userId } : {}),
    signedInMs,
    ...(passwordSetAt === undefined ? {} : { passwordSetAt }),
    expiresMs: signedInMs + CONSOLE_SESSION_MS,
    ...(device ? { mfaMs: signedInMs } : {}),
  }
  const cookie = sessionCookie(session, request, console)
  const userIdentity = signedInIdentity(who, resources)
  const facts = { request, userIdentity, accountId: who.accountId }
  const additionalEventData = loginData(request, device)
  const happened: SignInFacts[] = [
    ...(isNewPassword
      ? [{ ...facts, eventName: 'PasswordUpdated' as const, additionalEventData }]
      : []),
    { ...facts, eventName: 'ConsoleLogin', additionalEventData },
  ]
  const all = [...changes, ...cookie.changes, ...forgetEndedSessions(nowMs, resources)]
  await recordSignIn(happened, all, nameOfUser(who.user), console)
  if (attempt) attempts.succeeded(attempt)
  return answerJson(200, sessionBody(session, resources), cookie.headers)
}

async function changedPassword(
  { profile }: Extract<SignInOutcome, { kind: 'password-expired' }>,
  newPassword: string,
  { door }: ConsoleDoor,
) {
  const { random, clock, ledger } = door
  const { accountId } = profile
  const call = { accountId, random, nowMs: clock.now(), resources: ledger.resources }
  try {
    return await withPassword(profile, newPassword, call)
  } catch (error) {
    if (error instanceof ServiceError) throw invalid(error.message)
    throw error
  }
}

function nameOfUser(user: SignedIn['who']['user']): string {
  return user?.userName ?? 'root'
}

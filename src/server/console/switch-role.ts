import type { Credentials } from '@aws-sdk/client-sts'
import { assert } from '../../base/assert.ts'
import { consoleCallSession } from '../../identity/console-credentials.ts'
import type { ConsoleSession, SwitchedRole } from '../../identity/console-session.ts'
import { ringKeyOf } from '../../identity/key-ring.ts'
import { type SignedPrincipal, assumedRoleArn } from '../../identity/principals.ts'
import { roleArn, roleOf, roleOfId } from '../../identity/role.ts'
import type { Session } from '../../identity/session.ts'
import { openSession } from '../../identity/session-token.ts'
import { accountIdNamed } from '../../identity/sign-in.ts'
import { userArn } from '../../identity/user.ts'
import type { UserIdentity } from '../../audit/user-identity.ts'
import type { HttpRequest, HttpResponse } from '../../wire/http.ts'
import { GLOBAL_REGION } from '../../wire/regions.ts'
import { callOf, judge } from '../admit.ts'
import { perform } from '../handle-call.ts'
import { answerJson, ConsoleRefusal, FormReader, invalid } from './console-answer.ts'
import type { ConsoleDoor } from './console-door.ts'
import { recordSignIn } from './record-sign-in.ts'
import { ownerOf, sessionBody } from './session-answer.ts'
import { neededSession, sessionCookie } from './session-cookie.ts'
import { consoleUrl, type SignInEventName } from './sign-in-events.ts'

const DISPLAY_NAME_MAX = 64
const ROLE_NAME = /^(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,64}$/

/** From whoever signed in to a role, also when they are in another one: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-console.html */
export async function switchRole(
  request: HttpRequest,
  console: ConsoleDoor,
): Promise<HttpResponse> {
  const { role: _left, ...session } = neededSession(request, console)
  const reader = new FormReader(request)
  const name = reader.text('roleName')
  if (!ROLE_NAME.test(name)) throw invalid('roleName is not the name of a role')
  const displayName = reader.optionalText('displayName')?.slice(0, DISPLAY_NAME_MAX) || name
  const arn = roleArnNamed(reader.text('accountId'), name, console)
  const assumed = await assumeRole(session, arn, request, console)
  const switched = { ...session, role: { session: assumed, displayName } }
  await recordSwitch('SwitchRole', switched, request, console)
  return answerSession(switched, request, console)
}

/** Back to who signed in. */
export async function exitRole(request: HttpRequest, console: ConsoleDoor): Promise<HttpResponse> {
  const { role, ...session } = neededSession(request, console)
  if (!role) throw invalid('you are in no role')
  await recordSwitch('ExitRole', { ...session, role }, request, console)
  return answerSession(session, request, console)
}

/** The same role, whose session comes to its end. Throws {@link ConsoleRefusal} when it may not be assumed any more. */
export async function renewRole(
  { role: _ending, ...session }: ConsoleSession,
  { session: ending, displayName }: SwitchedRole,
  request: HttpRequest,
  console: ConsoleDoor,
): Promise<ConsoleSession> {
  const { subject } = ending
  const role =
    subject.kind === 'role-session'
      ? roleOfId(console.door.ledger.resources, subject.roleId)
      : undefined
  const back = sessionCookie(session, request, console).headers
  if (!role) throw new ConsoleRefusal(403, { code: 'AccessDenied' }, back)
  const assumed = await assumeRole(session, roleArn(role), request, console, back)
  const renewed = { ...session, role: { session: assumed, displayName } }
  await recordSwitch('RenewRole', renewed, request, console)
  return renewed
}

function roleArnNamed(account: string, name: string, { door }: ConsoleDoor): string {
  const { resources } = door.ledger
  const accountId = accountIdNamed(account, resources) ?? account
  if (!/^\d{12}$/.test(accountId)) throw invalid('accountId is neither the id nor the alias of one')
  const role = roleOf(resources, accountId, name.slice(name.lastIndexOf('/') + 1))
  // A role that does not exist is asked for all the same: STS says no in the words that it has for both.
  return role ? roleArn(role) : `arn:aws:iam::${accountId}:role/${name}`
}

/** An AssumeRole call like any other, of the person and from their browser, with its event; nobody has to sign it. */
async function assumeRole(
  session: ConsoleSession,
  RoleArn: string,
  request: HttpRequest,
  { door }: ConsoleDoor,
  headers: Readonly<Record<string, string>> = {},
): Promise<Session> {
  const service = door.services.find(({ model }) => model.signingName === 'sts')
  const operation = service?.model.operations['AssumeRole']
  assert(service !== undefined && operation !== undefined, 'a house with a console has STS')
  const { ledger, clock, random } = door
  const { accountId, user } = ownerOf(session, ledger.resources)
  const callSession = consoleCallSession(session, clock.now(), random)
  const principal: SignedPrincipal = user
    ? { kind: 'user', accountId, user, session: callSession }
    : { kind: 'root', accountId, session: callSession }
  const facts = { request, requestId: random.uuid(), nowMs: clock.now(), principal }
  const { accessKeyId } = callSession
  const input = { RoleArn, RoleSessionName: user?.userName ?? 'root' }
  const call = callOf({ ...facts, accessKeyId, region: GLOBAL_REGION }, service, door)
  const named = { ...call, operation, eventName: operation.name, input }
  const { outcome } = await perform({ ...named, ...judge(named, input, door) }, door)
  if (!outcome.ok)
    throw new ConsoleRefusal(403, { code: 'AccessDenied', message: outcome.error.message }, headers)
  const credentials = outcome.decision.output?.['Credentials'] as Credentials
  const assumed = openSession(credentials.SessionToken ?? '', (id) =>
    ringKeyOf(ledger.resources, id),
  )
  assert(assumed !== undefined, 'STS gives tokens that open')
  return assumed
}

async function answerSession(
  session: ConsoleSession,
  request: HttpRequest,
  console: ConsoleDoor,
): Promise<HttpResponse> {
  const { ledger } = console.door
  const { headers, changes } = sessionCookie(session, request, console)
  if (changes.length > 0) await ledger.commit({ events: [], changes })
  return answerJson(200, sessionBody(session, ledger.resources), headers)
}

/** @param inRole the session while it is in the role that is entered, left or renewed */
async function recordSwitch(
  eventName: SignInEventName,
  inRole: ConsoleSession,
  request: HttpRequest,
  console: ConsoleDoor,
): Promise<void> {
  const { resources } = console.door.ledger
  const { role } = inRole
  const userIdentity = role && assumedIdentity(role.session, console)
  // Its role is gone, and with it whom the event would be about.
  if (!userIdentity?.accountId) return
  const { accountId, user } = ownerOf(inRole, resources)
  const additionalEventData = {
    SwitchFrom: user ? userArn(user) : `arn:aws:iam::${accountId}:root`,
    RedirectTo: consoleUrl(request),
  }
  const facts = { request, eventName, userIdentity, additionalEventData }
  const who = user?.userName ?? 'root'
  await recordSignIn([{ ...facts, accountId: userIdentity.accountId }], [], who, console)
}

/** Without key and session, as AWS has it. */
function assumedIdentity({ subject }: Session, { door }: ConsoleDoor): UserIdentity | undefined {
  if (subject.kind !== 'role-session') return undefined
  const { accountId, roleId, sessionName } = subject
  const role = roleOfId(door.ledger.resources, roleId)
  return (
    role && {
      type: 'AssumedRole',
      principalId: `${roleId}:${sessionName}`,
      arn: assumedRoleArn(role, sessionName),
      accountId,
    }
  )
}

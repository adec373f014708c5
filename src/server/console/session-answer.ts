import { accounts } from '../../identity/account.ts'
import type { ConsoleSession } from '../../identity/console-session.ts'
import type { Session } from '../../identity/session.ts'
import { roleArn, roleOfId } from '../../identity/role.ts'
import type { ConsoleUser } from '../../identity/sign-in.ts'
import { userArn, userOfId } from '../../identity/user.ts'
import type { ResourceReader } from '../../ledger/resources.ts'
import type { HttpRequest, HttpResponse } from '../../wire/http.ts'
import { answerJson } from './console-answer.ts'
import type { ConsoleDoor } from './console-door.ts'
import { sessionOfRequest } from './session-cookie.ts'

export function describeSession(request: HttpRequest, console: ConsoleDoor): HttpResponse {
  const { resources } = console.door.ledger
  const session = sessionOfRequest(request, console)
  if (session) return answerJson(200, sessionBody(session, resources))
  const [first] = resources.list(accounts)
  return answerJson(200, { signedIn: false, account: first?.accountId })
}

export function sessionBody(session: ConsoleSession, resources: ResourceReader) {
  const { accountId, user } = ownerOf(session, resources)
  const alias = resources.get(accounts, accountId)?.alias
  return {
    signedIn: true,
    accountId,
    ...(alias === undefined ? {} : { accountAlias: alias }),
    userName: user?.userName ?? 'root',
    arn: user ? userArn(user) : `arn:aws:iam::${accountId}:root`,
    isRoot: user === undefined,
    expiresAt: new Date(session.expiresMs).toISOString(),
    ...(session.role
      ? {
          role: {
            arn: arnOfRole(session.role.session, resources),
            displayName: session.role.displayName,
          },
        }
      : {}),
  }
}

/** Only of a session that stands. */
export function ownerOf(
  { accountId, userId }: ConsoleSession,
  resources: ResourceReader,
): ConsoleUser {
  const user = userId === undefined ? undefined : userOfId(resources, userId)
  return user ? { accountId, user } : { accountId }
}

function arnOfRole({ subject }: Session, resources: ResourceReader): string | undefined {
  const role = subject.kind === 'role-session' ? roleOfId(resources, subject.roleId) : undefined
  return role && roleArn(role)
}

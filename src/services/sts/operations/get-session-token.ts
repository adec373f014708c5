import type { GetSessionTokenRequest, GetSessionTokenResponse } from '@aws-sdk/client-sts'
import { putMfaDevice } from '../../../identity/mfa-device.ts'
import type { SessionSubject } from '../../../identity/session.ts'
import type { Call, Command } from '../../operation.ts'
import { accessDenied } from '../errors.ts'
import { issueSession } from '../issue-session.ts'
import { acceptedDevice } from '../mfa.ts'
import { durationOf } from '../own-session-duration.ts'

/** Policies have no say: it only proves the caller once more, with MFA where they bring it. */
export const getSessionToken: Command<GetSessionTokenRequest, GetSessionTokenResponse> = {
  kind: 'command',
  isAlwaysAllowed: true,
  checkCaller(input, call) {
    subjectOf(call)
    acceptedDevice(input, call)
  },
  run(input, call) {
    const device = acceptedDevice(input, call)
    const { credentials, changes } = issueSession(
      {
        subject: subjectOf(call),
        ...(device ? { mfaMs: call.nowMs } : {}),
        tags: [],
        transitiveTagKeys: [],
      },
      durationOf(input, call.principal),
      call,
    )
    return {
      output: { Credentials: credentials },
      changes: device ? [...changes, putMfaDevice(device)] : changes,
    }
  },
}

function subjectOf({ principal }: Call): SessionSubject {
  const { accountId } = principal
  if (principal.kind === 'root' && !principal.session) return { kind: 'root', accountId }
  if (principal.kind === 'user' && !principal.session)
    return { kind: 'user', accountId, userId: principal.user.userId }
  throw accessDenied('Cannot call GetSessionToken with session credentials')
}

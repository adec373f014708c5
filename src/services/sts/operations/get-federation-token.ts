import type { GetFederationTokenRequest, GetFederationTokenResponse } from '@aws-sdk/client-sts'
import { federatedUserArn } from '../../../identity/principals.ts'
import type { SessionSubject } from '../../../identity/session.ts'
import type { Call, Command } from '../../operation.ts'
import { accessDenied } from '../errors.ts'
import { issueSession } from '../issue-session.ts'
import { durationOf } from '../own-session-duration.ts'
import { packedPolicySize, sessionPoliciesOf } from '../session-policies.ts'
import { sessionTagsOf, tagsOf } from '../session-tags.ts'

/** A session with at most the caller's rights: what both the caller's policies and the passed ones allow. */
export const getFederationToken: Command<GetFederationTokenRequest, GetFederationTokenResponse> = {
  kind: 'command',
  checkCaller: (input, call) => void subjectOf(input, call),
  resourceArn: ({ Name = '' }, { accountId }) => federatedUserArn(accountId, Name),
  furtherActions: ({ Name = '', Tags }, { accountId }) =>
    Tags?.length
      ? [{ action: 'sts:TagSession', resourceArn: federatedUserArn(accountId, Name) }]
      : [],
  run(input, call) {
    const { accountId, principal, resources } = call
    const name = input.Name ?? ''
    const policies = sessionPoliciesOf(input, accountId, resources)
    const tagging = sessionTagsOf(tagsOf(input.Tags), [], undefined)
    const PackedPolicySize = packedPolicySize(policies, tagging.tags)
    const { credentials, changes } = issueSession(
      { subject: subjectOf(input, call), ...tagging, ...(policies ? { policies } : {}) },
      durationOf(input, principal),
      call,
    )
    return {
      output: {
        Credentials: credentials,
        FederatedUser: {
          FederatedUserId: `${accountId}:${name}`,
          Arn: federatedUserArn(accountId, name),
        },
        PackedPolicySize,
      },
      changes,
    }
  },
}

function subjectOf({ Name = '' }: GetFederationTokenRequest, { principal }: Call): SessionSubject {
  const named = { kind: 'federated-user', accountId: principal.accountId, name: Name } as const
  if (principal.kind === 'root' && !principal.session) return named
  if (principal.kind === 'user' && !principal.session)
    return { ...named, userId: principal.user.userId }
  throw accessDenied('Cannot call GetFederationToken with session credentials')
}

import type { AssumeRoleWithSAMLRequest, AssumeRoleWithSAMLResponse } from '@aws-sdk/client-sts'
import { invalidIdentityToken } from '../../identity/federation-errors.ts'
import type { ContextValue } from '../../identity/policy/context.ts'
import { assumedRoleArn, type FederatedPrincipal } from '../../identity/principals.ts'
import { roleOfArn, SESSION_SECONDS_DEFAULT } from '../../identity/role.ts'
import { violationMessage, violationsOf } from '../../wire/constraints.ts'
import type { Call, Decision, FurtherAction } from '../operation.ts'
import { trustOf } from './assume-role-access.ts'
import { stsConstraints } from './constraints.generated.ts'
import { accessDenied, validationError } from './errors.ts'
import { issueSession } from './issue-session.ts'
import { stsModel } from './model.generated.ts'
import { packedPolicySize, sessionPoliciesOf } from './session-policies.ts'
import { sessionTagsOf } from './session-tags.ts'

/**
 * What assuming a role with a token and with an assertion have in common. The caller has neither an account nor policies:
 * the role's trust policy alone decides.
 */
export type FederatedRoleRequest = Pick<
  AssumeRoleWithSAMLRequest,
  'RoleArn' | 'Policy' | 'PolicyArns' | 'DurationSeconds'
>

type SessionOutput = Pick<
  AssumeRoleWithSAMLResponse,
  'Credentials' | 'AssumedRoleUser' | 'PackedPolicySize' | 'SourceIdentity'
>

/** Where the caller is recorded, and where its identity provider must be. */
export function accountOfRole({ RoleArn = '' }: FederatedRoleRequest): string {
  const [, accountId] = /^arn:aws:iam::(\d{12}):role\/./.exec(RoleArn) ?? []
  if (accountId === undefined) throw validationError('Request ARN is invalid')
  return accountId
}

/** The same for a role that does not exist as for one that does not trust the caller. */
export function notAuthorized(action: string) {
  return accessDenied(`Not authorized to perform ${action}`)
}

/** What a token passes on is bound by the same rules as what a caller of AssumeRole does. */
export function checkPassed({ passed }: FederatedPrincipal): void {
  const { tags, transitiveTagKeys, sourceIdentity } = passed
  const violations = violationsOf(stsModel, stsConstraints, 'AssumeRoleRequest', {
    RoleArn: 'arn:aws:iam::123456789012:role/any',
    RoleSessionName: 'any',
    Tags: tags,
    TransitiveTagKeys: transitiveTagKeys,
    SourceIdentity: sourceIdentity,
  })
  if (violations.length) throw invalidIdentityToken(violationMessage(violations))
}

/** To pass on tags or a source identity is a permission of its own. */
export function furtherActionsOf(
  input: FederatedRoleRequest,
  { passed }: FederatedPrincipal,
  call: Call,
): readonly FurtherAction[] {
  const on = { resourceArn: input.RoleArn ?? '', standingPolicy: trustOf(input, call) }
  return [
    ...(passed.tags.length > 0 ? [{ action: 'sts:TagSession', ...on }] : []),
    ...(passed.sourceIdentity === undefined ? [] : [{ action: 'sts:SetSourceIdentity', ...on }]),
  ]
}

export function conditionKeysOf(
  roleSessionName: string | undefined,
  { conditionKeys, passed }: FederatedPrincipal,
): Readonly<Record<string, ContextValue | undefined>> {
  const { transitiveTagKeys, sourceIdentity } = passed
  return {
    ...conditionKeys,
    'sts:RoleSessionName': roleSessionName,
    'sts:SourceIdentity': sourceIdentity,
    'sts:TransitiveTagKeys': transitiveTagKeys.length > 0 ? transitiveTagKeys : undefined,
  }
}

/** What the event shows of the token among the parameters. */
export function passedParameters({ passed }: FederatedPrincipal): Record<string, unknown> {
  const { tags, transitiveTagKeys, sourceIdentity } = passed
  return {
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    ...(tags.length > 0
      ? { principalTags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) }
      : {}),
    ...(transitiveTagKeys.length > 0 ? { transitiveTagKeys } : {}),
  }
}

export function roleResource({ RoleArn = '' }: FederatedRoleRequest) {
  return {
    accountId: /\d{12}/.exec(RoleArn)?.[0] ?? '',
    type: 'AWS::IAM::Role',
    ARN: RoleArn,
  }
}

/** @param secondsMax how long the identity provider lets the session be */
export function assumeFederatedRole(
  input: FederatedRoleRequest,
  { principal, action, sessionName, secondsMax = Infinity }: FederatedSession,
  call: Call,
): Decision<SessionOutput> {
  const role = roleOfArn(call.resources, input.RoleArn ?? '')
  // Where policies are not enforced nothing has stopped a caller who asks for a role that does not exist.
  if (!role) throw notAuthorized(action)
  const { DurationSeconds: asked = SESSION_SECONDS_DEFAULT } = input
  if (asked > role.maxSessionSeconds)
    throw validationError(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    )
  const policies = sessionPoliciesOf(input, role.accountId, call.resources)
  const { passed } = principal
  const tagging = sessionTagsOf(passed.tags, passed.transitiveTagKeys, undefined)
  const { accountId, roleId } = role
  const { credentials, changes } = issueSession(
    {
      ...passed,
      ...tagging,
      subject: { kind: 'role-session', accountId, roleId, sessionName },
      ...(policies ? { policies } : {}),
    },
    Math.min(asked, secondsMax),
    call,
  )
  return {
    output: {
      Credentials: credentials,
      AssumedRoleUser: {
        AssumedRoleId: `${roleId}:${sessionName}`,
        Arn: assumedRoleArn(role, sessionName),
      },
      PackedPolicySize: packedPolicySize(policies, passed.tags),
      SourceIdentity: passed.sourceIdentity,
    },
    changes,
  }
}

export interface FederatedSession {
  readonly principal: FederatedPrincipal
  readonly action: string
  readonly sessionName: string
  readonly secondsMax?: number
}

import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts'
import { putMfaDevice } from '../../../identity/mfa-device.ts'
import { assumedRoleArn, sessionOf } from '../../../identity/principals.ts'
import { type Role, roleOfArn, SESSION_SECONDS_DEFAULT } from '../../../identity/role.ts'
import type { Session } from '../../../identity/session.ts'
import type { Call, Command, Decision } from '../../operation.ts'
import { accessDenied, stsError, validationError } from '../errors.ts'
import { issueSession } from '../issue-session.ts'
import { acceptedDevice } from '../mfa.ts'
import { packedPolicySize, sessionPoliciesOf } from '../session-policies.ts'
import { inheritedTags, sessionTagsOf, tagsOf } from '../session-tags.ts'
import { conditionKeysOf, notAuthorized, sourceIdentityOf, trustOf } from '../assume-role-access.ts'

/** A session that begins from another one may not outlive this. */
const CHAINED_SECONDS_MAX = 3600

/** The role's trust policy must allow it, and the caller's own policies too. Read-only to CloudTrail, with a response. */
export const assumeRole: Command<AssumeRoleRequest, AssumeRoleResponse> = {
  kind: 'command',
  isRecordedReadOnly: true,
  showsResponse: true,
  checkCaller(input, call) {
    if (call.principal.kind === 'root')
      throw accessDenied('Roles may not be assumed by root accounts.')
    acceptedDevice(input, call)
  },
  resourceArn: ({ RoleArn = '' }) => RoleArn,
  standingPolicy: trustOf,
  conditionKeys: conditionKeysOf,
  furtherActions(input, call) {
    const on = { resourceArn: input.RoleArn ?? '', standingPolicy: trustOf(input, call) }
    const hasTags = input.Tags?.length || inheritedTags(sessionOf(call.principal)).length > 0
    return [
      ...(hasTags ? [{ action: 'sts:TagSession', ...on }] : []),
      ...(sourceIdentityOf(input, call) === undefined
        ? []
        : [{ action: 'sts:SetSourceIdentity', ...on }]),
    ]
  },
  run: decide,
  requestParameters(_input, { principal }) {
    const inherited = inheritedTags(sessionOf(principal)).map(({ Key, Value }) => [Key, Value])
    return inherited.length > 0 ? { incomingTransitiveTags: Object.fromEntries(inherited) } : {}
  },
  eventResources: ({ RoleArn = '' }, _output, { resources }) => [
    {
      accountId: roleOfArn(resources, RoleArn)?.accountId ?? '',
      type: 'AWS::IAM::Role',
      ARN: RoleArn,
    },
  ],
}

function decide(input: AssumeRoleRequest, call: Call): Decision<AssumeRoleResponse> {
  const { principal, resources, nowMs, accountId } = call
  const role = roleOfArn(resources, input.RoleArn ?? '')
  // Where policies are not enforced nothing has stopped a caller who asks for a role that does not exist.
  if (!role) throw notAuthorized('sts:AssumeRole', input, call)
  if (input.ProvidedContexts)
    throw stsError('InvalidContextAssertionException', 'Context assertions are not supported.')
  const before = sessionOf(principal)
  const durationSeconds = durationOf(input, role, before)
  const device = acceptedDevice(input, call)
  const policies = sessionPoliciesOf(input, role.accountId, resources)
  const tagging = sessionTagsOf(tagsOf(input.Tags), input.TransitiveTagKeys ?? [], before)
  const PackedPolicySize = packedPolicySize(policies, tagging.tags)
  const sourceIdentity = sourceIdentityOf(input, call)
  const sessionName = input.RoleSessionName ?? ''
  const mfaMs = device ? nowMs : principal.kind === 'user' ? before?.mfaMs : undefined
  const { credentials, changes } = issueSession(
    {
      subject: {
        kind: 'role-session',
        accountId: role.accountId,
        roleId: role.roleId,
        sessionName,
      },
      ...(mfaMs === undefined ? {} : { mfaMs }),
      ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
      ...tagging,
      ...(policies ? { policies } : {}),
    },
    durationSeconds,
    call,
  )
  return {
    output: {
      Credentials: credentials,
      AssumedRoleUser: {
        AssumedRoleId: `${role.roleId}:${sessionName}`,
        Arn: assumedRoleArn(role, sessionName),
      },
      PackedPolicySize,
      SourceIdentity: sourceIdentity,
    },
    changes: device ? [...changes, putMfaDevice(device)] : changes,
    copiesFor: role.accountId === accountId ? [] : [role.accountId],
  }
}

function durationOf(
  { DurationSeconds }: AssumeRoleRequest,
  { maxSessionSeconds }: Role,
  before: Session | undefined,
): number {
  if (before && DurationSeconds !== undefined && DurationSeconds > CHAINED_SECONDS_MAX)
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    )
  const seconds = DurationSeconds ?? SESSION_SECONDS_DEFAULT
  if (seconds > maxSessionSeconds)
    throw validationError(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    )
  return seconds
}

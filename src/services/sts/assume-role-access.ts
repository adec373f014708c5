import type { AssumeRoleRequest } from '@aws-sdk/client-sts'
import type { ContextValue } from '../../identity/policy/context.ts'
import type { StandingPolicy } from '../../identity/policy-set.ts'
import { arnOf, sessionOf } from '../../identity/principals.ts'
import { roleOfArn } from '../../identity/role.ts'
import type { ServiceError } from '../../wire/service-error.ts'
import type { Call } from '../operation.ts'
import { accessDenied } from './errors.ts'
import { acceptedDevice } from './mfa.ts'

/** A role that does not exist trusts nobody, so that nobody learns whether it does. */
export function trustOf(
  { RoleArn = '' }: Pick<AssumeRoleRequest, 'RoleArn'>,
  { resources }: Call,
): StandingPolicy {
  return { kind: 'trust', document: roleOfArn(resources, RoleArn)?.trustPolicy }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-sts */
export function conditionKeysOf(
  input: AssumeRoleRequest,
  call: Call,
): Readonly<Record<string, ContextValue | undefined>> {
  const hasMfa = acceptedDevice(input, call) !== undefined
  return {
    'sts:ExternalId': input.ExternalId,
    'sts:RoleSessionName': input.RoleSessionName,
    'sts:SourceIdentity': sourceIdentityOf(input, call),
    'sts:TransitiveTagKeys': input.TransitiveTagKeys,
    // A code that comes with the call counts for the call itself, even of a long-term key.
    ...(hasMfa ? { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '0' } : {}),
  }
}

/** Once set, a source identity stays to the end of the chain: asking for another one is refused. */
export function sourceIdentityOf(input: AssumeRoleRequest, call: Call): string | undefined {
  const inherited = sessionOf(call.principal)?.sourceIdentity
  const { SourceIdentity: asked = inherited } = input
  if (inherited !== undefined && asked !== inherited)
    throw notAuthorized('sts:SetSourceIdentity', input, call)
  return asked
}

/** In the words of a denial by policies: none of these tells why. */
export function notAuthorized(
  action: string,
  { RoleArn = '' }: AssumeRoleRequest,
  { principal }: Call,
): ServiceError {
  return accessDenied(
    `User: ${arnOf(principal)} is not authorized to perform: ${action} on resource: ${RoleArn}`,
  )
}

import type { AssumeRoleWithSAMLRequest, AssumeRoleWithSAMLResponse } from '@aws-sdk/client-sts'
import { invalidIdentityToken } from '../../../identity/federation-errors.ts'
import { verifySamlResponse } from '../../../identity/saml.ts'
import { mayTake } from '../../../identity/saml-attributes.ts'
import type { Call, Command, Decision, ProvenCaller, UnprovenCall } from '../../operation.ts'
import { trustOf } from '../assume-role-access.ts'
import { samlCaller, samlCallerOf } from '../federated-caller.ts'
import {
  accountOfRole,
  assumeFederatedRole,
  checkPassed,
  conditionKeysOf,
  furtherActionsOf,
  notAuthorized,
  passedParameters,
  roleResource,
} from '../federated-role.ts'

const ACTION = 'sts:AssumeRoleWithSAML'
const NOT_FOR_ROLE =
  "SAML Assertion doesn't contain the requested Role and Metadata in the attributes"

/** Signed by nobody: a SAML assertion proves the caller. Read-only to CloudTrail, with a response. */
export const assumeRoleWithSaml: Command<AssumeRoleWithSAMLRequest, AssumeRoleWithSAMLResponse> = {
  kind: 'command',
  unsigned: { prove },
  isRecordedReadOnly: true,
  showsResponse: true,
  resourceArn: ({ RoleArn = '' }) => RoleArn,
  standingPolicy: trustOf,
  conditionKeys(_input, call) {
    const caller = samlCallerOf(call)
    return conditionKeysOf(caller.samlIdentity.roleSessionName, caller)
  },
  requestTags: (_input, call) => samlCallerOf(call).passed.tags,
  furtherActions: (input, call) => furtherActionsOf(input, samlCallerOf(call), call),
  run: decide,
  requestParameters(_input, call) {
    const caller = samlCallerOf(call)
    const { assertionId, roleSessionName } = caller.samlIdentity
    return { sAMLAssertionID: assertionId, roleSessionName, ...passedParameters(caller) }
  },
  eventResources: (input, _output, { accountId }) => [
    roleResource(input),
    { accountId, type: 'AWS::IAM::SAMLProvider', ARN: input.PrincipalArn ?? '' },
  ],
}

async function prove(input: AssumeRoleWithSAMLRequest, call: UnprovenCall): Promise<ProvenCaller> {
  const { RoleArn = '', PrincipalArn = '', SAMLAssertion = '' } = input
  const accountId = accountOfRole(input)
  // A role can only trust the identity providers of its own account.
  if (!PrincipalArn.startsWith(`arn:aws:iam::${accountId}:`)) throw notAuthorized(ACTION)
  const identity = verifySamlResponse(SAMLAssertion, PrincipalArn, call)
  if (identity.subject === undefined) throw notAuthorized(ACTION)
  const principal = samlCaller(accountId, identity.subject, identity)
  checkPassed(principal)
  const isForRole = mayTake(identity.attributes, RoleArn, PrincipalArn)
  const refusal = identity.refusal ?? (isForRole ? undefined : invalidIdentityToken(NOT_FOR_ROLE))
  return { principal, ...(refusal ? { refusal } : {}) }
}

function decide(
  input: AssumeRoleWithSAMLRequest,
  call: Call,
): Decision<AssumeRoleWithSAMLResponse> {
  const principal = samlCallerOf(call)
  const { samlIdentity: identity } = principal
  const { durationSeconds = Infinity, endsMs = Infinity, roleSessionName: sessionName } = identity
  // At least one, because the end itself was refused.
  const secondsLeft = Math.ceil((endsMs - call.nowMs) / 1000)
  const secondsMax = Math.min(durationSeconds, secondsLeft)
  const session = { principal, action: ACTION, sessionName, secondsMax }
  const { output, ...decision } = assumeFederatedRole(input, session, call)
  return {
    ...decision,
    output: {
      ...output,
      Subject: principal.userName,
      SubjectType: identity.subjectType,
      Issuer: identity.issuer,
      Audience: identity.audience,
      NameQualifier: identity.nameQualifier,
    },
  }
}

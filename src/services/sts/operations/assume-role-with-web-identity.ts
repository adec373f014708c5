import type {
  AssumeRoleWithWebIdentityRequest,
  AssumeRoleWithWebIdentityResponse,
} from '@aws-sdk/client-sts'
import { invalidIdentityToken, rejectedClaim } from '../../../identity/federation-errors.ts'
import type { KeySetSource } from '../../../identity/key-set.ts'
import { verifyWebIdentity } from '../../../identity/web-identity.ts'
import type { Call, Command, Decision, ProvenCaller, UnprovenCall } from '../../operation.ts'
import { trustOf } from '../assume-role-access.ts'
import { webIdentityCaller, webIdentityCallerOf } from '../federated-caller.ts'
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

const ACTION = 'sts:AssumeRoleWithWebIdentity'

/** Signed by nobody: a token of an OpenID Connect issuer proves the caller. Read-only to CloudTrail, with a response. */
export function assumeRoleWithWebIdentity(
  keySets: KeySetSource,
): Command<AssumeRoleWithWebIdentityRequest, AssumeRoleWithWebIdentityResponse> {
  return {
    kind: 'command',
    unsigned: { prove: (input, call) => prove(input, call, keySets) },
    isRecordedReadOnly: true,
    showsResponse: true,
    resourceArn: ({ RoleArn = '' }) => RoleArn,
    standingPolicy: trustOf,
    conditionKeys(input, call) {
      const caller = webIdentityCallerOf(call)
      const isAuthorized = caller.webIdentity.authorizedRoleArns !== undefined
      return {
        ...conditionKeysOf(input.RoleSessionName, caller),
        'sts:RoleAuthorizedByIdp': String(isAuthorized),
      }
    },
    requestTags: (_input, call) => webIdentityCallerOf(call).passed.tags,
    furtherActions: (input, call) => furtherActionsOf(input, webIdentityCallerOf(call), call),
    run: decide,
    requestParameters: (_input, call) => passedParameters(webIdentityCallerOf(call)),
    eventResources: (input) => [roleResource(input)],
    additionalEventData(_input, call) {
      const { authorizedRoleArns, connectionVerifiedBy } = webIdentityCallerOf(call).webIdentity
      if (!authorizedRoleArns && !connectionVerifiedBy) return undefined
      return {
        ...(authorizedRoleArns ? { RoleAuthorizedByIdp: true } : {}),
        ...(connectionVerifiedBy
          ? { identityProviderConnectionVerificationMethod: connectionVerifiedBy }
          : {}),
      }
    },
  }
}

async function prove(
  input: AssumeRoleWithWebIdentityRequest,
  call: UnprovenCall,
  keySets: KeySetSource,
): Promise<ProvenCaller> {
  const accountId = accountOfRole(input)
  checkProviderId(input)
  const identity = await verifyWebIdentity(input.WebIdentityToken ?? '', accountId, {
    ...call,
    keySets,
  })
  const principal = webIdentityCaller(accountId, identity)
  checkPassed(principal)
  const { authorizedRoleArns } = identity
  const isForRole = authorizedRoleArns?.includes(input.RoleArn ?? '') ?? true
  const refusal =
    identity.refusal ??
    (isForRole ? undefined : invalidIdentityToken('Token does not authorize the requested role'))
  return { principal, ...(refusal ? { refusal } : {}) }
}

/** Only for the opaque tokens of Amazon and Facebook, which cannot be verified without their services. */
function checkProviderId({ ProviderId: name }: AssumeRoleWithWebIdentityRequest): void {
  switch (name) {
    case undefined:
      return
    case 'www.amazon.com':
      throw invalidIdentityToken('Provided Token is not a Login With Amazon token.')
    case 'graph.facebook.com':
      throw rejectedClaim('The identity provider rejected the token.')
    default:
      throw notAuthorized(ACTION)
  }
}

function decide(
  input: AssumeRoleWithWebIdentityRequest,
  call: Call,
): Decision<AssumeRoleWithWebIdentityResponse> {
  const principal = webIdentityCallerOf(call)
  const sessionName = input.RoleSessionName ?? ''
  const session = { principal, action: ACTION, sessionName }
  const { output, ...decision } = assumeFederatedRole(input, session, call)
  const { subject, audience, providerArn } = principal.webIdentity
  return {
    ...decision,
    output: {
      ...output,
      SubjectFromWebIdentityToken: subject,
      Provider: providerArn,
      Audience: audience,
    },
  }
}

import type { KeySetSource } from '../../identity/key-set.ts'
import { roleOfArn } from '../../identity/role.ts'
import { notImplemented } from '../operation.ts'
import { defineService, type Service } from '../service.ts'
import { stsConstraints } from './constraints.generated.ts'
import { stsModel } from './model.generated.ts'
import { queryFaults } from '../query-faults.ts'
import { checkStsCaller } from '../session-limits.ts'
import { assumeRole } from './operations/assume-role.ts'
import { assumeRoleWithSaml } from './operations/assume-role-with-saml.ts'
import { assumeRoleWithWebIdentity } from './operations/assume-role-with-web-identity.ts'
import { decodeAuthorizationMessage } from './operations/decode-authorization-message.ts'
import { getAccessKeyInfo } from './operations/get-access-key-info.ts'
import { getCallerIdentity } from './operations/get-caller-identity.ts'
import { getFederationToken } from './operations/get-federation-token.ts'
import { getSessionToken } from './operations/get-session-token.ts'

export interface StsWorld {
  readonly keySets: KeySetSource
}

export function sts({ keySets }: StsWorld): Service {
  return defineService({
    model: stsModel,
    constraints: stsConstraints,
    faults: queryFaults(stsModel.apiVersion),
    iamPrefix: 'sts',
    checkCaller: checkStsCaller,
    resourceTags: (arn, { resources }) => roleOfArn(resources, arn)?.tags ?? [],
    recording: {
      family: 'standard',
      names: 'lowerCamel',
      dates: 'java',
      tlsDetails: true,
      redacted: {
        'Credentials.SecretAccessKey': 'absent',
        'AssumeRoleRequest.TokenCode': 'absent',
        'GetSessionTokenRequest.TokenCode': 'absent',
        'AssumeRoleWithSAMLRequest.SAMLAssertion': 'absent',
        'AssumeRoleWithWebIdentityRequest.WebIdentityToken': 'absent',
      },
    },
    operations: {
      AssumeRole: assumeRole,
      AssumeRoleWithSAML: assumeRoleWithSaml,
      AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity(keySets),
      AssumeRoot: notImplemented,
      DecodeAuthorizationMessage: decodeAuthorizationMessage,
      GetAccessKeyInfo: getAccessKeyInfo,
      GetCallerIdentity: getCallerIdentity,
      GetDelegatedAccessToken: notImplemented,
      GetFederationToken: getFederationToken,
      GetScopedCredentials: notImplemented,
      GetSessionToken: getSessionToken,
      GetWebIdentityToken: notImplemented,
    },
  })
}

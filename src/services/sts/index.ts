import { defineService, notImplemented } from '../operation.ts'
import { stsConstraints } from './constraints.generated.ts'
import { stsModel } from './model.generated.ts'
import { queryFaults } from '../query-faults.ts'
import { getCallerIdentity } from './operations/get-caller-identity.ts'

export const sts = defineService({
  model: stsModel,
  constraints: stsConstraints,
  faults: queryFaults(stsModel.apiVersion),
  iamPrefix: 'sts',
  recording: { family: 'standard', names: 'lowerCamel', dates: 'java', tlsDetails: true },
  operations: {
    AssumeRole: notImplemented,
    AssumeRoleWithSAML: notImplemented,
    AssumeRoleWithWebIdentity: notImplemented,
    AssumeRoot: notImplemented,
    DecodeAuthorizationMessage: notImplemented,
    GetAccessKeyInfo: notImplemented,
    GetCallerIdentity: getCallerIdentity,
    GetDelegatedAccessToken: notImplemented,
    GetFederationToken: notImplemented,
    GetScopedCredentials: notImplemented,
    GetSessionToken: notImplemented,
    GetWebIdentityToken: notImplemented,
  },
})

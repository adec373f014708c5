import type { UpdateSAMLProviderRequest, UpdateSAMLProviderResponse } from '@aws-sdk/client-iam'
import { samlProviderArn } from '../../../identity/saml-provider.ts'
import type { Command } from '../../operation.ts'
import { putSamlProvider, samlProviderKind, validUntilOf } from '../saml-providers.ts'
import { refuseUnsupported } from '../unsupported.ts'

export const updateSamlProvider: Command<UpdateSAMLProviderRequest, UpdateSAMLProviderResponse> = {
  kind: 'command',
  resourceArn: samlProviderKind.arn,
  run(input, call) {
    refuseUnsupported(input, ['AssertionEncryptionMode', 'AddPrivateKey', 'RemovePrivateKey'])
    const provider = samlProviderKind.find(input, call)
    const metadataDocument = input.SAMLMetadataDocument ?? provider.metadataDocument
    const validUntil = validUntilOf(metadataDocument)
    return {
      output: { SAMLProviderArn: samlProviderArn(provider) },
      changes: [putSamlProvider({ ...provider, metadataDocument, validUntil })],
    }
  },
}

import type { GetSAMLProviderRequest, GetSAMLProviderResponse } from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { samlProviderKind } from '../saml-providers.ts'

export const getSamlProvider: Query<GetSAMLProviderRequest, GetSAMLProviderResponse> = {
  kind: 'query',
  resourceArn: samlProviderKind.arn,
  run(input, call) {
    const { metadataDocument, createdAt, validUntil, tags } = samlProviderKind.find(input, call)
    return {
      SAMLMetadataDocument: metadataDocument,
      CreateDate: new Date(createdAt),
      ValidUntil: new Date(validUntil),
      Tags: [...tags],
    }
  },
}

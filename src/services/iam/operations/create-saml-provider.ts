import type { CreateSAMLProviderRequest, CreateSAMLProviderResponse } from '@aws-sdk/client-iam'
import {
  type SamlProvider,
  samlProviderArn,
  samlProviderOf,
  samlProvidersOfAccount,
} from '../../../identity/saml-provider.ts'
import type { Command } from '../../operation.ts'
import { alreadyExists, checkQuota } from '../errors.ts'
import { quotas } from '../quotas.ts'
import { putSamlProvider, validUntilOf } from '../saml-providers.ts'
import { madeWithTags, tagsOf, tagsOutput } from '../tags.ts'
import { refuseUnsupported } from '../unsupported.ts'

export const createSamlProvider: Command<CreateSAMLProviderRequest, CreateSAMLProviderResponse> = {
  kind: 'command',
  ...madeWithTags(
    'iam:TagSAMLProvider',
    ({ Name: name = '' }: CreateSAMLProviderRequest, { accountId }) =>
      samlProviderArn({ accountId, name }),
  ),
  run(input, { resources, accountId, nowMs }) {
    refuseUnsupported(input, ['AssertionEncryptionMode', 'AddPrivateKey'])
    const { Name: name = '', SAMLMetadataDocument: metadataDocument = '' } = input
    if (samlProviderOf(resources, accountId, name))
      throw alreadyExists(`Provider with name ${name} already exists.`)
    const existing = resources.find(samlProvidersOfAccount, accountId)
    checkQuota('SAMLProvidersPerAccount', quotas.samlProviders, existing.length)
    const provider: SamlProvider = {
      accountId,
      name,
      metadataDocument,
      validUntil: validUntilOf(metadataDocument),
      tags: tagsOf(input.Tags),
      createdAt: new Date(nowMs).toISOString(),
    }
    return {
      output: { SAMLProviderArn: samlProviderArn(provider), ...tagsOutput(provider) },
      changes: [putSamlProvider(provider)],
    }
  },
}

import type { DeleteSAMLProviderRequest } from '@aws-sdk/client-iam'
import { samlProviderKey, samlProviders } from '../../../identity/saml-provider.ts'
import type { Command } from '../../operation.ts'
import { samlProviderKind } from '../saml-providers.ts'

/** Roles that trust it stay, and can no longer be assumed through it. */
export const deleteSamlProvider: Command<DeleteSAMLProviderRequest, undefined> = {
  kind: 'command',
  resourceArn: samlProviderKind.arn,
  run(input, call) {
    const provider = samlProviderKind.find(input, call)
    return { output: undefined, changes: [samlProviders.delete(samlProviderKey(provider))] }
  },
}

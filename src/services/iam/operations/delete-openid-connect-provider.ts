import type { DeleteOpenIDConnectProviderRequest } from '@aws-sdk/client-iam'
import { oidcProviderKey, oidcProviders } from '../../../identity/oidc-provider.ts'
import type { Command } from '../../operation.ts'
import { oidcProviderKind } from '../oidc-providers.ts'

/** Roles that trust the issuer stay, and can no longer be assumed through it. */
export const deleteOpenIdConnectProvider: Command<DeleteOpenIDConnectProviderRequest, undefined> = {
  kind: 'command',
  resourceArn: oidcProviderKind.arn,
  run(input, call) {
    const provider = oidcProviderKind.find(input, call)
    return { output: undefined, changes: [oidcProviders.delete(oidcProviderKey(provider))] }
  },
}

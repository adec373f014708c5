import type { RemoveClientIDFromOpenIDConnectProviderRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { oidcProviderKind, putOidcProvider } from '../oidc-providers.ts'

/** A client id that is not there is no error. */
export const removeClientIdFromOpenIdConnectProvider: Command<
  RemoveClientIDFromOpenIDConnectProviderRequest,
  undefined
> = {
  kind: 'command',
  resourceArn: oidcProviderKind.arn,
  run(input, call) {
    const provider = oidcProviderKind.find(input, call)
    const clientIds = provider.clientIds.filter((id) => id !== input.ClientID)
    return { output: undefined, changes: [putOidcProvider({ ...provider, clientIds })] }
  },
}

import type { AddClientIDToOpenIDConnectProviderRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { checkClientIds, oidcProviderKind, putOidcProvider } from '../oidc-providers.ts'

/** Adding twice changes nothing. */
export const addClientIdToOpenIdConnectProvider: Command<
  AddClientIDToOpenIDConnectProviderRequest,
  undefined
> = {
  kind: 'command',
  resourceArn: oidcProviderKind.arn,
  run(input, call) {
    const provider = oidcProviderKind.find(input, call)
    const clientIds = [...new Set([...provider.clientIds, input.ClientID ?? ''])]
    checkClientIds(clientIds)
    return { output: undefined, changes: [putOidcProvider({ ...provider, clientIds })] }
  },
}

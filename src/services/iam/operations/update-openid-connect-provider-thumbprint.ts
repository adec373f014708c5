import type { UpdateOpenIDConnectProviderThumbprintRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { checkThumbprints, oidcProviderKind, putOidcProvider } from '../oidc-providers.ts'

export const updateOpenIdConnectProviderThumbprint: Command<
  UpdateOpenIDConnectProviderThumbprintRequest,
  undefined
> = {
  kind: 'command',
  resourceArn: oidcProviderKind.arn,
  run(input, call) {
    const provider = oidcProviderKind.find(input, call)
    const thumbprints = input.ThumbprintList ?? []
    checkThumbprints(thumbprints)
    return { output: undefined, changes: [putOidcProvider({ ...provider, thumbprints })] }
  },
}

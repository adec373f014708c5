import type { UntagOpenIDConnectProviderRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { oidcProviderKind } from '../oidc-providers.ts'
import { untagCommand } from '../tags.ts'

export const untagOpenIdConnectProvider: Command<UntagOpenIDConnectProviderRequest, undefined> =
  untagCommand(oidcProviderKind)

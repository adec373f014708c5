import type { TagOpenIDConnectProviderRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { oidcProviderKind } from '../oidc-providers.ts'
import { tagCommand } from '../tags.ts'

export const tagOpenIdConnectProvider: Command<TagOpenIDConnectProviderRequest, undefined> =
  tagCommand(oidcProviderKind)

import type { TagSAMLProviderRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { samlProviderKind } from '../saml-providers.ts'
import { tagCommand } from '../tags.ts'

export const tagSamlProvider: Command<TagSAMLProviderRequest, undefined> =
  tagCommand(samlProviderKind)

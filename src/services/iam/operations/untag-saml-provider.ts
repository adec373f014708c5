import type { UntagSAMLProviderRequest } from '@aws-sdk/client-iam'
import type { Command } from '../../operation.ts'
import { samlProviderKind } from '../saml-providers.ts'
import { untagCommand } from '../tags.ts'

export const untagSamlProvider: Command<UntagSAMLProviderRequest, undefined> =
  untagCommand(samlProviderKind)

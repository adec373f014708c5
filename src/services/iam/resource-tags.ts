import { policyOfArn } from '../../identity/attachable-policies.ts'
import { instanceProfileOf } from '../../identity/instance-profile.ts'
import { mfaDeviceOf } from '../../identity/mfa-device.ts'
import { oidcProviderOf } from '../../identity/oidc-provider.ts'
import { roleOfArn } from '../../identity/role.ts'
import { samlProviderOf } from '../../identity/saml-provider.ts'
import type { Tag } from '../../identity/tag.ts'
import { userOf } from '../../identity/user.ts'
import type { ResourceReader } from '../../ledger/resources.ts'
import type { Call } from '../operation.ts'

type Find = (
  resources: ResourceReader,
  found: { readonly accountId: string; readonly name: string; readonly arn: string },
) => { readonly tags: readonly Tag[] } | undefined

const kinds: ReadonlyMap<string, Find> = new Map<string, Find>([
  ['user', (resources, { accountId, name }) => userOf(resources, accountId, lastOf(name))],
  ['role', (resources, { arn }) => roleOfArn(resources, arn)],
  ['policy', (resources, { arn }) => policyOfArn(resources, arn)],
  [
    'instance-profile',
    (resources, { accountId, name }) => instanceProfileOf(resources, accountId, lastOf(name)),
  ],
  ['mfa', (resources, { arn }) => mfaDeviceOf(resources, arn)],
  ['oidc-provider', (resources, { accountId, name }) => oidcProviderOf(resources, accountId, name)],
  ['saml-provider', (resources, { accountId, name }) => samlProviderOf(resources, accountId, name)],
])

/** The tags of whatever an ARN of IAM's names. */
export function resourceTags(arn: string, { resources }: Call): readonly Tag[] {
  const [, accountId, kind, name] = /^arn:aws:iam::(\w+):([\w-]+)\/(.+)$/.exec(arn) ?? []
  if (accountId === undefined || kind === undefined || name === undefined) return []
  return kinds.get(kind)?.(resources, { accountId, name, arn })?.tags ?? []
}

/** Behind the path. */
function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1)
}

import type { ConnectivityInfo } from '@aws-sdk/client-greengrassv2'
import { type Scope, scopeKey } from '../../fleet/scope.ts'
import { collection } from '../../ledger/resources.ts'

/** Where client devices reach a core device. */
export interface Connectivity {
  readonly version: string
  readonly endpoints: readonly ConnectivityInfo[]
}

export const connectivities = collection<Connectivity>('greengrass/connectivity')

export function connectivityKey(scope: Scope, thingName: string): string {
  return `${scopeKey(scope)}/${thingName}`
}

export function connectivityArn({ region, accountId }: Scope, thingName: string): string {
  return `arn:aws:greengrass:${region}:${accountId}:/greengrass/things/${thingName}/connectivityInfo`
}

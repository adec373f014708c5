import { thingKey, things } from '../../src/fleet/thing.ts'
import { groupKey, membershipKey, memberships, thingGroups } from '../../src/fleet/thing-group.ts'
import type { ResourceChange } from '../../src/ledger/resources.ts'
import type { StoredChange } from '../../src/ledger/ledger-store.ts'
import { SqliteLedger } from '../../src/ledger/sqlite-ledger.ts'
import { componentVersions, versionKey } from '../../src/services/greengrass/component.ts'
import {
  coreDeviceKey,
  coreDevices,
  type InstalledComponent,
} from '../../src/services/greengrass/core-device.ts'

export interface FleetSize {
  readonly things: number
  /** The first of the things. */
  readonly coreDevices: number
  readonly componentVersions: number
}

export const region = 'us-west-2'
export const accountId = '123456789012'
export const groupName = 'Fleet'
const scope = { accountId, region }
const VERSIONS_EACH = 20
const INSTALLED_EACH = 10
const BATCH = 10_000

export const thingNameOf = (i: number): string => `device-${String(i).padStart(6, '0')}`
export const componentNameOf = (i: number): string => `com.example.Component${i}`
export const componentsIn = (size: FleetSize): number => size.componentVersions / VERSIONS_EACH

/** Puts a fleet into a ledger that nobody else has open: all things are in one group. */
export function fillFleet(file: string, size: FleetSize): void {
  const ledger = new SqliteLedger(file)
  const { lastPosition } = ledger
  let changes: StoredChange[] = []
  const append = () => {
    ledger.append({ firstPosition: lastPosition + 1, events: [], changes })
    changes = []
  }
  // Behind what the server has made at its first start.
  let id = Math.max(0, ...[...ledger.resources()].flat().map(([known]) => known))
  for (const { collection, key, value } of changesOf(size))
    if (changes.push([++id, collection, key, JSON.stringify(value)]) === BATCH) append()
  append()
  ledger.close()
}

function* changesOf(size: FleetSize): Generator<ResourceChange> {
  yield thingGroups.put(groupKey(scope, groupName), {
    ...scope,
    thingGroupName: groupName,
    thingGroupId: '00000000-0000-4000-8000-000000000000',
    version: 1,
    createdMs: 0,
  })
  // In an order that is not the names', as fleets come.
  for (let n = 0; n < size.things; n++) {
    const i = (n * 7919) % size.things
    const thingName = thingNameOf(i)
    yield things.put(thingKey(scope, thingName), {
      ...scope,
      thingName,
      thingId: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
      attributes: { site: `site-${i % 50}`, model: 'gateway' },
      version: 1,
    })
    const membership = { ...scope, thingGroupName: groupName, thingName, addedMs: 0 }
    yield memberships.put(membershipKey(scope, groupName, thingName), {
      ...membership,
      addedPosition: n,
    })
  }
  for (let i = 0; i < size.coreDevices; i++) yield coreDeviceChange(i)
  for (let i = 0; i < size.componentVersions; i++) yield versionChange(i)
}

function coreDeviceChange(i: number): ResourceChange {
  const coreDeviceThingName = thingNameOf(i)
  const installed = Array.from({ length: INSTALLED_EACH }, (_, n): [string, InstalledComponent] => [
    componentNameOf(n),
    {
      componentVersion: '1.0.0',
      lifecycleState: 'RUNNING',
      lifecycleStatusCodes: [],
      isRoot: true,
      lastInstallationSource: '4196dddc-0a21-4c54-a985-66a525f6946e',
      statusChangedMs: 0,
      reportedMs: 0,
    },
  ])
  return coreDevices.put(coreDeviceKey(scope, coreDeviceThingName), {
    ...scope,
    coreDeviceThingName,
    coreVersion: '2.6.0',
    platform: 'linux',
    architecture: 'amd64',
    runtime: 'aws_nucleus_lite',
    status: i % 10 === 0 ? 'UNHEALTHY' : 'HEALTHY',
    sequenceNumber: 0,
    statusMs: 0,
    components: Object.fromEntries(installed),
    reports: {},
  })
}

function versionChange(i: number): ResourceChange {
  const named = {
    ...scope,
    componentName: componentNameOf(Math.floor(i / VERSIONS_EACH)),
    componentVersion: `1.${i % VERSIONS_EACH}.0`,
  }
  return componentVersions.put(versionKey(named), {
    ...named,
    createdMs: 0,
    recipe: {
      RecipeFormatVersion: '2020-01-25',
      ComponentName: named.componentName,
      ComponentVersion: named.componentVersion,
      ComponentType: 'aws.greengrass.generic',
      ComponentDescription: 'What a gateway runs',
      ComponentPublisher: 'Example',
      ComponentConfiguration: { DefaultConfiguration: { interval: 5, topic: 'data' } },
      ComponentDependencies: {
        'aws.greengrass.TokenExchangeService': {
          VersionRequirement: '^2.0.0',
          DependencyType: 'HARD',
        },
      },
      Manifests: [
        {
          Platform: { os: 'linux', runtime: '*' },
          Lifecycle: { run: 'python3 -u {artifacts:path}/main.py' },
          Artifacts: [],
        },
      ],
      Lifecycle: {},
    },
  })
}

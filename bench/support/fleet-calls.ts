import type { Keys } from '../../test/support/server.ts'
import { signedHeaders } from '../../test/support/signer.ts'
import {
  accountId,
  componentNameOf,
  componentsIn,
  type FleetSize,
  groupName,
  region,
  thingNameOf,
} from './fleet-data.ts'
import { requestBytes } from './load.ts'

export interface FleetCall {
  readonly service: 'greengrass' | 'iot' | 'iotdata'
  readonly method: string
  readonly target: string
  readonly body?: object
}

/** Of every hundred calls of a working day: mostly devices that report, and people and scripts that look. */
export const mix = {
  health: 40,
  get: 25,
  list: 20,
  create: 10,
  associate: 5,
} as const

type Kind = keyof typeof mix

const kinds = Object.entries(mix).flatMap(([kind, share]) => Array<Kind>(share).fill(kind as Kind))

/** The n-th call of the day. Which device it is about, and what is done, is spread evenly and the same in every run. */
export function mixedCall(n: number, size: FleetSize): FleetCall {
  const core = thingNameOf((n * 7919) % size.coreDevices)
  const devices = `/greengrass/v2/coreDevices/${core}`
  const post = (target: string, body: object, service: FleetCall['service'] = 'greengrass') => ({
    service,
    method: 'POST',
    target,
    body,
  })
  switch (kinds[(n * 37) % kinds.length] as Kind) {
    case 'health':
      return post(topicOf(core), healthMessage(core, n + 1), 'iotdata')
    case 'get':
      return { service: 'greengrass', method: 'GET', target: devices }
    case 'list':
      return n % 2 === 0
        ? listOf('greengrass', '/greengrass/v2/coreDevices?maxResults=50')
        : listOf('iot', '/things?maxResults=50')
    case 'create':
      return post('/greengrass/v2/deployments', {
        targetArn: `arn:aws:iot:${region}:${accountId}:thing/${thingNameOf(n % size.things)}`,
        components: { [componentNameOf(0)]: { componentVersion: '1.0.0' } },
      })
    case 'associate': {
      const entries = Array.from({ length: 10 }, (_, i) => ({
        thingName: thingNameOf((n + i) % size.things),
      }))
      return post(`${devices}/associateClientDevices`, { entries })
    }
  }
}

function listOf(service: FleetCall['service'], target: string): FleetCall {
  return { service, method: 'GET', target }
}

function topicOf(core: string): string {
  const topic = encodeURIComponent(`$aws/things/${core}/greengrassv2/health/json`)
  return `/topics/${topic}?qos=1`
}

function healthMessage(thing: string, sequenceNumber: number): object {
  return {
    ggcVersion: '2.6.0',
    platform: 'linux',
    architecture: 'amd64',
    runtime: 'aws_nucleus_lite',
    thing,
    sequenceNumber,
    timestamp: Date.now(),
    messageType: 'PARTIAL',
    overallDeviceStatus: 'HEALTHY',
    components: [
      {
        componentName: componentNameOf(0),
        version: '1.0.0',
        isRoot: true,
        fleetConfigArns: [],
        status: 'RUNNING',
      },
    ],
  }
}

/** Ten components, each asked for by two that depend on it. */
export function resolveCall(n: number, size: FleetSize): FleetCall {
  const componentCandidates = Array.from({ length: 10 }, (_, i) => ({
    componentName: componentNameOf((n + i) % componentsIn(size)),
    versionRequirements: {
      'com.example.A': '>=1.2.0 <2.0.0',
      'com.example.B': `1.${2 + (n % 15)}.x`,
    },
  }))
  const attributes = { os: 'linux', architecture: 'amd64', runtime: 'aws_nucleus_lite' }
  return {
    service: 'greengrass',
    method: 'POST',
    target: '/greengrass/v2/resolveComponentCandidates',
    body: { platform: { name: 'linux', attributes }, componentCandidates },
  }
}

export const lists: Readonly<Record<string, FleetCall>> = {
  ListThings: listOf('iot', '/things?maxResults=250'),
  'ListThings of a site': listOf(
    'iot',
    '/things?maxResults=250&attributeName=site&attributeValue=site-7',
  ),
  ListThingsInThingGroup: listOf('iot', `/thing-groups/${groupName}/things?maxResults=250`),
  ListCoreDevices: listOf('greengrass', '/greengrass/v2/coreDevices?maxResults=100'),
  'ListCoreDevices, unhealthy': listOf(
    'greengrass',
    '/greengrass/v2/coreDevices?maxResults=100&status=UNHEALTHY',
  ),
  ListComponents: listOf('greengrass', '/greengrass/v2/components?maxResults=100'),
  ListComponentVersions: listOf(
    'greengrass',
    `/greengrass/v2/components/arn:aws:greengrass:${region}:${accountId}:components:${componentNameOf(3)}/versions?maxResults=100`,
  ),
}

interface Signing {
  readonly url: string
  readonly keys: Keys
}

/** The headers and body of a call, signed. */
export function signedCall(call: FleetCall, { url, keys }: Signing) {
  const body = Buffer.from(call.body === undefined ? '' : JSON.stringify(call.body))
  const headers = signedHeaders({
    ...call,
    body,
    host: new URL(url).host,
    headers: call.body === undefined ? {} : { 'content-type': 'application/json' },
    keys,
    region,
  })
  return { headers, body }
}

export function callBytes(call: FleetCall, signing: Signing): Uint8Array {
  const { headers, body } = signedCall(call, signing)
  return requestBytes(call.method, call.target, headers, body)
}

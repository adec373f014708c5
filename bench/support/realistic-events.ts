import type { AuditEvent } from '../../src/audit/audit-event.ts'
import type { UserIdentity } from '../../src/audit/user-identity.ts'
import type { PositionedEvent } from '../../src/ledger/follower.ts'

export const ACCOUNTS = ['123456789012', '210987654321'] as const
export const REGIONS = ['us-west-2', 'us-east-1', 'eu-central-1'] as const
const USERS = 50
/** One caller in this many is `mallory`, one call in this many is a DeleteTrail: values that are there, but seldom. */
const RARE_ONE_IN = 25_000
/** Calls take their time between their decision and their commit, so times are not quite in the order of positions. */
const DISORDER_MS = 3_000

export interface RealisticOptions {
  readonly count: number
  readonly fromMs: number
  readonly toMs: number
  readonly seed?: number
}

/** Events like a busy site's: mostly reads, ids that never repeat, about 1.2 KB of JSON each. The same seed, the same events. */
export function* realisticEvents(options: RealisticOptions): Generator<PositionedEvent> {
  const chance = new Chance(options.seed ?? 1)
  const stepMs = (options.toMs - options.fromMs) / options.count
  for (let position = 1; position <= options.count; position++) {
    const timeMs = options.fromMs + position * stepMs - chance.below(DISORDER_MS)
    yield { position, json: JSON.stringify(eventAt(timeMs, chance)) }
  }
}

/** Numbers that look random and never change (mulberry32). */
class Chance {
  #state: number

  constructor(seed: number) {
    this.#state = seed
  }

  below(limit: number): number {
    return Math.floor((this.#bits() / 2 ** 32) * limit)
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T
  }

  hex(digits: number): string {
    let text = ''
    while (text.length < digits) text += this.#bits().toString(16).padStart(8, '0')
    return text.slice(0, digits)
  }

  uuid(): string {
    const hex = this.hex(32)
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
  }

  #bits(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return (bits ^ (bits >>> 14)) >>> 0
  }
}

interface Site {
  readonly chance: Chance
  readonly account: string
  readonly region: string
}

interface Kind {
  readonly service: 'greengrass' | 'cloudtrail' | 'iam' | 'sts' | 's3' | 'sns'
  readonly name: string
  readonly weight: number
  readonly readOnly: boolean
  readonly request: (site: Site) => unknown
  readonly response: (site: Site) => unknown
}

const nothing = (): null => null

function read(
  service: Kind['service'],
  name: string,
  weight: number,
  request: Kind['request'] = nothing,
): Kind {
  return { service, name, weight, readOnly: true, request, response: nothing }
}

function write(
  service: Kind['service'],
  name: string,
  weight: number,
  request: Kind['request'],
  response: Kind['response'] = nothing,
): Kind {
  return { service, name, weight, readOnly: false, request, response }
}

const deviceName = ({ chance }: Site): string => `press-line-core-${chance.below(400)}`
const coreDevice = (site: Site) => ({ coreDeviceThingName: deviceName(site) })
const deployment = ({ chance }: Site) => ({ deploymentId: chance.uuid() })
const bucket = ({ chance }: Site) => ({ bucketName: `site-logs-${chance.below(30)}` })
const trail = ({ chance }: Site) => ({ name: `trail-${chance.below(5)}` })
const role = ({ chance }: Site) => ({ roleName: `Role${chance.below(40)}` })
const user = ({ chance }: Site) => ({ userName: `user${chance.below(USERS)}` })
const topic = ({ chance, region, account }: Site) => ({
  topicArn: `arn:aws:sns:${region}:${account}:topic-${chance.below(20)}`,
})
const componentArn = ({ chance, region, account }: Site): string =>
  `arn:aws:greengrass:${region}:${account}:components:com.example.Part${chance.below(200)}:versions:1.${chance.below(30)}.0`
const component = (site: Site) => ({ arn: componentArn(site) })
const groupArn = ({ chance, region, account }: Site): string =>
  `arn:aws:iot:${region}:${account}:thinggroup/Floor${chance.below(25)}`

const kinds: readonly Kind[] = [
  read('greengrass', 'GetDeployment', 60, deployment),
  read('greengrass', 'ListDeployments', 40, (site) => ({
    targetArn: groupArn(site),
    historyFilter: 'LATEST_ONLY',
  })),
  read('greengrass', 'GetCoreDevice', 80, coreDevice),
  read('greengrass', 'ListCoreDevices', 50, (site) => ({ thingGroupArn: groupArn(site) })),
  read('greengrass', 'ListEffectiveDeployments', 50, coreDevice),
  read('greengrass', 'ListInstalledComponents', 50, coreDevice),
  read('greengrass', 'GetComponent', 30, component),
  read('greengrass', 'DescribeComponent', 40, component),
  read('greengrass', 'ListComponents', 20),
  read('greengrass', 'ListComponentVersions', 20, component),
  read('greengrass', 'ListTagsForResource', 20, (site) => ({ resourceArn: componentArn(site) })),
  write('greengrass', 'CreateDeployment', 90, createDeployment, ({ chance, region, account }) => {
    const iotJobId = chance.uuid()
    const iotJobArn = `arn:aws:iot:${region}:${account}:job/${iotJobId}`
    return { deploymentId: chance.uuid(), iotJobId, iotJobArn }
  }),
  write('greengrass', 'CancelDeployment', 10, deployment, () => ({ message: 'SUCCESS' })),
  write('greengrass', 'DeleteCoreDevice', 4, coreDevice),
  write('greengrass', 'DeleteComponent', 4, component),
  write('greengrass', 'CreateComponentVersion', 20, createComponent, (site) => ({
    arn: componentArn(site),
    componentName: 'com.example.Part',
    componentVersion: '1.0.0',
    status: { componentState: 'REQUESTED' },
  })),
  read('cloudtrail', 'DescribeTrails', 30, ({ chance }) => ({
    trailNameList: [`trail-${chance.below(5)}`],
  })),
  read('cloudtrail', 'GetTrailStatus', 30, trail),
  read('cloudtrail', 'LookupEvents', 60, () => ({ maxResults: 50 })),
  read('cloudtrail', 'GetEventSelectors', 10, ({ chance }) => ({
    trailName: `trail-${chance.below(5)}`,
  })),
  write('cloudtrail', 'StartLogging', 3, trail),
  write('cloudtrail', 'StopLogging', 2, trail),
  read('iam', 'GetRole', 30, role),
  read('iam', 'ListRoles', 20),
  read('iam', 'GetUser', 30, user),
  read('iam', 'ListAccessKeys', 20, user),
  read('iam', 'ListAttachedRolePolicies', 20, role),
  write('iam', 'CreateUser', 3, user),
  write('iam', 'PutRolePolicy', 4, role),
  write('iam', 'AttachRolePolicy', 5, (site) => ({
    ...role(site),
    policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
  })),
  { ...write('sts', 'AssumeRole', 120, assumeRole, assumedRole), readOnly: true },
  read('sts', 'GetCallerIdentity', 60),
  read('s3', 'GetBucketLocation', 30, bucket),
  read('s3', 'GetBucketAcl', 50, bucket),
  read('s3', 'ListBuckets', 20),
  write('s3', 'PutBucketPolicy', 3, bucket),
  read('sns', 'GetTopicAttributes', 20, topic),
  read('sns', 'ListTopics', 10),
  write('sns', 'Subscribe', 3, topic),
]
const rareKind = write('cloudtrail', 'DeleteTrail', 0, trail)
const weightedKinds = kinds.flatMap((kind) => Array.from({ length: kind.weight }, () => kind))

function createDeployment(site: Site): unknown {
  const { chance } = site
  return {
    targetArn: groupArn(site),
    deploymentName: `rollout-${chance.below(5_000)}`,
    components: {
      'aws.greengrass.Nucleus': { componentVersion: '2.14.3' },
      'aws.greengrass.Cli': { componentVersion: '2.14.3' },
      [`com.example.Part${chance.below(200)}`]: {
        componentVersion: `1.${chance.below(30)}.0`,
        configurationUpdate: { merge: `{"interval":${chance.below(900)}}` },
      },
    },
    iotJobConfiguration: {},
    deploymentPolicies: {
      failureHandlingPolicy: 'ROLLBACK',
      componentUpdatePolicy: { timeoutInSeconds: 60, action: 'NOTIFY_COMPONENTS' },
    },
    clientToken: chance.uuid(),
  }
}

function createComponent({ chance }: Site): unknown {
  return { inlineRecipe: 'HIDDEN_DUE_TO_SECURITY_REASONS', clientToken: chance.uuid() }
}

function assumeRole({ chance, account }: Site): unknown {
  return {
    roleArn: `arn:aws:iam::${account}:role/Role${chance.below(40)}`,
    roleSessionName: `session-${chance.below(USERS)}`,
    durationSeconds: 3600,
  }
}

function assumedRole({ chance, account }: Site): unknown {
  const session = `Role${chance.below(40)}/session-${chance.below(USERS)}`
  return {
    credentials: {
      accessKeyId: `ASIA${chance.hex(16).toUpperCase()}`,
      sessionToken: chance.hex(120),
      expiration: 'Jul 20, 2026, 10:15:42 AM',
    },
    assumedRoleUser: {
      assumedRoleId: `AROAEXAMPLE1111111111:session`,
      arn: `arn:aws:sts::${account}:assumed-role/${session}`,
    },
  }
}

function eventAt(timeMs: number, chance: Chance): AuditEvent {
  const site = { chance, account: chance.of(ACCOUNTS), region: chance.of(REGIONS) }
  const isRare = chance.below(RARE_ONE_IN) === 0
  const kind = isRare ? rareKind : chance.of(weightedKinds)
  const isDenied = chance.below(50) === 0
  return {
    eventVersion: '1.11',
    userIdentity: identity(site),
    eventTime: iso(timeMs),
    eventSource: `${kind.service}.amazonaws.com`,
    eventName: kind.name,
    awsRegion: site.region,
    sourceIPAddress: `203.0.${chance.below(8)}.${chance.below(256)}`,
    userAgent: `aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux#6.8 md/arch#x86_64 lang/python#3.13.7 md/pyimpl#CPython cfg/retry-mode#standard md/command#${kind.service}.${kind.name}`,
    ...(isDenied
      ? { errorCode: 'AccessDenied', errorMessage: 'User is not authorized to perform this.' }
      : {}),
    requestParameters: isDenied ? null : kind.request(site),
    responseElements: isDenied ? null : kind.response(site),
    requestID: chance.uuid(),
    eventID: chance.uuid(),
    readOnly: kind.readOnly,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: site.account,
    eventCategory: 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: `${kind.service}.${site.region}.amazonaws.com`,
    },
  }
}

function identity({ chance, account }: Site): UserIdentity {
  if (chance.below(RARE_ONE_IN) === 0) return iamUser('mallory', 'AKIAEXAMPLEMALLORY00', account)
  const index = chance.below(USERS)
  if (index % 2 === 0) return iamUser(`user${index}`, `AKIAEXAMPLE0000000${index + 10}`, account)
  const roleName = `Role${index % 8}`
  return {
    type: 'AssumedRole',
    principalId: `AROAEXAMPLE111111111${index % 8}:user${index}`,
    arn: `arn:aws:sts::${account}:assumed-role/${roleName}/user${index}`,
    accountId: account,
    accessKeyId: `ASIAEXAMPLE${index}${String(chance.below(2_000)).padStart(7, '0')}`,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: `AROAEXAMPLE111111111${index % 8}`,
        arn: `arn:aws:iam::${account}:role/${roleName}`,
        accountId: account,
        userName: roleName,
      },
      attributes: { creationDate: '2026-07-20T08:55:01Z', mfaAuthenticated: 'false' },
    },
  }
}

function iamUser(userName: string, accessKeyId: string, accountId: string): UserIdentity {
  return {
    type: 'IAMUser',
    principalId: `AIDAEXAMPLE${userName.toUpperCase().padStart(10, '0')}`,
    arn: `arn:aws:iam::${accountId}:user/${userName}`,
    accountId,
    accessKeyId,
    userName,
  }
}

function iso(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`
}

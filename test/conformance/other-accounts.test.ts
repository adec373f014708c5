import { thingKey, things as registry } from '../../src/fleet/thing.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { systemRandom } from '../../src/platform/system.ts'
import { handleCall } from '../../src/server/handle-call.ts'
import { iam } from '../../src/services/iam/index.ts'
import { sts } from '../../src/services/sts/index.ts'
import type { HttpResponse } from '../../src/wire/http.ts'
import { inputOf, queryForm } from '../support/arbitrary-inputs.ts'
import { allow, aUser, policy, trusting } from '../support/identities.ts'
import { greengrassAlone } from '../support/greengrass.ts'
import { memoryDoor } from '../support/memory-door.ts'
import { noKeys } from '../support/no-keys.ts'
import type { Keys } from '../support/server.ts'
import { signedHeaders } from '../support/signer.ts'

/**
 * Goal: whatever an account asks, it reads and changes nothing of another one's, and its asking is recorded.
 * Method: account B makes one of everything, under names and with texts that tell. Administrators of account A then try
 * every operation of IAM and STS and those of Greengrass that take a name, with B's names, ARNs and ids in every member.
 * After each attempt B's things are as before, nothing that only B knows is in the answer, and there is one more event:
 * A's, where it was A who was proven to ask.
 */

const ATTEMPTS = 10_000
const A = '123456789012'
const B = '999988887777'
const alpha = aUser({ accountId: A, userName: 'alpha' }, allow('*'))
const bravo = aUser({ accountId: B, userName: 'bravo-admin' }, allow('*'))
const services = { greengrass: greengrassAlone, iam, sts: sts({ keySets: noKeys }) } as const

const scope = { accountId: B, region: 'us-west-2' }
const thing = { ...scope, thingName: 'bravo', thingId: 'bravo-thing', attributes: {}, version: 1 }
const made = [...alpha.changes, ...bravo.changes, registry.put(thingKey(scope, 'bravo'), thing)]
const { door, store, bugs } = await memoryDoor(made, {
  nowMs: Date.now(),
  random: systemRandom,
  services: Object.values(services),
})

interface Sent {
  readonly service: keyof typeof services
  readonly method?: string
  readonly path?: string
  readonly body?: string
}

async function send(keys: Keys, { service, method = 'POST', path = '/', body = '' }: Sent) {
  const bytes = Buffer.from(body)
  const { protocol, signingName } = services[service].model
  const isQuery = protocol === 'awsQuery'
  const headers = {
    'content-type': isQuery ? 'application/x-www-form-urlencoded' : 'application/json',
  }
  const scope = { region: isQuery ? 'us-east-1' : 'us-west-2', service: signingName }
  const host = '127.0.0.1:4567'
  const toSign = { method, host, target: path, headers, body: bytes, keys, ...scope }
  return handleCall(
    { method, path, query: '', headers: signedHeaders(toSign), body: bytes, sourceIp: '192.0.2.7' },
    door,
  )
}

function ask(keys: Keys, action: string, input: object): Promise<HttpResponse> {
  return send(keys, { service: 'iam', body: queryForm(iam.model, action, input) })
}

const document = policy(allow('bravo:private'))
const arnOf = (rest: string) => `arn:aws:iam::${B}:${rest}`
const names = {
  user: 'bravo-user',
  role: 'bravo-role',
  group: 'bravo-group',
  policy: 'bravo-policy',
  device: 'bravo-device',
  profile: 'bravo-profile',
  host: 'token.bravo.example',
}

/** One of everything, made by B's administrator. */
async function furnish(): Promise<void> {
  const UserName = names.user
  const RoleName = names.role
  const GroupName = names.group
  const asked: readonly (readonly [string, object])[] = [
    ['CreateUser', { UserName }],
    ['CreateAccessKey', { UserName }],
    ['PutUserPolicy', { UserName, PolicyName: 'bravo-inline', PolicyDocument: document }],
    ['CreateGroup', { GroupName }],
    ['AddUserToGroup', { UserName, GroupName }],
    ['PutGroupPolicy', { GroupName, PolicyName: 'bravo-inline', PolicyDocument: document }],
    ['CreatePolicy', { PolicyName: names.policy, PolicyDocument: document }],
    ['AttachUserPolicy', { UserName, PolicyArn: arnOf(`policy/${names.policy}`) }],
    [
      'CreateRole',
      { RoleName, AssumeRolePolicyDocument: trusting(B), Description: 'bravo:private' },
    ],
    ['PutRolePolicy', { RoleName, PolicyName: 'bravo-inline', PolicyDocument: document }],
    ['CreateInstanceProfile', { InstanceProfileName: names.profile }],
    ['CreateVirtualMFADevice', { VirtualMFADeviceName: names.device }],
    ['CreateOpenIDConnectProvider', { Url: `https://${names.host}`, ClientIDList: ['bravo'] }],
    ['CreateAccountAlias', { AccountAlias: 'bravo-alias' }],
  ]
  for (const [action, input] of asked) {
    const { status, body } = await ask(bravo.keys, action, input)
    if (status !== 200) throw new Error(`${action}: ${String(body)}`)
  }
  const deployed = await send(bravo.keys, {
    service: 'greengrass',
    path: '/greengrass/v2/deployments',
    body: JSON.stringify({
      targetArn: `arn:aws:iot:us-west-2:${B}:thing/bravo`,
      deploymentName: 'bravo:private',
    }),
  })
  if (deployed.status >= 300) throw new Error(String(deployed.body))
}

await furnish()

/** B's resources, as text. */
function things(): string {
  const own = [...store.resources.values()].filter(([, , key]) => key.startsWith(B))
  return JSON.stringify(own)
}

/** What only B knows: ids, secrets, seeds and texts. */
const before = things()
const secrets = new Set(
  [
    ...before.matchAll(/\\"(?:secretAccessKey|seed)\\":\\"([^"\\]+)/g),
    ...before.matchAll(/((?:AIDA|AROA|AGPA|ANPA|AIPA)[A-Z2-7]{17})/g),
    ...before.matchAll(/(bravo:private)/g),
  ].map(([, secret = '']) => secret),
)
const keyId = /\\"accessKeyId\\":\\"(AKIA\w+)/.exec(before.replace(bravo.keys.accessKeyId, ''))?.[1]
const deploymentId = /\\"deploymentId\\":\\"([0-9a-f-]+)/.exec(before)?.[1] ?? ''

const arns = {
  user: arnOf(`user/${names.user}`),
  role: arnOf(`role/${names.role}`),
  policy: arnOf(`policy/${names.policy}`),
  device: arnOf(`mfa/${names.device}`),
  oidc: arnOf(`oidc-provider/${names.host}`),
}

const known: Readonly<Record<string, readonly string[]>> = {
  UserName: [names.user, arns.user, names.user.toUpperCase()],
  NewUserName: ['renamed-user'],
  RoleName: [names.role, arns.role],
  GroupName: [names.group],
  PolicyName: [names.policy, 'bravo-inline'],
  PolicyArn: [arns.policy],
  PermissionsBoundary: [arns.policy],
  RoleArn: [arns.role],
  PolicySourceArn: [arns.user, arns.role],
  CallerArn: [arns.user],
  Arn: [arns.user, arns.role, arns.policy],
  AccessKeyId: [keyId ?? ''],
  SerialNumber: [arns.device],
  VirtualMFADeviceName: [names.device],
  InstanceProfileName: [names.profile],
  OpenIDConnectProviderArn: [arns.oidc],
  Url: [`https://${names.host}`],
  AccountAlias: ['bravo-alias'],
  PolicyDocument: [policy(allow('alpha:own'))],
  PolicyInputList: [policy(allow('alpha:own'))],
  AssumeRolePolicyDocument: [trusting(A)],
  Policy: [policy(allow('*'))],
  VersionId: ['v1'],
  Status: ['Inactive', 'Active'],
  PathPrefix: ['/'],
  Path: ['/'],
  RoleSessionName: ['alpha'],
  ActionNames: ['s3:GetObject'],
  AWSServiceName: ['greengrass.amazonaws.com'],
  Description: ['alpha'],
  Key: ['team'],
}

const words = (member: string) => known[member] ?? [names.user, names.role, arns.role, '123456']

const ofQuery = (['iam', 'sts'] as const).flatMap((service) => {
  const { model } = services[service]
  return Object.values(model.operations).map((operation) =>
    inputOf(model, operation, words).map((input): Sent => ({
      service,
      body: queryForm(model, operation.name, input),
    })),
  )
})

const deployment = `/greengrass/v2/deployments/${deploymentId}`
const ofGreengrass: readonly Sent[] = [
  { service: 'greengrass', method: 'GET', path: deployment },
  { service: 'greengrass', method: 'DELETE', path: deployment },
  { service: 'greengrass', method: 'POST', path: `${deployment}/cancel` },
  { service: 'greengrass', method: 'GET', path: '/greengrass/v2/deployments' },
  {
    service: 'greengrass',
    path: '/greengrass/v2/deployments',
    body: JSON.stringify({ targetArn: `arn:aws:iot:us-west-2:${B}:thing/bravo` }),
  },
]

const askedByAlpha = expect.objectContaining({
  userIdentity: expect.objectContaining({ accountId: A, userName: 'alpha' }) as unknown,
  recipientAccountId: A,
}) as unknown

/** Operations in which no signature counts, but a token of the input. */
const isUnsigned = ({ body = '' }: Sent) => /^Action=AssumeRoleWith(SAML|WebIdentity)&/.test(body)

const attempt = fc.oneof(
  { weight: 20, arbitrary: fc.oneof(...ofQuery) },
  { weight: 1, arbitrary: fc.constantFrom(...ofGreengrass) },
)

test(`in ${ATTEMPTS} attempts nothing of another account is read or changed, and each is recorded`, async () => {
  const statuses = new Map<number, number>()
  await fc.assert(
    fc.asyncProperty(attempt, async (sent) => {
      const recorded = store.events.length
      const { status, body } = await send(alpha.keys, sent)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8')
      expect([...secrets].filter((secret) => text.includes(secret))).toEqual([])
      expect(things()).toBe(before)
      const events = store.events.slice(recorded).map((event) => JSON.parse(event) as AuditEvent)
      // No token of theirs proves anybody, and who is not proven is not recorded.
      expect(events).toEqual(isUnsigned(sent) ? [] : [askedByAlpha])
    }),
    { numRuns: ATTEMPTS },
  )
  // Not all were turned away before anybody looked.
  expect(statuses.get(200)).toBeGreaterThan(100)
  expect(statuses.get(403)).toBeGreaterThan(100)
  expect(statuses.get(404)).toBeGreaterThan(100)
  expect(bugs).toEqual([])
})

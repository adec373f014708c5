/**
 * What it costs a call to prove who makes it and whether they may: the signature verified and three policies of twenty
 * statements in all evaluated, among 1,000 users and 500 roles. And what it costs to seal a session into its token and to
 * open it. The yardstick is one SHA-256 of a kilobyte, measured in the same run.
 *
 *     node bench/identity.ts [calls]
 */
import { hash } from 'node:crypto'
import { putUser } from '../src/identity/user.ts'
import { currentKey, ringKeyOf } from '../src/identity/key-ring.ts'
import { PolicyCache } from '../src/identity/policy/policy-cache.ts'
import { NONCE_BYTES } from '../src/identity/seal.ts'
import type { Session } from '../src/identity/session.ts'
import { OpenedSessions, openSession, sealSession } from '../src/identity/session-token.ts'
import { Ledger } from '../src/ledger/ledger.ts'
import { Resources, type ResourceChange } from '../src/ledger/resources.ts'
import { systemClock, systemRandom } from '../src/platform/system.ts'
import { admit } from '../src/server/admit.ts'
import { Evaluations } from '../src/server/evaluations.ts'
import type { FrontDoor } from '../src/server/front-door.ts'
import { greengrassAlone } from '../test/support/greengrass.ts'
import type { HttpRequest } from '../src/wire/http.ts'
import { SigningKeys } from '../src/wire/sigv4-signature.ts'
import { FaultyStore } from '../test/support/faulty-store.ts'
import { aRole, aUser, policy, type Statement, trusting } from '../test/support/identities.ts'
import { sessionsWith } from '../test/support/sessions.ts'
import type { Keys } from '../test/support/server.ts'
import { signedHeaders } from '../test/support/signer.ts'
import { median, printTable } from './support/table.ts'

const calls = Number(process.argv[2] ?? 200_000)
const RUNS = 5
const accountId = '123456789012'

/** Seven, seven and six statements; the last one lets the call. */
function threePolicies(user: number): readonly { name: string; document: string }[] {
  const statement = (n: number): Statement => ({
    Sid: `S${n}`,
    Effect: n % 5 === 0 ? 'Deny' : 'Allow',
    Action: [`greengrass:Get*`, `iot:*`],
    Resource: `arn:aws:greengrass:*:${accountId}:deployments:${user}-${n}-*`,
    Condition: { StringEquals: { 'aws:RequestedRegion': ['us-west-2', 'eu-west-1'] } },
  })
  const letting: Statement = {
    Effect: 'Allow',
    Action: ['greengrass:ListDeployments', 'greengrass:Describe*'],
    Resource: '*',
    Condition: { StringLike: { 'aws:username': `user-*` }, Bool: { 'aws:ViaAWSService': 'false' } },
  }
  const numbers = Array.from({ length: 19 }, (_, n) => statement(n))
  return [numbers.slice(0, 7), numbers.slice(7, 14), [...numbers.slice(14), letting]].map(
    (statements, n) => ({ name: `policy-${n}`, document: policy(...statements) }),
  )
}

const users = Array.from({ length: 1000 }, (_, n) => {
  const made = aUser({ accountId, userName: `user-${n}` })
  const user = { ...made.user, inlinePolicies: threePolicies(n) }
  return { ...made, changes: [...made.changes, putUser(user)] }
})
const roles = Array.from({ length: 500 }, (_, n) =>
  aRole({ accountId, roleName: `role-${n}`, trustPolicy: trusting(accountId) }),
)
const roleWithPolicies = aRole({
  accountId,
  roleName: 'caller',
  trustPolicy: trusting(accountId),
  inlinePolicies: threePolicies(0).map(({ name, document }) => ({
    name,
    document: document.replaceAll('aws:username', 'aws:userid').replaceAll('user-*', '*'),
  })),
})
const sessions = sessionsWith({
  subject: {
    kind: 'role-session',
    accountId,
    roleId: roleWithPolicies.role.roleId,
    sessionName: 'session',
  },
})

async function doorWith(changes: readonly ResourceChange[]): Promise<FrontDoor> {
  const ledger = await Ledger.open(new FaultyStore(), () => undefined)
  await ledger.commit({ events: [], changes })
  return {
    services: [greengrassAlone],
    ledger,
    signingKeys: new SigningKeys(),
    sessions: new OpenedSessions(),
    authorization: {
      enforcement: 'enforce',
      policies: new PolicyCache(10_000),
      evaluations: new Evaluations(10),
    },
    clock: systemClock,
    random: systemRandom,
    observer: { answered: () => undefined, rejected: () => undefined, bug: () => undefined },
  }
}

function requestOf(keys: Keys): HttpRequest {
  const target = '/greengrass/v2/deployments'
  const host = '127.0.0.1:4567'
  const body = new Uint8Array()
  const token = keys.sessionToken
  const headers = {
    'user-agent': 'bench',
    ...(token === undefined ? {} : { 'x-amz-security-token': token }),
  }
  const scope = { region: 'us-west-2', service: 'greengrass' }
  const signed = signedHeaders({ method: 'GET', host, target, headers, body, keys, ...scope })
  return { method: 'GET', path: target, query: '', headers: signed, body, sourceIp: '192.0.2.7' }
}

/** Processor time of one round, in microseconds: the median of some runs. */
function cost(rounds: number, work: (round: number) => void): number {
  for (let i = 0; i < rounds / 10; i++) work(i)
  const runs = Array.from({ length: RUNS }, () => {
    const before = process.threadCpuUsage()
    for (let i = 0; i < rounds / RUNS; i++) work(i)
    const { user, system } = process.threadCpuUsage(before)
    return ((user + system) * RUNS) / rounds
  })
  return median(runs)
}

const door = await doorWith([
  ...users.flatMap(({ changes }) => changes),
  ...roles.flatMap(({ changes }) => changes),
  ...roleWithPolicies.changes,
  ...sessions.changes,
])
const requests = users.map(({ keys }) => requestOf(keys))
const [sessionKeys] = sessions.keys as [Keys]
const ofSession = requestOf(sessionKeys)

function admitAll(asked: readonly HttpRequest[], through: FrontDoor) {
  return (round: number) => {
    const admitted = admit(asked[round % asked.length] as HttpRequest, 'id', through)
    if ('error' in admitted || admitted.refusal) throw new Error('the call was not let')
  }
}

const kilobyte = Buffer.alloc(1024)
const unjudged: FrontDoor = {
  ...door,
  authorization: { ...door.authorization, enforcement: 'off' },
}
const resources = new Resources()
const { key, changes } = currentKey(resources, 0, systemRandom)
resources.apply(changes)
const keyOf = (id: number) => ringKeyOf(resources, id)
const nonce = systemRandom.bytes(NONCE_BYTES)
const token = sessionKeys.sessionToken ?? ''
const session = openSession(token, (id) => ringKeyOf(door.ledger.resources, id)) as Session
const sealed = sealSession(session, key, nonce)

const yardstick = cost(calls, () => void hash('sha256', kilobyte, 'hex'))
const rows: [string, number][] = [
  ['yardstick: SHA-256 of 1 KB', yardstick],
  ['verify, one user', cost(calls, admitAll(requests.slice(0, 1), unjudged))],
  ['verify, 1,000 users in turn', cost(calls, admitAll(requests, unjudged))],
  ['verify and authorize, one user', cost(calls, admitAll(requests.slice(0, 1), door))],
  ['verify and authorize, 1,000 users in turn', cost(calls, admitAll(requests, door))],
  ['verify and authorize, a role session', cost(calls, admitAll([ofSession], door))],
  [
    `seal a session (${sealed.length} characters)`,
    cost(calls, () => void sealSession(session, key, nonce)),
  ],
  ['open a session', cost(calls, () => void openSession(sealed, keyOf))],
]
printTable(
  `Processor time of proving a caller (${calls} calls, medians of ${RUNS} runs)`,
  ['step', 'µs a call', 'of the yardstick'],
  rows.map(([name, us]) => [name, us.toFixed(1), (us / yardstick).toFixed(1)]),
)

/**
 * Processor time of deciding whether a call is allowed: three policies of twenty statements for each of 1,000 users and 500
 * roles, all compiled and kept. Yardstick in the same run: JSON.parse of one caller's three documents, which nobody who
 * keeps nothing can do without.
 *
 *     node bench/policy.ts [evaluations]
 */
import { compilePolicy } from '../src/identity/policy/compile-policy.ts'
import type { ContextLookup } from '../src/identity/policy/context.ts'
import { type AccessRequest, evaluate, type PolicySet } from '../src/identity/policy/evaluate.ts'
import { parsePolicy } from '../src/identity/policy/parse-policy.ts'
import { PolicyCache } from '../src/identity/policy/policy-cache.ts'
import type { PolicyPrincipal } from '../src/identity/policy/policy-principal.ts'
import { printTable } from './support/table.ts'

const evaluations = Number(process.argv[2] ?? 1_000_000)
const USERS = 1_000
const ROLES = 500
const ACCOUNT = '123456789012'

const greengrass = (rest: string) => `arn:aws:greengrass:us-west-2:${ACCOUNT}:${rest}`
const tagged = { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } }
const inOffice = { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] } }
const recent = { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } }

/** Twenty statements in three documents, as a team would write them; no two callers share one. */
function documentsOf(name: string): string[] {
  const allow = (Action: string | string[], Resource: string | string[], Condition?: object) => ({
    Effect: 'Allow',
    Action,
    Resource,
    ...(Condition && { Condition }),
  })
  const deny = (Action: string, Resource: string, Condition?: object) => ({
    ...allow(Action, Resource, Condition),
    Effect: 'Deny',
  })
  const components = [
    allow('greengrass:List*', '*'),
    allow(['greengrass:GetComponent', 'greengrass:DescribeComponent'], greengrass('components:*')),
    allow('greengrass:CreateComponentVersion', greengrass(`components:com.${name}.*`)),
    allow('greengrass:DeleteComponent', greengrass(`components:com.${name}.*:versions:*`), tagged),
    allow('greengrass:TagResource', greengrass('*'), tagged),
    deny('greengrass:DeleteComponent', greengrass('components:*:versions:1.*')),
    allow('greengrass:GetCoreDevice', greengrass(`coreDevices:${name}-*`)),
  ]
  const deployments = [
    allow('greengrass:CreateDeployment', greengrass('deployments'), inOffice),
    allow(['greengrass:GetDeployment', 'greengrass:CancelDeployment'], greengrass('deployments:*')),
    allow('iot:*Job*', `arn:aws:iot:us-west-2:${ACCOUNT}:*`),
    allow('iot:DescribeThing', `arn:aws:iot:us-west-2:${ACCOUNT}:thing/\${aws:username}-*`),
    deny('iot:Delete*', '*', { Bool: { 'aws:SecureTransport': 'false' } }),
    allow('s3:GetObject', `arn:aws:s3:::artifacts/${name}/*`),
    allow('s3:ListBucket', 'arn:aws:s3:::artifacts', {
      StringLike: { 's3:prefix': ['', 'home/${aws:username}/*'] },
    }),
  ]
  const trail = [
    allow('cloudtrail:LookupEvents', '*', recent),
    allow(['cloudtrail:Get*', 'cloudtrail:Describe*', 'cloudtrail:List*'], '*'),
    deny('cloudtrail:StopLogging', '*'),
    deny('cloudtrail:DeleteTrail', '*'),
    allow('iam:*AccessKey*', `arn:aws:iam::${ACCOUNT}:user/\${aws:username}`),
    allow('sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/${name}-*`),
  ]
  return [components, deployments, trail].map((Statement) =>
    JSON.stringify({ Version: '2012-10-17', Statement }),
  )
}

interface Caller {
  readonly principal: PolicyPrincipal
  readonly documents: readonly string[]
  readonly policies: PolicySet
}

function callerOf(principal: PolicyPrincipal, name: string): Caller {
  const documents = documentsOf(name)
  const identity = documents.map((text) => ({
    policy: compilePolicy(parsePolicy(text, 'identity')),
  }))
  return { principal, documents, policies: { identity } }
}

const users = Array.from({ length: USERS }, (_, i) => {
  const arn = `arn:aws:iam::${ACCOUNT}:user/user${i}`
  const uniqueId = `AIDA${String(i).padStart(17, 'A')}`
  return callerOf({ kind: 'user', accountId: ACCOUNT, arn, uniqueId }, `user${i}`)
})
const roles = Array.from({ length: ROLES }, (_, i) => {
  const principal: PolicyPrincipal = {
    kind: 'role-session',
    accountId: ACCOUNT,
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/role${i}/ci`,
    roleArn: `arn:aws:iam::${ACCOUNT}:role/role${i}`,
    uniqueId: `AROA${String(i).padStart(17, 'A')}:ci`,
  }
  return callerOf(principal, `role${i}`)
})
const callers = [...users, ...roles]

const values: Readonly<Record<string, string>> = {
  'aws:username': 'user7',
  'aws:principaltag/team': 'edge',
  'aws:resourcetag/team': 'edge',
  'aws:sourceip': '203.0.113.7',
  'aws:currenttime': '2026-11-25T12:00:00Z',
  'aws:securetransport': 'true',
  's3:prefix': 'home/user7/a',
}
const context: ContextLookup = (key) => values[key]

const shapes = [
  ['allowed by resource', 'greengrass:GetDeployment', greengrass('deployments:d-1'), true],
  [
    'allowed by a condition on the address',
    'greengrass:CreateDeployment',
    greengrass('deployments'),
    true,
  ],
  ['allowed by a condition with a variable', 's3:ListBucket', 'arn:aws:s3:::artifacts', true],
  ['denied by no Allow', 'sns:Publish', `arn:aws:sns:us-west-2:${ACCOUNT}:t`, false],
  [
    'denied by a Deny',
    'cloudtrail:StopLogging',
    `arn:aws:cloudtrail:us-west-2:${ACCOUNT}:trail/t`,
    false,
  ],
] as const

function requestOf(caller: Caller, action: string, resourceArn: string): AccessRequest {
  return { principal: caller.principal, action, resourceArn, context }
}

for (const [name, action, resourceArn, allowed] of shapes)
  for (const caller of callers)
    if (evaluate(requestOf(caller, action, resourceArn), caller.policies).allowed !== allowed)
      throw new Error(`${name}: not so for ${JSON.stringify(caller.principal)}`)

/** A prime step through the callers: neighbours in memory are not neighbours in time. */
const ANOTHER = 769

/** Microseconds of this thread's processor time a round. */
function cost(rounds: number, work: (caller: Caller) => unknown, step = ANOTHER): number {
  const before = process.threadCpuUsage()
  for (let i = 0; i < rounds; i++) {
    const caller = callers[(i * step) % callers.length]
    if (caller) work(caller)
  }
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / rounds
}

const parseJson = ({ documents }: Caller) => documents.map((text): unknown => JSON.parse(text))
const compile = ({ documents }: Caller) =>
  documents.map((text) => compilePolicy(parsePolicy(text, 'identity')))
const cache = new PolicyCache(callers.length * 3)
const lookUp = ({ documents }: Caller) => documents.map((text) => cache.compiled(text, 'identity'))
const evaluating = shapes.map(
  ([, action, resourceArn]) =>
    (caller: Caller) =>
      evaluate(requestOf(caller, action, resourceArn), caller.policies),
)

const fewer = Math.ceil(evaluations / 20)
for (const work of [parseJson, compile, lookUp]) cost(fewer / 4, work)
for (const work of evaluating) cost(evaluations / 10, work)
const yardstick = cost(fewer, parseJson)
const row = (name: string, us: number) => [name, us.toFixed(2), (us / yardstick).toFixed(2)]
printTable(
  `Processor time of policies: 3 policies, 20 statements, ${callers.length} callers (${evaluations} evaluations a line)`,
  ['step', 'µs', 'of the yardstick'],
  [
    row("yardstick: JSON.parse of a caller's three documents", yardstick),
    row('checking and compiling the three', cost(fewer, compile)),
    row('finding the three compiled, by their text', cost(fewer, lookUp)),
    ...evaluating.flatMap((work, i) => [
      row(`${shapes[i]?.[0]}, another caller each time`, cost(evaluations, work)),
      row(`${shapes[i]?.[0]}, the same caller again`, cost(evaluations, work, 0)),
    ]),
  ],
)

/**
 * Processor time that recording adds to a call on the main thread: building the event, and handing it to the ledger's
 * thread. Yardstick in the same run: JSON.stringify of the same event, which nobody can do without.
 *
 *     node bench/recording.ts [calls]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventTimeOf } from '../src/audit/event-time.ts'
import { Ledger } from '../src/ledger/ledger.ts'
import { ledgerThread } from '../src/platform/ledger-thread.ts'
import type { AdmittedCall, Outcome } from '../src/server/admitted-call.ts'
import { eventOf, eventText } from '../src/server/event-of.ts'
import { greengrassAlone } from '../test/support/greengrass.ts'
import { restJson1 } from '../src/wire/rest-json1.ts'
import { printTable } from './support/table.ts'

const calls = Number(process.argv[2] ?? 200_000)
/** As many as 64 connections leave waiting for a flush. */
const TOGETHER = 64

const folder = mkdtempSync(join(tmpdir(), 'bench-recording-'))
const ledger = await Ledger.open(ledgerThread(join(folder, 'ledger.sqlite')), (failure) => {
  throw failure
})
const service = greengrassAlone
const operation = service.model.operations['CreateDeployment']
if (!operation) throw new Error('the model has no CreateDeployment')
const input = {
  targetArn: 'arn:aws:iot:us-west-2:123456789012:thinggroup/MyGreengrassCoreGroup',
  deploymentName: 'Deployment for MyGreengrassCoreGroup',
  components: { 'aws.greengrass.Cli': { componentVersion: '2.0.3' } },
  iotJobConfiguration: {},
  deploymentPolicies: {
    failureHandlingPolicy: 'DO_NOTHING',
    componentUpdatePolicy: { timeoutInSeconds: 60, action: 'NOTIFY_COMPONENTS' },
  },
}
const output = {
  deploymentId: '4196dddc-0a21-4c54-a985-66a525f6946e',
  iotJobId: 'fdfeba1d-ac6d-44ef-ab28-54f684ea578d',
  iotJobArn: 'arn:aws:iot:us-west-2:123456789012:job/fdfeba1d-ac6d-44ef-ab28-54f684ea578d',
}
const call: AdmittedCall = {
  principal: { kind: 'root', accountId: '123456789012' },
  caller: {
    type: 'IAMUser',
    principalId: 'AIDACKCEVSQ6C2EXAMPLE',
    arn: 'arn:aws:iam::123456789012:user/Administrator',
    accountId: '123456789012',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    userName: 'Administrator',
  },
  accountId: '123456789012',
  region: 'us-west-2',
  endpoint: 'http://127.0.0.1:4567',
  nowMs: 1_785_000_000_000,
  resources: ledger.resources,
  position: 1,
  acknowledgedPosition: 0,
  newId: () => '',
  isAllowed: () => true,
  random: { uuid: () => '', bytes: (count) => new Uint8Array(count) },
  request: {
    method: 'POST',
    path: '/greengrass/v2/deployments',
    query: '',
    headers: {
      host: 'localhost',
      'user-agent': 'aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux#6.8',
    },
    body: new Uint8Array(),
    sourceIp: '203.0.113.7',
  },
  requestId: '311b9529-4aad-42ac-8408-c06c6fec79a9',
  service,
  protocol: restJson1,
  operation,
  eventName: 'CreateDeployment',
  input,
}
const outcome: Outcome = { ok: true, decision: { output, changes: [] } }
const eventID = 'c0f3aa2c-af22-48c1-8161-bad4a2ab1841'

/** Microseconds of this thread's processor time a call. */
async function cost(rounds: number, work: () => Promise<void> | void): Promise<number> {
  const before = process.threadCpuUsage()
  for (let i = 0; i < rounds; i += TOGETHER) {
    let last: Promise<void> | void = undefined
    for (let j = 0; j < TOGETHER; j++) last = work()
    await last
  }
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / rounds
}

const event = () =>
  eventText(eventOf(call, outcome, { eventID, eventTime: eventTimeOf(call.nowMs) }))
const parsed: unknown = JSON.parse(event())
const stringify = () => void JSON.stringify(parsed)
const build = () => void event()
const record = () => ledger.commit({ events: [event()], changes: [] })
for (const work of [stringify, build, record]) await cost(calls / 10, work)
const [yardstick, building, recording] = [
  await cost(calls, stringify),
  await cost(calls, build),
  await cost(calls, record),
]
const row = (name: string, us: number) => [name, us.toFixed(1), (us / yardstick).toFixed(1)]
printTable(
  `Processor time of recording on the main thread (${calls} calls)`,
  ['step', 'µs a call', 'of the yardstick'],
  [
    row('yardstick: JSON.stringify of the event', yardstick),
    row('building the event', building),
    row('building it and handing it to the ledger', recording),
  ],
)
await ledger.close()
rmSync(folder, { recursive: true })

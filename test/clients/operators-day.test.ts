import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SimulatedCoreDevice } from '../support/core-device.ts'
import { recipe } from '../support/recipes.ts'
import { accountId, region, startServer, type TestServer } from '../support/server.ts'
import { type PythonClients, pythonClients } from './python-clients.ts'

/**
 * A day of a fleet operator with the AWS CLI. Goal: each command does what it says and leaves exactly the events that
 * CloudTrail would show of it. Method: after each command, event history is asked for what is new.
 */

const run = promisify(execFile)

const group = `arn:aws:iot:${region}:${accountId}:thinggroup/Plant1`
const canary = `arn:aws:iot:${region}:${accountId}:thinggroup/Plant1-canary`
const component = `arn:aws:greengrass:${region}:${accountId}:components:com.example.Hello`
const version = `${component}:versions:1.0.0`
const core = `arn:aws:greengrass:${region}:${accountId}:coreDevices:Core1`
const role = `arn:aws:iam::${accountId}:role/Greengrass_ServiceRole`

let clients: PythonClients | undefined
let server: TestServer
let folder: string
beforeAll(async () => {
  clients = await pythonClients()
  server = await startServer()
  folder = mkdtempSync(join(tmpdir(), 'operator-'))
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
  rmSync(folder, { recursive: true })
})

/** Runs a command and says what came of it: its output, or its error. */
async function sh(command: string): Promise<string> {
  const env = {
    ...process.env,
    PATH: `${clients?.bin}:${process.env['PATH']}`,
    AWS_ENDPOINT_URL: server.url,
    AWS_SHARED_CREDENTIALS_FILE: join(server.data, 'credentials'),
    AWS_DEFAULT_REGION: region,
    AWS_PAGER: '',
    AWS_MAX_ATTEMPTS: '1',
  }
  const { stdout, stderr } = await run('bash', ['-c', `${command} || true`], { cwd: folder, env })
  return (stdout + stderr).trim()
}

/** The events of a command, oldest first: names, and codes of what failed. */
async function eventsOf(command: () => Promise<unknown>): Promise<string[]> {
  const [before] = await server.lookup({ MaxResults: 1 })
  await command()
  const events = await server.lookup({ MaxResults: 50 })
  return events
    .slice(
      0,
      events.findIndex(({ eventID }) => eventID === before?.eventID),
    )
    .filter(({ eventName }) => eventName !== 'LookupEvents')
    .map(({ eventName, errorCode }) => (errorCode ? `${eventName} ${errorCode}` : eventName))
    .toReversed()
}

interface Step {
  readonly command: string
  readonly events: readonly string[]
  readonly shows?: RegExp
}

const gg = (command: string, events: readonly string[], shows?: RegExp): Step => ({
  command: `aws greengrassv2 ${command}`,
  events,
  ...(shows ? { shows } : {}),
})
const newest = `$(aws greengrassv2 list-deployments --target-arn ${group} --query 'deployments[0].deploymentId' --output text)`
const hello = (members: string) => `--components '{"com.example.Hello":${members}}'`

const morning: readonly Step[] = [
  gg(`associate-service-role-to-account --role-arn ${role}`, ['AssociateServiceRoleToAccount']),
  gg('get-service-role-for-account', ['GetServiceRoleForAccount'], /Greengrass_ServiceRole/),
  gg('create-component-version --inline-recipe fileb://hello-1.0.0.json --tags env=dev', [
    'CreateComponentVersion',
  ]),
  gg(`describe-component --arn ${version}`, ['DescribeComponent'], /DEPLOYABLE/),
  gg(
    `get-component --arn ${version} --recipe-output-format YAML --query recipe --output text | base64 -d`,
    ['GetComponent'],
    /^RecipeFormatVersion: /,
  ),
  gg('list-components', ['ListComponents'], /com\.example\.Hello/),
  gg('list-components --scope PUBLIC --max-results 100', ['ListComponents'], /Nucleus/),
  gg(`list-component-versions --arn ${component}`, ['ListComponentVersions'], /1\.0\.0/),
  gg(
    'create-component-version --inline-recipe fileb://broken.txt',
    ['CreateComponentVersion AccessDenied'],
    /is not authorized to perform: null/,
  ),
  gg(
    'create-component-version --inline-recipe fileb://hello-1.0.0.json',
    ['CreateComponentVersion ConflictException'],
    /already exists with state: \[DEPLOYABLE\]/,
  ),
  gg(
    `create-deployment --target-arn ${group} --deployment-name plant1 ${hello('{"componentVersion":"1.0.0","configurationUpdate":{"merge":"{\\"Message\\":\\"hi\\"}"}}')}`,
    ['CreateDeployment', 'DescribeThingGroup', 'CreateJob'],
    /iotJobArn/,
  ),
  gg(
    `get-deployment --deployment-id ${newest}`,
    ['ListDeployments', 'GetDeployment', 'DescribeJob'],
    /"deploymentStatus": "ACTIVE"/,
  ),
]

const afternoon: readonly Step[] = [
  gg(`list-core-devices --thing-group-arn ${group}`, ['ListCoreDevices'], /Core1/),
  gg('get-core-device --core-device-thing-name Core1', ['GetCoreDevice'], /HEALTHY/),
  gg(
    'list-effective-deployments --core-device-thing-name Core1',
    ['ListEffectiveDeployments'],
    /"SUCCEEDED"/,
  ),
  gg(
    'list-installed-components --core-device-thing-name Core1 --topology-filter ALL',
    ['ListInstalledComponents'],
    /"RUNNING"/,
  ),
  gg('create-component-version --inline-recipe fileb://hello-1.0.1.json', [
    'CreateComponentVersion',
  ]),
  gg(`create-deployment --target-arn ${group} ${hello('{"componentVersion":"1.0.1"}')}`, [
    'CreateDeployment',
    'DescribeJob',
    'CancelJob',
    'CreateJob',
  ]),
  gg(
    `list-deployments --target-arn ${group} --history-filter ALL --query 'length(deployments)'`,
    ['ListDeployments'],
    /^2$/,
  ),
  gg(
    `create-deployment --target-arn ${canary} --parent-target-arn ${group} ${hello('{"componentVersion":"1.0.1"}')}`,
    ['CreateDeployment', 'DescribeThingGroup', 'CreateJob'],
  ),
  gg(`list-deployments --parent-target-arn ${group}`, ['ListDeployments'], /Plant1-canary/),
  gg(
    `delete-deployment --deployment-id ${newest}`,
    ['ListDeployments', 'DeleteDeployment ConflictException'],
    /is active/,
  ),
  gg(
    `cancel-deployment --deployment-id ${newest}`,
    ['ListDeployments', 'CancelDeployment', 'CancelJob'],
    /SUCCESS/,
  ),
  gg(`delete-deployment --deployment-id ${newest}`, [
    'ListDeployments',
    'DeleteDeployment',
    'DeleteJob',
  ]),
  gg(`delete-component --arn ${version}`, ['DeleteComponent']),
  gg(
    'batch-associate-client-device-with-core-device --core-device-thing-name Core1 --entries thingName=Sensor1 thingName=Ghost',
    ['BatchAssociateClientDeviceWithCoreDevice'],
    /"thingName": "Ghost"/,
  ),
  gg(
    'list-client-devices-associated-with-core-device --core-device-thing-name Core1',
    ['ListClientDevicesAssociatedWithCoreDevice'],
    /Sensor1/,
  ),
  gg(
    'update-connectivity-info --thing-name Core1 --connectivity-info id=lan,hostAddress=192.0.2.5,portNumber=8883',
    ['UpdateConnectivityInfo'],
    /"version"/,
  ),
  gg('get-connectivity-info --thing-name Core1', ['GetConnectivityInfo'], /192\.0\.2\.5/),
  gg(`tag-resource --resource-arn ${core} --tags owner=ann`, ['TagResource']),
  gg(`list-tags-for-resource --resource-arn ${core}`, ['ListTagsForResource'], /"owner": "ann"/),
  gg(`untag-resource --resource-arn ${core} --tag-keys owner`, ['UntagResource']),
]

test('a fleet operator’s day', async ({ skip }) => {
  if (!clients) return skip('there are no Python clients')
  for (const ComponentVersion of ['1.0.0', '1.0.1'])
    writeFileSync(
      join(folder, `hello-${ComponentVersion}.json`),
      JSON.stringify(recipe({ ComponentVersion })),
    )
  writeFileSync(join(folder, 'broken.txt'), 'this is no recipe')
  for (const name of ['Plant1', 'Plant1-canary'])
    await sh(`aws iot create-thing-group --thing-group-name ${name}`)
  for (const name of ['Core1', 'Sensor1']) await sh(`aws iot create-thing --thing-name ${name}`)
  await sh('aws iot add-thing-to-thing-group --thing-group-name Plant1 --thing-name Core1')
  await take(morning)
  const device = new SimulatedCoreDevice(server.clients(), 'Core1')
  await device.register()
  expect(await device.takeNextDeployment()).toBe('SUCCEEDED')
  await take(afternoon)
})

async function take(steps: readonly Step[]): Promise<void> {
  for (const { command, events, shows = /^/ } of steps) {
    let output = ''
    const left = await eventsOf(async () => (output = await sh(command)))
    expect([command, left]).toEqual([command, events])
    expect(output, command).toMatch(shows)
  }
}

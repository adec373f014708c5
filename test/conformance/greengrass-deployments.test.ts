import {
  CancelDeploymentCommand,
  CreateDeploymentCommand,
  DeleteDeploymentCommand,
  GetDeploymentCommand,
  ListDeploymentsCommand,
  paginateListDeployments,
} from '@aws-sdk/client-greengrassv2'
import {
  CreateThingCommand,
  CreateThingGroupCommand,
  ListPoliciesCommand,
} from '@aws-sdk/client-iot'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountId, type Clients, region, startServer, type TestServer } from '../support/server.ts'

let server: TestServer
let greengrass: Clients['greengrass']
let iot: Clients['iot']
beforeAll(async () => {
  server = await startServer()
  ;({ greengrass, iot } = server.clients())
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

let targets = 0
/** A thing or a thing group that is there. */
async function newTarget(kind: 'thing' | 'thinggroup' = 'thinggroup') {
  const name = `target-${++targets}`
  await (kind === 'thing'
    ? iot.send(new CreateThingCommand({ thingName: name }))
    : iot.send(new CreateThingGroupCommand({ thingGroupName: name })))
  return `arn:aws:iot:${region}:${accountId}:${kind}/${name}`
}
const create = (targetArn: string, more: object = {}) =>
  greengrass.send(new CreateDeploymentCommand({ targetArn, ...more }))
const get = (deploymentId: string | undefined) =>
  greengrass.send(new GetDeploymentCommand({ deploymentId }))
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe('CreateDeployment', () => {
  test('to a thing group answers 201 with the job that carries it', async () => {
    const output = await create(await newTarget())
    expect(output.$metadata.httpStatusCode).toBe(201)
    expect(output.deploymentId).toMatch(uuid)
    expect(output.iotJobId).toMatch(uuid)
    expect(output.iotJobArn).toBe(`arn:aws:iot:${region}:${accountId}:job/${output.iotJobId}`)
  })

  test('to a thing answers the deployment alone', async () => {
    const { $metadata: _, ...output } = await create(await newTarget('thing'))
    expect(output).toEqual({ deploymentId: expect.stringMatching(uuid) })
  })

  test('again with the same client token answers the same and makes nothing', async () => {
    const [targetArn, clientToken] = [await newTarget(), 'token-1']
    const first = await create(targetArn, { clientToken })
    const second = await create(targetArn, { clientToken })
    expect(second.deploymentId).toBe(first.deploymentId)
    const all = new ListDeploymentsCommand({ targetArn, historyFilter: 'ALL' })
    expect((await greengrass.send(all)).deployments).toHaveLength(1)
  })

  test.each([
    [
      'no target',
      { targetArn: undefined },
      /^1 validation error detected: Value null at 'targetArn'/,
    ],
    [
      'no ARN',
      { targetArn: 'thing/x' },
      /Value 'thing\/x' at 'targetArn' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:/,
    ],
    [
      'a foreign account',
      { targetArn: 'arn:aws:iot:us-west-2:999988887777:thing/x' },
      /must be in account 123456789012/,
    ],
    [
      'a foreign region',
      { targetArn: 'arn:aws:iot:eu-west-1:123456789012:thing/x' },
      /Region us-west-2/,
    ],
    ['a version range', { components: { a: { componentVersion: '^1.0.0' } } }, /semantic version/],
    [
      'a merge that is no object',
      { components: { a: { componentVersion: '1.0.0', configurationUpdate: { merge: '[1]' } } } },
      /serialized JSON object/,
    ],
    [
      'a reset that is no path',
      { components: { a: { componentVersion: '1.0.0', configurationUpdate: { reset: ['x'] } } } },
      /start with '\/'/,
    ],
    [
      'a timeout of nothing',
      { deploymentPolicies: { configurationValidationPolicy: { timeoutInSeconds: 0 } } },
      /at least 1/,
    ],
    [
      'an unknown enum value',
      { deploymentPolicies: { failureHandlingPolicy: 'PRAY' } },
      /enum value set: \[/,
    ],
    [
      'a rollout too fast',
      { iotJobConfiguration: { jobExecutionsRolloutConfig: { maximumPerMinute: 1001 } } },
      /less than or equal to 1000/,
    ],
    ['a bad token', { clientToken: 'no spaces' }, /'clientToken' failed/],
  ])('refuses %s', async (_name, input, message) => {
    await expect(create(await newTarget(), input)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(message) as string,
      reason: 'FIELD_VALIDATION_FAILED',
      $metadata: { httpStatusCode: 400 },
    })
  })

  test("takes AWS's own components in the versions there are, not in those withdrawn", async () => {
    const targetArn = await newTarget()
    const deploy = (versions: Readonly<Record<string, string>>) =>
      create(targetArn, {
        components: Object.fromEntries(
          Object.entries(versions).map(([name, componentVersion]) => [name, { componentVersion }]),
        ),
      })
    const versions = { 'aws.greengrass.Nucleus': '2.12.4', 'aws.greengrass.LogManager': '2.3.7' }
    await deploy(versions)
    await expect(deploy({ ...versions, 'aws.greengrass.Nucleus': '2.12.3' })).rejects.toMatchObject(
      { name: 'ResourceNotFoundException' },
    )
  })

  test('refuses a subdeployment of itself with a conflict, and to a thing', async () => {
    const targetArn = await newTarget()
    await expect(create(targetArn, { parentTargetArn: targetArn })).rejects.toMatchObject({
      name: 'ConflictException',
      resourceId: targetArn,
    })
    await expect(create(await newTarget('thing'), { parentTargetArn: targetArn })).rejects.toThrow(
      'can only be a thing group',
    )
  })
})

describe('GetDeployment', () => {
  test('gives everything back, with defaults where nothing was said', async () => {
    const targetArn = await newTarget()
    const components = {
      'aws.greengrass.Cli': {
        componentVersion: '2.0.3',
        configurationUpdate: { merge: '{"a": 1}' },
      },
    }
    const { deploymentId, iotJobId, iotJobArn } = await create(targetArn, {
      deploymentName: 'first',
      components,
      tags: { line: '1' },
    })
    const { $metadata: _, ...found } = await get(deploymentId)
    expect(found).toEqual({
      targetArn,
      revisionId: '1',
      deploymentId,
      deploymentName: 'first',
      deploymentStatus: 'ACTIVE',
      iotJobId,
      iotJobArn,
      components,
      deploymentPolicies: {
        failureHandlingPolicy: 'ROLLBACK',
        componentUpdatePolicy: { timeoutInSeconds: 60, action: 'NOTIFY_COMPONENTS' },
        configurationValidationPolicy: { timeoutInSeconds: 30 },
      },
      iotJobConfiguration: {},
      creationTimestamp: expect.any(Date) as Date,
      isLatestForTarget: true,
      tags: { line: '1' },
    })
  })

  test('of an unknown one is not found', async () => {
    await expect(get('nope')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      resourceId: 'nope',
      resourceType: 'Deployment',
      $metadata: { httpStatusCode: 404 },
    })
  })

  test('of another region is not found there', async () => {
    const { deploymentId } = await create(await newTarget())
    const elsewhere = server.clients(server.keys.admin, 'eu-west-1').greengrass
    await expect(elsewhere.send(new GetDeploymentCommand({ deploymentId }))).rejects.toThrow(
      'not found',
    )
  })
})

test('a revision replaces the one before, cancels and deletes as the life of a deployment goes', async () => {
  const targetArn = await newTarget()
  const first = (await create(targetArn)).deploymentId
  const second = (await create(targetArn)).deploymentId
  const cancel = (deploymentId: string | undefined) =>
    greengrass.send(new CancelDeploymentCommand({ deploymentId }))
  const remove = (deploymentId: string | undefined) =>
    greengrass.send(new DeleteDeploymentCommand({ deploymentId }))
  const state = async (deploymentId: string | undefined) => {
    const { revisionId, deploymentStatus, isLatestForTarget } = await get(deploymentId)
    return [revisionId, deploymentStatus, isLatestForTarget]
  }

  expect(await state(first)).toEqual(['1', 'INACTIVE', false])
  expect(await state(second)).toEqual(['2', 'ACTIVE', true])
  await expect(remove(second)).rejects.toMatchObject({ name: 'ConflictException' })
  await expect(cancel(first)).rejects.toMatchObject({ name: 'ValidationException' })
  expect(await cancel(second)).toMatchObject({ message: 'SUCCESS' })
  expect(await state(second)).toEqual(['2', 'CANCELED', true])
  expect((await remove(second)).$metadata.httpStatusCode).toBe(204)
  await expect(get(second)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  expect(await state(first)).toEqual(['1', 'INACTIVE', false])
  const third = (await create(targetArn)).deploymentId
  expect(await state(third)).toEqual(['3', 'ACTIVE', true])
})

describe('ListDeployments', () => {
  test('pages through all revisions, newest first, and shows the latest only unless asked', async () => {
    const targetArn = await newTarget()
    const made: (string | undefined)[] = []
    for (let i = 0; i < 5; i++) made.unshift((await create(targetArn)).deploymentId)
    const pages = []
    for await (const page of paginateListDeployments(
      { client: greengrass, pageSize: 2 },
      { targetArn, historyFilter: 'ALL' },
    ))
      pages.push(page.deployments?.map(({ deploymentId }) => deploymentId))
    expect(pages).toEqual([made.slice(0, 2), made.slice(2, 4), made.slice(4)])
    const latest = await greengrass.send(new ListDeploymentsCommand({ targetArn }))
    expect(latest.deployments?.map(({ deploymentId }) => deploymentId)).toEqual([made[0]])
  })

  test('a token belongs to its question', async () => {
    const targetArn = await newTarget()
    for (let i = 0; i < 2; i++) await create(targetArn)
    const { nextToken } = await greengrass.send(
      new ListDeploymentsCommand({ targetArn, historyFilter: 'ALL', maxResults: 1 }),
    )
    expect(nextToken).toBeDefined()
    for (const input of [
      { nextToken },
      { targetArn, historyFilter: 'ALL' as const, nextToken: 'x' },
    ])
      await expect(greengrass.send(new ListDeploymentsCommand(input))).rejects.toMatchObject({
        name: 'ValidationException',
      })
  })

  test('of an unknown target is empty, and a page size out of range refused', async () => {
    const targetArn = await newTarget()
    const empty = await greengrass.send(new ListDeploymentsCommand({ targetArn }))
    expect(empty.deployments).toEqual([])
    await expect(greengrass.send(new ListDeploymentsCommand({ maxResults: 101 }))).rejects.toThrow(
      "Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100",
    )
  })
})

test('deployments survive a restart', async () => {
  const { deploymentId } = await create(await newTarget(), { deploymentName: 'kept' })
  server = await server.restarted()
  ;({ greengrass, iot } = server.clients())
  expect(await get(deploymentId)).toMatchObject({ deploymentName: 'kept', revisionId: '1' })
})

test('an operation that is not built says so, and is recorded', async () => {
  await expect(iot.send(new ListPoliciesCommand({}))).rejects.toMatchObject({
    name: 'NotImplementedException',
    $metadata: { httpStatusCode: 501 },
  })
  const [event] = await server.lookup({
    LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'ListPolicies' }],
  })
  expect(event).toMatchObject({ errorCode: 'NotImplementedException', readOnly: true })
})

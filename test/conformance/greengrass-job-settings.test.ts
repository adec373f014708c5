import {
  CreateDeploymentCommand,
  type DeploymentIoTJobConfiguration,
  GetDeploymentCommand,
} from '@aws-sdk/client-greengrassv2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fleetOf } from '../support/fleet.ts'
import { startServer, type TestServer } from '../support/server.ts'

let server: TestServer
const fleet = fleetOf(() => server.clients())
beforeAll(async () => {
  server = await startServer()
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

const deploy = async (input: object) => {
  const targetArn = fleet.groupArn(await fleet.group())
  return server.clients().greengrass.send(new CreateDeploymentCommand({ targetArn, ...input }))
}
const criterion = {
  failureType: 'FAILED',
  action: 'CANCEL',
  thresholdPercentage: 5,
  minNumberOfExecutedThings: 1,
}
const aborting = (members: object) => ({
  abortConfig: { criteriaList: [criterion, { ...criterion, ...members }] },
})
const timingOut = (inProgressTimeoutInMinutes: number) => ({
  timeoutConfig: { inProgressTimeoutInMinutes },
})
const growing = (members: object) => ({
  jobExecutionsRolloutConfig: {
    exponentialRate: {
      baseRatePerMinute: 5,
      incrementFactor: 2,
      rateIncreaseCriteria: { numberOfNotifiedThings: 10 },
      ...members,
    },
  },
})

test.each<[string, object, RegExp]>([
  ['a job without time', timingOut(0), /1 to 10080 minutes/],
  ['a job with negative time', timingOut(-5), /1 to 10080 minutes/],
  ['a job of more than a week', timingOut(10_081), /1 to 10080 minutes/],
  ['parts of a minute', timingOut(1.5), /inProgressTimeoutInMinutes must be a whole number/],
  ['a negative threshold', aborting({ thresholdPercentage: -1 }), /at least 0/],
  ['a threshold too fine', aborting({ thresholdPercentage: 5.555 }), /two digits/],
  ['a threshold finer still', aborting({ thresholdPercentage: 1e-7 }), /two digits/],
  ['half a thing', aborting({ minNumberOfExecutedThings: 1.5 }), /whole number/],
  ['a factor too fine', growing({ incrementFactor: 1.15 }), /one digit/],
  ['half a rate', growing({ baseRatePerMinute: 1.5 }), /whole number/],
  [
    'half a notification',
    growing({ rateIncreaseCriteria: { numberOfNotifiedThings: 1.5 } }),
    /numberOfNotifiedThings must be a whole number/,
  ],
])('refuses %s', async (_, iotJobConfiguration, message) => {
  await expect(deploy({ iotJobConfiguration })).rejects.toMatchObject({
    name: 'ValidationException',
    reason: 'FIELD_VALIDATION_FAILED',
    message: expect.stringMatching(message) as string,
  })
})

test('takes settings at their limits, and gives them back', async () => {
  const iotJobConfiguration = {
    ...timingOut(10_080),
    ...aborting({ thresholdPercentage: 99.99 }),
    ...growing({ incrementFactor: 4.9 }),
  } as DeploymentIoTJobConfiguration
  const { deploymentId } = await deploy({ iotJobConfiguration })
  expect(
    await server.clients().greengrass.send(new GetDeploymentCommand({ deploymentId })),
  ).toMatchObject({ iotJobConfiguration })
})

test('the field that is wrong is named as the model names it', async () => {
  for (const [input, name] of [
    [
      { iotJobConfiguration: aborting({ thresholdPercentage: 5.555 }) },
      'iotJobConfiguration.abortConfig.criteriaList.2.member.thresholdPercentage',
    ],
    [{ components: { a: { componentVersion: '1.x' } } }, 'components.a.member.componentVersion'],
    [
      { deploymentPolicies: { componentUpdatePolicy: { timeoutInSeconds: 2 ** 31 } } },
      'deploymentPolicies.componentUpdatePolicy.timeoutInSeconds',
    ],
  ] as const)
    await expect(deploy(input)).rejects.toMatchObject({ fields: [{ name }] })
})

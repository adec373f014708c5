import type { GetDeploymentCommandOutput } from '@aws-sdk/client-greengrassv2'
import { expect, test } from 'vitest'
import { deploymentInput, draftOf, newDeploymentDraft } from './deployment-draft.ts'

const deployed: GetDeploymentCommandOutput = {
  $metadata: {},
  targetArn: 'arn:aws:iot:us-west-2:123456789012:thinggroup/Fleet',
  deploymentName: 'Nightly',
  components: {
    'com.example.App': {
      componentVersion: '1.2.0',
      configurationUpdate: { merge: '{"mqtt":{"port":443},"list":[1,2]}', reset: ['/a', '/b/c'] },
      runWith: { posixUser: 'ggc:ggc', systemResourceLimits: { cpus: 0.5, memory: 1024 } },
    },
    'aws.greengrass.Cli': { componentVersion: '2.12.0' },
  },
  deploymentPolicies: {
    failureHandlingPolicy: 'DO_NOTHING',
    componentUpdatePolicy: { action: 'SKIP_NOTIFY_COMPONENTS', timeoutInSeconds: 30 },
    configurationValidationPolicy: { timeoutInSeconds: 20 },
  },
  iotJobConfiguration: {
    jobExecutionsRolloutConfig: { maximumPerMinute: 50 },
    timeoutConfig: { inProgressTimeoutInMinutes: 5 },
    abortConfig: {
      criteriaList: [
        {
          action: 'CANCEL',
          failureType: 'FAILED',
          minNumberOfExecutedThings: 1,
          thresholdPercentage: 50,
        },
      ],
    },
  },
}

test('a revision that changes nothing deploys the same again', () => {
  const { $metadata: _, ...same } = deployed
  expect(deploymentInput(draftOf(deployed))).toEqual(same)
})

test('a changed version keeps the component’s configuration, and the others as they are', () => {
  const draft = draftOf(deployed)
  const components = draft.components.map((one) =>
    one.name === 'com.example.App' ? { ...one, version: '1.3.0' } : one,
  )
  const input = deploymentInput({ ...draft, components })
  expect(input.components).toEqual({
    ...deployed.components,
    'com.example.App': { ...deployed.components?.['com.example.App'], componentVersion: '1.3.0' },
  })
})

test('limits and abort criteria are as they were set, and gone when they are taken away', () => {
  const draft = draftOf(deployed)
  expect(draft).toMatchObject({ abortPercentage: '50', abortAfter: '1' })
  expect(draft.components[0]).toMatchObject({ cpus: '0.5', memory: '1024' })
  const without = {
    ...draft,
    abortPercentage: '',
    components: draft.components.map((one) => ({ ...one, user: '', cpus: '', memory: '' })),
  }
  const input = deploymentInput(without)
  expect(input.iotJobConfiguration).not.toHaveProperty('abortConfig')
  expect(input.components?.['com.example.App']).not.toHaveProperty('runWith')
  const fresh = { ...newDeploymentDraft, abortPercentage: '10', abortAfter: '20' }
  expect(deploymentInput(fresh).iotJobConfiguration).toEqual({
    abortConfig: {
      criteriaList: [
        {
          failureType: 'FAILED',
          action: 'CANCEL',
          thresholdPercentage: 10,
          minNumberOfExecutedThings: 20,
        },
      ],
    },
  })
})

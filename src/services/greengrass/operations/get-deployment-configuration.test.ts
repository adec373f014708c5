import { expect, test } from 'vitest'
import { callOf } from '../../../../test/support/call.ts'
import { MemoryObjects } from '../../../../test/support/memory-objects.ts'
import { buckets } from '../../../buckets/bucket.ts'
import { type Deployment, deploymentKey, deployments } from '../deployment.ts'
import { documentKey, newServiceBucket, serviceBucketName } from '../service-bucket.ts'
import { getDeploymentConfiguration } from './get-deployment-configuration.ts'

test('a document does not come into a bucket whose name somebody else took meanwhile', async () => {
  const objects = new MemoryObjects()
  const key = deploymentKey(deployment, deployment.deploymentId)
  const known = [deployments.put(key, deployment)]
  const call = callOf(known)
  const get = getDeploymentConfiguration(objects)
  if (get.kind !== 'prepared-command') throw new Error('it has to put the document')
  const decide = await get.prepare({ deploymentId: deployment.deploymentId }, call)
  const name = serviceBucketName(call)
  const taken = { ...newServiceBucket(call), accountId: '444455556666' }
  expect(() => decide(callOf([...known, buckets.put(name, taken)]))).toThrow(
    `The bucket ${name} must be in Region us-west-2 and belong to account 123456789012.`,
  )
  expect(await objects.head(name, documentKey(deployment.deploymentId))).toBeUndefined()
  // Nobody is kept waiting for what was not decided.
  await objects.put(name, 'k', Buffer.from('k'), { etag: '8ce4b16b22b58894aa86c421e8759df3' })
})

const deployment: Deployment = {
  accountId: '123456789012',
  region: 'us-west-2',
  deploymentId: 'd1',
  targetArn: 'arn:aws:iot:us-west-2:123456789012:thing/Core',
  revisionId: '1',
  deploymentPolicies: {},
  createdMs: 0,
  createdPosition: 1,
  isCanceled: false,
}

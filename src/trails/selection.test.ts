import { expect, test } from 'vitest'
import { auditEvent } from '../../test/support/events.ts'
import { compileRecorded, compileSelection, type Selection } from './selection.ts'
import { defaultSelectors } from './selectors.ts'

const everything: Selection = {
  includesGlobalServiceEvents: true,
  isRecursive: true,
  selectors: defaultSelectors,
}
const event = auditEvent({ awsRegion: 'us-east-1' })

test('a trail is of one account and region, or of all', () => {
  expect(compileSelection(everything)(event)).toBe(true)
  expect(compileSelection({ ...everything, accountId: '999988887777' })(event)).toBe(false)
  expect(compileSelection({ ...everything, region: 'eu-west-1' })(event)).toBe(false)
  const own = { ...everything, accountId: event.recipientAccountId, region: 'us-east-1' }
  expect(compileSelection(own)(event)).toBe(true)
})

test('events of global services can be left out', () => {
  const select = compileSelection({ ...everything, includesGlobalServiceEvents: false })
  expect(select(event)).toBe(true)
  expect(select({ ...event, eventSource: 'iam.amazonaws.com' })).toBe(false)
  const regional = { ...event, eventSource: 'sts.amazonaws.com', awsRegion: 'eu-west-1' }
  expect(select(regional)).toBe(true)
})

test('CloudTrail’s own deliveries can be left out, and nothing else of its', () => {
  const selectors = {
    kind: 'basic' as const,
    selectors: [
      {
        readWriteType: 'All' as const,
        includeManagementEvents: true,
        dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }],
        excludeManagementEventSources: [],
      },
    ],
  }
  const delivery = auditEvent({
    userIdentity: { type: 'AWSService', invokedBy: 'cloudtrail.amazonaws.com' },
    eventSource: 's3.amazonaws.com',
    eventName: 'PutObject',
    eventCategory: 'Data',
    managementEvent: false,
    resources: [{ type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::b/k' }],
  })
  const asked = { ...delivery, eventName: 'GetBucketAcl', eventCategory: 'Management' as const }
  const others = { ...delivery, userIdentity: event.userIdentity }
  const recursive = compileSelection({ ...everything, selectors })
  const select = compileSelection({ ...everything, selectors, isRecursive: false })
  expect([delivery, asked, others].map(recursive)).toEqual([true, true, true])
  expect([delivery, asked, others].map(select)).toEqual([false, true, true])
})

test('each range selects what was selected then', () => {
  const isRecorded = compileRecorded([
    { after: 1, upTo: 3, selection: everything },
    { after: 5, selection: { ...everything, region: 'eu-west-1' } },
  ])
  const positions = [1, 2, 3, 4, 5, 6]
  expect(positions.filter((position) => isRecorded(position, event))).toEqual([2, 3])
  const elsewhere = { ...event, awsRegion: 'eu-west-1' }
  expect(positions.filter((position) => isRecorded(position, elsewhere))).toEqual([2, 3, 6])
})

import type { AuditEvent } from '../../src/audit/audit-event.ts'

/** An event in which only what a test is about has to be said. */
export function auditEvent(members: Partial<AuditEvent> = {}): AuditEvent {
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDACKCEVSQ6C2EXAMPLE',
      arn: 'arn:aws:iam::111122223333:user/alice',
      accountId: '111122223333',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      userName: 'alice',
    },
    eventTime: '2026-07-20T09:15:42Z',
    eventSource: 'greengrass.amazonaws.com',
    eventName: 'GetDeployment',
    awsRegion: 'us-west-2',
    sourceIPAddress: '203.0.113.7',
    userAgent: 'test',
    requestParameters: null,
    responseElements: null,
    requestID: '311b9529-4aad-42ac-8408-c06c6fec79a9',
    eventID: 'c0f3aa2c-af22-48c1-8161-bad4a2ab1841',
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '111122223333',
    eventCategory: 'Management',
    ...members,
  }
}

/** Without what CloudTrail itself does with buckets, which goes on after the last call. */
export function ofCallers(events: readonly AuditEvent[]): AuditEvent[] {
  return events.filter(({ userIdentity }) => userIdentity.invokedBy !== 'cloudtrail.amazonaws.com')
}

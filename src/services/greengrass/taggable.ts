import type { Call } from '../operation.ts'
import { versionOfArn, versionsOfArn } from './component.ts'
import { coreDeviceOf } from './core-device.ts'
import { deploymentOf } from './deployment.ts'
import { notFound } from './errors.ts'

/** Throws ResourceNotFoundException unless the ARN is of something of the caller's that can have tags. */
export function checkTaggable(arn: string, call: Call): void {
  const [, , , region, accountId, kind, name = '', , version] = arn.split(':')
  const isOwn = region === call.region && accountId === call.accountId
  if (isOwn && kind === 'components' && version === undefined) versionsOfArn(arn, call)
  else if (isOwn && kind === 'components') versionOfArn(arn, call)
  else if (isOwn && kind === 'deployments') deploymentOf(name, call)
  else if (isOwn && kind === 'coreDevices') coreDeviceOf(name, call)
  else throw notFound('Resource', arn)
}

interface NamedByArn {
  readonly resourceArn?: string | undefined
}

/** What authorization asks of an operation on whatever can have tags. */
export const onTaggable = {
  resourceArn: ({ resourceArn = '' }: NamedByArn) => resourceArn,
}

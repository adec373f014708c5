import type { Call } from '../operation.ts'
import { versionOfArn, versionsOfArn } from './component.ts'
import { coreDeviceArn, coreDeviceOf } from './core-device.ts'
import { deploymentArn, deploymentOf } from './deployment.ts'
import { notFound } from './errors.ts'

/** Throws ResourceNotFoundException unless the ARN is that of something of the caller's that can have tags. */
export function checkTaggable(arn: string, call: Call): void {
  const [, , , , accountId, kind, ...rest] = arn.split(':')
  const name = rest.join(':')
  if (accountId === call.accountId && kind === 'components') checkComponent(arn, call)
  else if (arn === deploymentArn(call, name)) deploymentOf(name, call)
  else if (arn === coreDeviceArn(call, name)) coreDeviceOf(name, call)
  else throw notFound('Resource', arn)
}

function checkComponent(arn: string, call: Call): void {
  if (arn.includes(':versions:')) versionOfArn(arn, call)
  else if (versionsOfArn(arn, call).length === 0) throw notFound('Component', arn)
}

interface NamedByArn {
  readonly resourceArn?: string | undefined
}

/** What authorization asks of an operation on whatever can have tags. */
export const onTaggable = {
  resourceArn: ({ resourceArn = '' }: NamedByArn) => resourceArn,
}

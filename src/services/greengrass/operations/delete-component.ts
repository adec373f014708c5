import type { DeleteComponentRequest } from '@aws-sdk/client-greengrassv2'
import type { Command } from '../../operation.ts'
import {
  componentVersions,
  versionArn,
  versionKey,
  versionOfArn,
  onComponent,
} from '../component.ts'
import { accessDenied } from '../errors.ts'
import { deleteTags } from '../tags.ts'

/** Allowed while deployments refer to the version: they fail on the devices that still have to fetch it. */
export const deleteComponent: Command<DeleteComponentRequest, void> = {
  kind: 'command',
  ...onComponent,
  run({ arn = '' }, call) {
    const version = versionOfArn(arn, call)
    if (version.accountId === 'aws')
      throw accessDenied(
        `User: ${call.caller.arn} is not authorized to perform: greengrass:DeleteComponent on resource: ${arn}`,
      )
    return {
      output: undefined,
      changes: [componentVersions.delete(versionKey(version)), deleteTags(versionArn(version))],
    }
  },
}

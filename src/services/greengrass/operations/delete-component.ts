import type { DeleteComponentRequest } from '@aws-sdk/client-greengrassv2'
import type { Command } from '../../operation.ts'
import {
  componentArn,
  componentVersions,
  nameKey,
  onComponent,
  versionArn,
  versionKey,
  versionOfArn,
  versionsOfName,
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
    const key = nameKey(version, version.componentName)
    const isLast = call.resources.find(versionsOfName, key).length === 1
    return {
      output: undefined,
      changes: [
        componentVersions.delete(versionKey(version)),
        deleteTags(versionArn(version)),
        // A component is there by its versions.
        ...(isLast ? [deleteTags(componentArn(version))] : []),
      ],
    }
  },
}

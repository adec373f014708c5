import type { ContextValue } from '../../identity/policy/context.ts'
import { roleOfArn } from '../../identity/role.ts'
import { userOf } from '../../identity/user.ts'
import type { ResourceReader } from '../../ledger/resources.ts'
import type { Call } from '../operation.ts'

interface Named {
  readonly PolicyArn?: string
  readonly PermissionsBoundary?: string
  readonly AWSServiceName?: string
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#available-keys-for-iam */
export function conditionKeys(
  { PolicyArn, PermissionsBoundary, AWSServiceName }: Named,
  resourceArn: string | undefined,
  { resources }: Call,
): Readonly<Record<string, ContextValue | undefined>> {
  return {
    'iam:PolicyARN': PolicyArn,
    'iam:PermissionsBoundary': PermissionsBoundary ?? boundaryOfArn(resourceArn, resources),
    'iam:AWSServiceName': AWSServiceName,
  }
}

/** Where none is asked for, it is the one that already bounds the user or role. */
function boundaryOfArn(arn: string | undefined, resources: ResourceReader): string | undefined {
  if (arn === undefined) return undefined
  const [, accountId, userName] = /^arn:aws:iam::(\d{12}):user\/(?:.*\/)?([^/]+)$/.exec(arn) ?? []
  const entity =
    accountId !== undefined && userName !== undefined
      ? userOf(resources, accountId, userName)
      : roleOfArn(resources, arn)
  return entity?.permissionsBoundaryArn
}

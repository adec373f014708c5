import type { AttachedPermissionsBoundary } from '@aws-sdk/client-iam'
import type { Call, Command } from '../operation.ts'
import { noSuchEntity } from './errors.ts'
import { type ChangeableKind, changeCommand } from './kind.ts'
import { findAttachable } from './managed-policies.ts'

interface Bounded {
  readonly permissionsBoundaryArn?: string
}

/** What is kept of a boundary that the caller asked for, or did not. Throws NoSuchEntity. */
export function boundaryMember(arn: string | undefined, call: Call): Bounded {
  if (arn === undefined) return {}
  findAttachable(arn, call)
  return { permissionsBoundaryArn: arn }
}

export function boundaryOutput({ permissionsBoundaryArn: arn }: Bounded): {
  PermissionsBoundary?: AttachedPermissionsBoundary
} {
  if (arn === undefined) return {}
  return {
    PermissionsBoundary: {
      PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
      PermissionsBoundaryArn: arn,
    },
  }
}

interface AsksForBoundary {
  PermissionsBoundary?: string | undefined
}

/** PutUserPermissionsBoundary, PutRolePermissionsBoundary. */
export function putBoundary<Names, T extends Bounded>(
  kind: ChangeableKind<Names, T>,
): Command<Names & AsksForBoundary, undefined> {
  return changeCommand(kind, (entity, input: AsksForBoundary, call) => ({
    ...entity,
    ...boundaryMember(input.PermissionsBoundary, call),
  }))
}

/** DeleteUserPermissionsBoundary, DeleteRolePermissionsBoundary. */
export function deleteBoundary<Names, T extends Bounded & { readonly path: string }>(
  kind: ChangeableKind<Names, T>,
  word: string,
): Command<Names, undefined> {
  return changeCommand(kind, (entity) => {
    const { permissionsBoundaryArn, ...unbounded } = entity
    if (permissionsBoundaryArn === undefined)
      throw noSuchEntity(`There is no permissions boundary set for the ${word}.`)
    return unbounded as unknown as T
  })
}

import type { AttachedPermissionsBoundary } from '@aws-sdk/client-iam'
import type { Call, Command } from '../operation.ts'
import { noSuchEntity } from './errors.ts'
import type { ChangeableKind } from './kind.ts'
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

/** PutUserPermissionsBoundary, PutRolePermissionsBoundary. */
export function putBoundary<Names, T extends Bounded>(
  kind: ChangeableKind<Names, T>,
): Command<Names & { PermissionsBoundary?: string | undefined }, undefined> {
  return {
    kind: 'command',
    resourceArn: kind.arn,
    run(input, call) {
      const entity = kind.find(input, call)
      kind.checkChangeable?.(entity)
      const boundary = boundaryMember(input.PermissionsBoundary, call)
      return { output: undefined, changes: [kind.put({ ...entity, ...boundary })] }
    },
  }
}

/** DeleteUserPermissionsBoundary, DeleteRolePermissionsBoundary. */
export function deleteBoundary<Names, T extends Bounded & { readonly path: string }>(
  kind: ChangeableKind<Names, T>,
  word: string,
): Command<Names, undefined> {
  return {
    kind: 'command',
    resourceArn: kind.arn,
    run(input, call) {
      const entity = kind.find(input, call)
      kind.checkChangeable?.(entity)
      const { permissionsBoundaryArn, ...unbounded } = entity
      if (permissionsBoundaryArn === undefined)
        throw noSuchEntity(`There is no permissions boundary set for the ${word}.`)
      return { output: undefined, changes: [kind.put(unbounded as unknown as T)] }
    },
  }
}

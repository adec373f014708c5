import { createHash } from 'node:crypto'
import { bucketOf, objectArn } from '../../buckets/bucket.ts'
import type { ObjectStore } from '../../buckets/object-store.ts'
import type { Call } from '../operation.ts'
import type { ArtifactStore } from './artifacts.ts'

/** How much of an object is in memory at a time. */
const PIECE_BYTES = 8 * 1024 * 1024

/** Artifacts as objects in buckets of the same Region, read with the rights of whoever makes a component of them. */
export function objectArtifacts(objects: ObjectStore): ArtifactStore {
  return {
    async inspect(bucketName, key, call) {
      if (!mayRead(bucketName, key, call)) return undefined
      const size = (await objects.head(bucketName, key))?.size
      if (size === undefined) return undefined
      const hash = createHash('sha256')
      for (let first = 0; first < size; first += PIECE_BYTES) {
        const last = Math.min(first + PIECE_BYTES, size) - 1
        const piece = await objects.get(bucketName, key, { first, last })
        if (piece?.object.size !== size) return undefined
        hash.update(piece.body)
      }
      return { digest: hash.digest('base64'), sizeBytes: size }
    },
  }
}

function mayRead(bucketName: string, key: string, call: Call): boolean {
  const bucket = bucketOf(call.resources, bucketName)
  if (bucket?.region !== call.region) return false
  const { policy: document, accountId } = bucket
  return call.isAllowed({
    action: 's3:GetObject',
    resourceArn: objectArn(bucketName, key),
    standingPolicy: { kind: 'resource', document, accountId },
  })
}

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import type { ArtifactStore } from '../services/greengrass/artifacts.ts'

/** Artifacts in buckets that are folders: an object is the file `<folder>/<bucket>/<key>`. */
export function folderArtifacts(folder: string): ArtifactStore {
  const root = resolve(folder)
  return {
    async inspect(bucket, key) {
      const file = join(root, bucket, key)
      // Bucket and key come from callers: none may lead out of the bucket.
      if (bucket.includes('..') || !file.startsWith(join(root, bucket) + sep)) return undefined
      try {
        const hash = createHash('sha256')
        let sizeBytes = 0
        for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
          hash.update(chunk)
          sizeBytes += chunk.length
        }
        return { digest: hash.digest('base64'), sizeBytes }
      } catch {
        // No such object, or one that we may not read: the caller is told the same of both.
        return undefined
      }
    },
  }
}

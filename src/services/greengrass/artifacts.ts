import { createHash } from 'node:crypto'
import type { Call } from '../operation.ts'
import { invalidInput } from './errors.ts'
import type { Artifact, Manifest, Recipe } from './recipe.ts'
import { artifactKey, serviceBucketName } from './service-bucket.ts'

/** Where the artifacts of components are kept: objects in buckets. */
export interface ArtifactStore {
  /** Reads an object through. Undefined when there is none, or the caller may not read it. */
  inspect(bucket: string, key: string, call: Call): Promise<InspectedArtifact | undefined>
}

export interface InspectedArtifact {
  /** SHA-256 of the bytes, as base64. */
  readonly digest: string
  readonly sizeBytes: number
}

const ARTIFACT_BYTES_MAX = 2 * 1024 ** 3

/** An object that an artifact is. */
export interface ArtifactObject {
  readonly bucket: string
  readonly key: string
}

/**
 * The recipe with the digests of its artifacts, and the objects that were read for it. Throws ValidationException naming every
 * artifact that cannot be had.
 */
export async function withDigests(
  recipe: Recipe,
  store: ArtifactStore,
  call: Call,
): Promise<{ readonly recipe: Recipe; readonly read: readonly ArtifactObject[] }> {
  const found = new Map<string, InspectedArtifact>()
  const read: ArtifactObject[] = []
  const faults: string[] = []
  for (const uri of urisToRead(recipe)) {
    const object = objectOf(uri, call)
    const artifact = object && (await store.inspect(object.bucket, object.key, call))
    if (object && artifact) {
      found.set(uri, artifact)
      read.push(object)
    } else faults.push(`${uri} = Specified artifact resource cannot be accessed`)
  }
  if (faults.length > 0)
    throw invalidInput(
      `Invalid Input: Encountered following errors in Artifacts: {${faults.join(', ')}}`,
    )
  const sizeBytes = [...found.values()].reduce((sum, artifact) => sum + artifact.sizeBytes, 0)
  if (sizeBytes > ARTIFACT_BYTES_MAX)
    throw invalidInput('The artifacts of a component can have at most 2 GB together.')
  const manifests = recipe.Manifests.map((manifest) => withFound(manifest, found))
  return { recipe: { ...recipe, Manifests: manifests }, read }
}

/** Docker images and whatever else a device knows how to fetch by itself are not read: only buckets and the service's own. */
function urisToRead({ Manifests: manifests }: Recipe): ReadonlySet<string> {
  const uris = manifests.flatMap(({ Artifacts }) => Artifacts.map(({ Uri }) => Uri))
  return new Set(uris.filter((uri) => /^(?:s3|greengrass):/i.test(uri)))
}

function objectOf(uri: string, call: Call): ArtifactObject | undefined {
  const [, name] = /^greengrass:(.+)$/i.exec(uri) ?? []
  if (name !== undefined) return { bucket: serviceBucketName(call), key: artifactKey(name) }
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/i.exec(uri) ?? []
  return bucket === undefined || key === undefined ? undefined : { bucket, key }
}

/** The name of an artifact that the service itself keeps, for the URI `greengrass:<hash>/<file>`. */
export function artifactUri(content: string, file: string): string {
  return `greengrass:${createHash('sha256').update(content).digest('base64url')}=/${file}`
}

export function hasArtifact(recipe: Recipe, artifactName: string): boolean {
  return recipe.Manifests.some(({ Artifacts }) =>
    Artifacts.some(({ Uri }) => Uri === `greengrass:${artifactName}`),
  )
}

function withFound(manifest: Manifest, found: ReadonlyMap<string, InspectedArtifact>): Manifest {
  const digested = manifest.Artifacts.map((artifact): Artifact => {
    const { digest } = found.get(artifact.Uri) ?? {}
    const { Uri, ...rest } = artifact
    return digest === undefined ? artifact : { Uri, Digest: digest, Algorithm: 'SHA-256', ...rest }
  })
  return { ...manifest, Artifacts: digested }
}

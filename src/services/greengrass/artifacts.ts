import { createHash } from 'node:crypto'
import { ServiceError } from '../../wire/service-error.ts'
import type { Call } from '../operation.ts'
import { invalidInput } from './errors.ts'
import type { Artifact, Manifest, Recipe } from './recipe.ts'

/** Where the artifacts of components are kept: objects in buckets. */
export interface ArtifactStore {
  /** Reads an object through. Undefined when there is none, or it cannot be read. */
  inspect(bucket: string, key: string): Promise<InspectedArtifact | undefined>
}

export interface InspectedArtifact {
  /** SHA-256 of the bytes, as base64. */
  readonly digest: string
  readonly sizeBytes: number
}

/** Makes addresses from which anybody can fetch an artifact for a while. */
export interface ArtifactUrls {
  /** Undefined when there is no such artifact. */
  presigned(artifact: PresignedArtifact, call: Call): Promise<string | undefined>
}

export interface PresignedArtifact {
  readonly region: string
  /** What follows `greengrass:` in the artifact's URI. */
  readonly artifactName: string
  readonly s3EndpointType: 'REGIONAL' | 'GLOBAL'
  readonly iotEndpointType: 'fips' | 'standard'
}

const ARTIFACT_BYTES_MAX = 2 * 1024 ** 3

/** The recipe with the digests of its artifacts. Throws ValidationException naming every artifact that cannot be had. */
export async function withDigests(recipe: Recipe, store: ArtifactStore): Promise<Recipe> {
  const uris = [...new Set(recipe.Manifests.flatMap(({ Artifacts }) => Artifacts))]
    .map(({ Uri }) => Uri)
    .filter((uri) => !isFetchedByDevice(uri))
  const found = new Map<string, InspectedArtifact>()
  const faults: string[] = []
  for (const uri of new Set(uris)) {
    const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/i.exec(uri) ?? []
    const artifact =
      bucket === undefined || key === undefined ? undefined : await store.inspect(bucket, key)
    if (artifact) found.set(uri, artifact)
    else faults.push(`${uri} = Specified artifact resource cannot be accessed`)
  }
  if (faults.length > 0)
    throw invalidInput(
      `Invalid Input: Encountered following errors in Artifacts: {${faults.join(', ')}}`,
    )
  const sizeBytes = [...found.values()].reduce((sum, artifact) => sum + artifact.sizeBytes, 0)
  if (sizeBytes > ARTIFACT_BYTES_MAX)
    throw invalidInput('The artifacts of a component can have at most 2 GB together.')
  return { ...recipe, Manifests: recipe.Manifests.map((manifest) => withFound(manifest, found)) }
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

/** Docker images and whatever else a device knows how to fetch by itself: only buckets and the service's own are looked at. */
function isFetchedByDevice(uri: string): boolean {
  return !/^(?:s3|greengrass):/i.test(uri)
}

function withFound(manifest: Manifest, found: ReadonlyMap<string, InspectedArtifact>): Manifest {
  const digested = manifest.Artifacts.map((artifact): Artifact => {
    const { digest } = found.get(artifact.Uri) ?? {}
    const { Uri, ...rest } = artifact
    return digest === undefined ? artifact : { Uri, Digest: digest, Algorithm: 'SHA-256', ...rest }
  })
  return { ...manifest, Artifacts: digested }
}

/** For a server that has no buckets to hand out addresses of. */
export const noArtifactUrls: ArtifactUrls = {
  presigned: () =>
    Promise.reject(
      new ServiceError(
        'InternalServerException',
        'Artifacts cannot be fetched from this server.',
        500,
      ),
    ),
}

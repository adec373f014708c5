import type {
  GetComponentVersionArtifactRequest,
  GetComponentVersionArtifactResponse,
} from '@aws-sdk/client-greengrassv2'
import type { Query } from '../../operation.ts'
import { type ArtifactUrls, hasArtifact } from '../artifacts.ts'
import { versionOfArn, onComponent } from '../component.ts'
import { notFound } from '../errors.ts'

type Get = Query<GetComponentVersionArtifactRequest, GetComponentVersionArtifactResponse>

/** Only of artifacts that the service keeps itself: those in an owner's bucket are fetched from there. */
export function getComponentVersionArtifact(urls: ArtifactUrls): Get {
  return {
    kind: 'query',
    ...onComponent,
    async run({ arn = '', artifactName = '', s3EndpointType, iotEndpointType }, call) {
      const version = versionOfArn(arn, call)
      if (!hasArtifact(version.recipe, artifactName)) throw notFound('Artifact', artifactName)
      const artifact = {
        region: call.region,
        artifactName,
        s3EndpointType: s3EndpointType ?? (call.region === 'us-east-1' ? 'GLOBAL' : 'REGIONAL'),
        iotEndpointType: iotEndpointType ?? 'standard',
      }
      const preSignedUrl = await urls.presigned(artifact, call)
      if (preSignedUrl === undefined) throw notFound('Artifact', artifactName)
      return { preSignedUrl }
    },
  }
}

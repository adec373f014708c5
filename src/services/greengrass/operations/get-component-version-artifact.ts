import type {
  GetComponentVersionArtifactRequest,
  GetComponentVersionArtifactResponse,
} from '@aws-sdk/client-greengrassv2'
import type { ObjectStore } from '../../../buckets/object-store.ts'
import type { PreparedCommand } from '../../operation.ts'
import { hasArtifact } from '../artifacts.ts'
import { versionOfArn, onComponent } from '../component.ts'
import { notFound } from '../errors.ts'
import { artifactKey, presignedByService, serviceBucketOf } from '../service-bucket.ts'

type Get = PreparedCommand<GetComponentVersionArtifactRequest, GetComponentVersionArtifactResponse>

/** Only of artifacts that the service keeps itself: those in an owner's bucket are fetched from there. */
export function getComponentVersionArtifact(objects: ObjectStore): Get {
  return {
    kind: 'prepared-command',
    isRecordedReadOnly: true,
    ...onComponent,
    async prepare({ arn = '', artifactName = '', s3EndpointType }, call) {
      const { recipe } = versionOfArn(arn, call)
      const bucket = hasArtifact(recipe, artifactName) ? serviceBucketOf(call) : undefined
      const key = artifactKey(artifactName)
      if (!bucket || !(await objects.head(bucket.name, key)))
        throw notFound('Artifact', artifactName)
      return (deciding) => {
        const { url, changes } = presignedByService({ bucket, key, s3EndpointType }, deciding)
        return { output: { preSignedUrl: url }, changes }
      }
    },
  }
}

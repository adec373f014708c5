import { bucketOf } from '../../buckets/bucket.ts'
import type { ObjectStore, UploadStore } from '../../buckets/object-store.ts'
import { targetOf } from '../../wire/rest-xml-routes.ts'
import { notImplemented } from '../operation.ts'
import { defineService, type Service } from '../service.ts'
import { s3Constraints } from './constraints.generated.ts'
import { s3Model } from './model.generated.ts'
import { s3Faults } from './errors.ts'
import { s3Forms } from './recorded-forms.ts'
import { requestKeys } from './request-keys.ts'
import { abortMultipartUpload } from './operations/abort-multipart-upload.ts'
import {
  getBucketAcl,
  putBucketAcl,
  getObjectAcl,
  putObjectAcl,
} from './operations/access-control-lists.ts'
import {
  putBucketEncryption,
  getBucketEncryption,
  deleteBucketEncryption,
} from './operations/bucket-encryption.ts'
import {
  putBucketPolicy,
  getBucketPolicy,
  deleteBucketPolicy,
  getBucketPolicyStatus,
} from './operations/bucket-policy.ts'
import {
  putBucketTagging,
  getBucketTagging,
  deleteBucketTagging,
} from './operations/bucket-tagging.ts'
import { completeMultipartUpload } from './operations/complete-multipart-upload.ts'
import { copyObject } from './operations/copy-object.ts'
import { createBucket } from './operations/create-bucket.ts'
import { createMultipartUpload } from './operations/create-multipart-upload.ts'
import { deleteBucket } from './operations/delete-bucket.ts'
import { deleteObject } from './operations/delete-object.ts'
import { deleteObjects } from './operations/delete-objects.ts'
import { getBucketLocation } from './operations/get-bucket-location.ts'
import { getObject } from './operations/get-object.ts'
import { headBucket } from './operations/head-bucket.ts'
import { headObject } from './operations/head-object.ts'
import { listBuckets } from './operations/list-buckets.ts'
import { listMultipartUploads } from './operations/list-multipart-uploads.ts'
import { listObjectVersions } from './operations/list-object-versions.ts'
import { listObjectsV2 } from './operations/list-objects-v2.ts'
import { listObjects } from './operations/list-objects.ts'
import { listParts } from './operations/list-parts.ts'
import { neverConfigured, nothingToDelete } from './operations/never-configured.ts'
import {
  getObjectTagging,
  putObjectTagging,
  deleteObjectTagging,
} from './operations/object-tagging.ts'
import {
  putBucketOwnershipControls,
  getBucketOwnershipControls,
  deleteBucketOwnershipControls,
} from './operations/ownership-controls.ts'
import {
  putPublicAccessBlock,
  getPublicAccessBlock,
  deletePublicAccessBlock,
} from './operations/public-access-block.ts'
import { putObject } from './operations/put-object.ts'
import { uploadPartCopy } from './operations/upload-part-copy.ts'
import { uploadPart } from './operations/upload-part.ts'

/** What the operations stand on. */
export interface S3Parts {
  readonly objects: ObjectStore
  readonly uploads: UploadStore
}

/** The body of a PutObject or of a part; larger objects come in parts. */
export const BODY_BYTES_MAX = 64 * 1024 * 1024

export function s3({ objects, uploads }: S3Parts): Service {
  return defineService({
    bodyBytesMax: () => BODY_BYTES_MAX,
    model: s3Model,
    constraints: s3Constraints,
    faults: s3Faults,
    seemsMeant(request, resources) {
      const { bucket } = targetOf(request)
      return bucket !== undefined && bucketOf(resources, bucket) !== undefined
    },
    iamPrefix: 's3',
    conditionKeys: requestKeys,
    recording: {
      family: 'standard',
      names: 'model',
      dates: 'epoch',
      tlsDetails: true,
      forms: s3Forms,
    },
    operations: {
      AbortMultipartUpload: abortMultipartUpload(uploads),
      CompleteMultipartUpload: completeMultipartUpload(uploads),
      CopyObject: copyObject(objects),
      CreateBucket: createBucket(objects),
      CreateBucketMetadataConfiguration: notImplemented,
      CreateBucketMetadataTableConfiguration: notImplemented,
      CreateMultipartUpload: createMultipartUpload(uploads),
      CreateSession: notImplemented,
      DeleteBucket: deleteBucket(objects),
      DeleteBucketAnalyticsConfiguration: notImplemented,
      DeleteBucketCors: nothingToDelete('PutBucketCORS'),
      DeleteBucketEncryption: deleteBucketEncryption,
      DeleteBucketIntelligentTieringConfiguration: notImplemented,
      DeleteBucketInventoryConfiguration: notImplemented,
      DeleteBucketLifecycle: nothingToDelete('PutLifecycleConfiguration'),
      DeleteBucketMetadataConfiguration: notImplemented,
      DeleteBucketMetadataTableConfiguration: notImplemented,
      DeleteBucketMetricsConfiguration: notImplemented,
      DeleteBucketOwnershipControls: deleteBucketOwnershipControls,
      DeleteBucketPolicy: deleteBucketPolicy,
      DeleteBucketReplication: nothingToDelete('PutReplicationConfiguration'),
      DeleteBucketTagging: deleteBucketTagging,
      DeleteBucketWebsite: nothingToDelete('DeleteBucketWebsite'),
      DeleteObject: deleteObject(objects),
      DeleteObjectAnnotation: notImplemented,
      DeleteObjectTagging: deleteObjectTagging(objects),
      DeleteObjects: deleteObjects(objects),
      DeletePublicAccessBlock: deletePublicAccessBlock,
      GetBucketAbac: neverConfigured('GetBucketAbac', { AbacStatus: { Status: 'Disabled' } }),
      GetBucketAccelerateConfiguration: neverConfigured('GetAccelerateConfiguration', {}),
      GetBucketAcl: getBucketAcl,
      GetBucketAnalyticsConfiguration: neverConfigured(
        'GetAnalyticsConfiguration',
        'NoSuchConfiguration',
      ),
      GetBucketCors: neverConfigured('GetBucketCORS', 'NoSuchCORSConfiguration'),
      GetBucketEncryption: getBucketEncryption,
      GetBucketIntelligentTieringConfiguration: neverConfigured(
        'GetIntelligentTieringConfiguration',
        'NoSuchConfiguration',
      ),
      GetBucketInventoryConfiguration: neverConfigured(
        'GetInventoryConfiguration',
        'NoSuchConfiguration',
      ),
      GetBucketLifecycleConfiguration: neverConfigured(
        'GetLifecycleConfiguration',
        'NoSuchLifecycleConfiguration',
      ),
      GetBucketLocation: getBucketLocation,
      GetBucketLogging: neverConfigured('GetBucketLogging', {}),
      GetBucketMetadataConfiguration: notImplemented,
      GetBucketMetadataTableConfiguration: notImplemented,
      GetBucketMetricsConfiguration: neverConfigured(
        'GetMetricsConfiguration',
        'NoSuchConfiguration',
      ),
      GetBucketNotificationConfiguration: neverConfigured('GetBucketNotification', {}),
      GetBucketOwnershipControls: getBucketOwnershipControls,
      GetBucketPolicy: getBucketPolicy,
      GetBucketPolicyStatus: getBucketPolicyStatus,
      GetBucketReplication: neverConfigured(
        'GetReplicationConfiguration',
        'ReplicationConfigurationNotFoundError',
      ),
      GetBucketRequestPayment: neverConfigured('GetBucketRequestPayment', { Payer: 'BucketOwner' }),
      GetBucketTagging: getBucketTagging,
      GetBucketVersioning: neverConfigured('GetBucketVersioning', {}),
      GetBucketWebsite: neverConfigured('GetBucketWebsite', 'NoSuchWebsiteConfiguration'),
      GetObject: getObject(objects),
      GetObjectAcl: getObjectAcl(objects),
      GetObjectAnnotation: notImplemented,
      GetObjectAttributes: notImplemented,
      GetObjectLegalHold: notImplemented,
      GetObjectLockConfiguration: neverConfigured(
        'GetBucketObjectLockConfiguration',
        'ObjectLockConfigurationNotFoundError',
      ),
      GetObjectRetention: notImplemented,
      GetObjectTagging: getObjectTagging(objects),
      GetObjectTorrent: notImplemented,
      GetPublicAccessBlock: getPublicAccessBlock,
      HeadBucket: headBucket,
      HeadObject: headObject(objects),
      ListBucketAnalyticsConfigurations: neverConfigured('GetAnalyticsConfiguration', {
        IsTruncated: false,
      }),
      ListBucketIntelligentTieringConfigurations: neverConfigured(
        'GetIntelligentTieringConfiguration',
        { IsTruncated: false },
      ),
      ListBucketInventoryConfigurations: neverConfigured('GetInventoryConfiguration', {
        IsTruncated: false,
      }),
      ListBucketMetricsConfigurations: neverConfigured('GetMetricsConfiguration', {
        IsTruncated: false,
      }),
      ListBuckets: listBuckets,
      ListDirectoryBuckets: notImplemented,
      ListMultipartUploads: listMultipartUploads(uploads),
      ListObjectAnnotations: notImplemented,
      ListObjectVersions: listObjectVersions(objects),
      ListObjects: listObjects(objects),
      ListObjectsV2: listObjectsV2(objects),
      ListParts: listParts(uploads),
      PutBucketAbac: notImplemented,
      PutBucketAccelerateConfiguration: notImplemented,
      PutBucketAcl: putBucketAcl,
      PutBucketAnalyticsConfiguration: notImplemented,
      PutBucketCors: notImplemented,
      PutBucketEncryption: putBucketEncryption,
      PutBucketIntelligentTieringConfiguration: notImplemented,
      PutBucketInventoryConfiguration: notImplemented,
      PutBucketLifecycleConfiguration: notImplemented,
      PutBucketLogging: notImplemented,
      PutBucketMetricsConfiguration: notImplemented,
      PutBucketNotificationConfiguration: notImplemented,
      PutBucketOwnershipControls: putBucketOwnershipControls,
      PutBucketPolicy: putBucketPolicy,
      PutBucketReplication: notImplemented,
      PutBucketRequestPayment: notImplemented,
      PutBucketTagging: putBucketTagging,
      PutBucketVersioning: notImplemented,
      PutBucketWebsite: notImplemented,
      PutObject: putObject(objects),
      PutObjectAcl: putObjectAcl(objects),
      PutObjectAnnotation: notImplemented,
      PutObjectLegalHold: notImplemented,
      PutObjectLockConfiguration: notImplemented,
      PutObjectRetention: notImplemented,
      PutObjectTagging: putObjectTagging(objects),
      PutPublicAccessBlock: putPublicAccessBlock,
      RenameObject: notImplemented,
      RestoreObject: notImplemented,
      SelectObjectContent: notImplemented,
      UpdateBucketMetadataAnnotationTableConfiguration: notImplemented,
      UpdateBucketMetadataInventoryTableConfiguration: notImplemented,
      UpdateBucketMetadataJournalTableConfiguration: notImplemented,
      UpdateObjectEncryption: notImplemented,
      UploadPart: uploadPart(uploads),
      UploadPartCopy: uploadPartCopy(objects, uploads),
      WriteGetObjectResponse: notImplemented,
    },
  })
}

import type {
  ListServerCertificatesRequest,
  ListServerCertificatesResponse,
} from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'

/** There is no way to make one here. */
export const listServerCertificates: Query<
  ListServerCertificatesRequest,
  ListServerCertificatesResponse
> = {
  kind: 'query',
  run: () => ({ ServerCertificateMetadataList: [], IsTruncated: false }),
}

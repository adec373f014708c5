import type {
  ListServerCertificatesRequest,
  ListServerCertificatesResponse,
} from '@aws-sdk/client-iam'
import { iamArn } from '../../../identity/names.ts'
import type { Query } from '../../operation.ts'

/** There is no way to make one here. */
export const listServerCertificates: Query<
  ListServerCertificatesRequest,
  ListServerCertificatesResponse
> = {
  kind: 'query',
  resourceArn: ({ PathPrefix = '/' }, { accountId }) =>
    iamArn(accountId, 'server-certificate', PathPrefix, ''),
  run: () => ({ ServerCertificateMetadataList: [], IsTruncated: false }),
}

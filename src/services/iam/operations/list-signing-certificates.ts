import type {
  ListSigningCertificatesRequest,
  ListSigningCertificatesResponse,
} from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { userKind } from '../users.ts'

/** There is no way to make one here; tools ask before they delete a user. */
export const listSigningCertificates: Query<
  ListSigningCertificatesRequest,
  ListSigningCertificatesResponse
> = {
  kind: 'query',
  resourceArn: userKind.arn,
  run(input, call) {
    userKind.find(input, call)
    return { Certificates: [], IsTruncated: false }
  },
}

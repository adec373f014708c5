import type {
  ListServiceSpecificCredentialsRequest,
  ListServiceSpecificCredentialsResponse,
} from '@aws-sdk/client-iam'
import type { Query } from '../../operation.ts'
import { userKind } from '../users.ts'

/** There is no way to make one here; tools ask before they delete a user. */
export const listServiceSpecificCredentials: Query<
  ListServiceSpecificCredentialsRequest,
  ListServiceSpecificCredentialsResponse
> = {
  kind: 'query',
  resourceArn: userKind.arn,
  run(input, call) {
    userKind.find(input, call)
    return { ServiceSpecificCredentials: [] }
  },
}

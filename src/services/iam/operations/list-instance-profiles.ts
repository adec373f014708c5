import type { ListInstanceProfilesRequest, ListInstanceProfilesResponse } from '@aws-sdk/client-iam'
import { instanceProfilesOfAccount } from '../../../identity/instance-profile.ts'
import type { Query } from '../../operation.ts'
import { instanceProfileSummary } from '../instance-profiles.ts'
import { pageOf } from '../paging.ts'

export const listInstanceProfiles: Query<
  ListInstanceProfilesRequest,
  ListInstanceProfilesResponse
> = {
  kind: 'query',
  resourceArn: ({ PathPrefix = '/' }, { accountId }) =>
    `arn:aws:iam::${accountId}:instance-profile${PathPrefix}`,
  run(input, call) {
    const { PathPrefix = '/' } = input
    const found = call.resources
      .find(instanceProfilesOfAccount, call.accountId)
      .filter(({ path }) => path.startsWith(PathPrefix))
    const { items, rest } = pageOf(found, ({ name }) => name, input, call)
    return {
      InstanceProfiles: items.map((profile) => instanceProfileSummary(profile, call.resources)),
      ...rest,
    }
  },
}

import type { ListAccountAliasesRequest, ListAccountAliasesResponse } from '@aws-sdk/client-iam'
import { accounts } from '../../../identity/account.ts'
import type { Query } from '../../operation.ts'

/** There is at most one, so one page holds it. */
export const listAccountAliases: Query<ListAccountAliasesRequest, ListAccountAliasesResponse> = {
  kind: 'query',
  run(_input, { resources, accountId }) {
    const alias = resources.get(accounts, accountId)?.alias
    return { AccountAliases: alias === undefined ? [] : [alias], IsTruncated: false }
  },
}

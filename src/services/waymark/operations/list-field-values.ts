import type { EventSearch, SearchField, ValueCount } from '../../../history/event-search.ts'
import type { Query } from '../../operation.ts'
import { type EventQuery, searchQueryOf } from '../search-query.ts'

interface ListFieldValuesRequest {
  readonly query?: EventQuery
  readonly field: SearchField
  readonly prefix?: string
  readonly maxResults?: number
}

interface ListFieldValuesResponse {
  readonly values: readonly ValueCount[]
}

const VALUES_DEFAULT = 50

/** What there is to filter by, and how often. */
export function listFieldValues(
  events: EventSearch,
): Query<ListFieldValuesRequest, ListFieldValuesResponse> {
  return {
    kind: 'query',
    async run({ query, field, prefix = '', maxResults: limit = VALUES_DEFAULT }, call) {
      const asked = searchQueryOf(query, call)
      const values = { field, prefix, limit }
      return { values: await events.values(asked, values, call.acknowledgedPosition) }
    },
  }
}

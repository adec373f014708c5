import { searchFields } from '../../history/event-search.ts'
import type { ConstraintTable } from '../../wire/constraints.ts'
import { PAGE_EVENTS_MAX } from './search-page.ts'
import { operators } from './search-query.ts'

export const waymarkConstraints: ConstraintTable = {
  rules: {
    Field: { enum: [...searchFields] },
    Operator: { enum: [...operators.keys()] },
    FilterList: { max: 50 },
    FilterValueList: { max: 100, item: 'FilterValue' },
    FilterValue: { max: 2048 },
    SearchText: { max: 1024 },
    RegionList: { max: 50, item: 'Region' },
    Region: { max: 64 },
    PageSize: { min: 1, max: PAGE_EVENTS_MAX },
    PageToken: { max: 1024 },
    Position: { min: 0 },
    WaitSeconds: { min: 0, max: 20 },
    BucketSeconds: { min: 1, max: 90 * 24 * 60 * 60 },
    ValuePrefix: { max: 256 },
    ValueCount: { min: 1, max: 100 },
    EventId: { min: 1, max: 128 },
  },
  members: {
    EventQuery: { filters: 'FilterList', text: 'SearchText', regions: 'RegionList' },
    EventFilter: { field: 'Field', operator: 'Operator', values: 'FilterValueList' },
    SearchEventsRequest: {
      maxResults: 'PageSize',
      nextToken: 'PageToken',
      after: 'Position',
      waitSeconds: 'WaitSeconds',
    },
    CountEventsRequest: { bucketSeconds: 'BucketSeconds' },
    ListFieldValuesRequest: { field: 'Field', prefix: 'ValuePrefix', maxResults: 'ValueCount' },
    GetEventRequest: { eventId: 'EventId' },
    ExplainDenialRequest: { eventId: 'EventId' },
  },
}

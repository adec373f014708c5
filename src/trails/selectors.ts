/** Event selectors as a trail keeps them: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html */
export type Selectors =
  | { readonly kind: 'basic'; readonly selectors: readonly BasicSelector[] }
  | { readonly kind: 'advanced'; readonly selectors: readonly AdvancedSelector[] }

export interface BasicSelector {
  readonly readWriteType: 'All' | 'ReadOnly' | 'WriteOnly'
  readonly includeManagementEvents: boolean
  readonly dataResources: readonly DataResource[]
  readonly excludeManagementEventSources: readonly string[]
}

export interface DataResource {
  readonly type: string
  readonly values: readonly string[]
}

/** Selects the events that satisfy all of its fields. */
export interface AdvancedSelector {
  readonly name?: string
  readonly fieldSelectors: readonly FieldSelector[]
}

/** The value has to satisfy one value of one operator that selects, and every value of every one that deselects. */
export interface FieldSelector {
  readonly field: string
  readonly equals?: readonly string[]
  readonly startsWith?: readonly string[]
  readonly endsWith?: readonly string[]
  readonly notEquals?: readonly string[]
  readonly notStartsWith?: readonly string[]
  readonly notEndsWith?: readonly string[]
}

/** What a new trail records: every management event. */
export const defaultSelectors: Selectors = {
  kind: 'basic',
  selectors: [
    {
      readWriteType: 'All',
      includeManagementEvents: true,
      dataResources: [],
      excludeManagementEventSources: [],
    },
  ],
}

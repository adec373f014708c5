import type {
  AdvancedEventSelector,
  PutEventSelectorsCommandInput,
} from '@aws-sdk/client-cloudtrail'

export type Which = 'All' | 'ReadOnly' | 'WriteOnly' | 'None'

export interface DataSelection {
  readonly type: string
  readonly which: Exclude<Which, 'None'>
}

/** A trail as it is being put together. */
export interface TrailDraft {
  readonly name: string
  readonly bucket: string
  /** Whether the bucket is to be made, with a policy that lets the trail write to it. */
  readonly makesBucket: boolean
  readonly prefix: string
  readonly isMultiRegion: boolean
  readonly isValidated: boolean
  readonly management: Which
  readonly excludesKms: boolean
  readonly data: readonly DataSelection[]
}

export const newTrailDraft: TrailDraft = {
  name: '',
  bucket: '',
  makesBucket: true,
  prefix: '',
  isMultiRegion: true,
  isValidated: true,
  management: 'All',
  excludesKms: false,
  data: [],
}

export const dataTypes: readonly string[] = [
  'AWS::S3::Object',
  'AWS::GreengrassV2::ComponentVersion',
  'AWS::GreengrassV2::Deployment',
  'AWS::IoT::Thing',
  'AWS::SNS::Topic',
]

/** Why the name cannot be a trail's; undefined when it can. */
export function nameFault(name: string): string | undefined {
  if (name.length < 3 || name.length > 128) return 'A name has 3 to 128 characters.'
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9]$/.test(name))
    return 'Letters, digits, dots, dashes and underscores; at both ends a letter or digit.'
  return /[._-]{2}/.test(name) ? 'No two of . _ - may follow one another.' : undefined
}

export function bucketFault(bucket: string): string | undefined {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)
    ? undefined
    : 'A bucket’s name has 3 to 63 lower-case letters, digits, dots and dashes.'
}

/** What the trail has to select; basic selectors as long as they can say it. */
export function selectorsOf(
  draft: TrailDraft,
  TrailName: string,
): PutEventSelectorsCommandInput | undefined {
  const { management, excludesKms, data } = draft
  if (data.length > 0)
    return {
      TrailName,
      AdvancedEventSelectors: [...managementSelector(draft), ...data.map(dataSelector)],
    }
  if (management === 'None') return undefined
  return {
    TrailName,
    EventSelectors: [
      {
        ReadWriteType: management,
        IncludeManagementEvents: true,
        ...(excludesKms ? { ExcludeManagementEventSources: ['kms.amazonaws.com'] } : {}),
      },
    ],
  }
}

const equals = (Field: string, value: string) => ({ Field, Equals: [value] })

const readOnlyField = (which: Which) =>
  which === 'All' ? [] : [equals('readOnly', String(which === 'ReadOnly'))]

function managementSelector({ management, excludesKms }: TrailDraft): AdvancedEventSelector[] {
  if (management === 'None') return []
  const kms = { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] }
  return [
    {
      Name: 'Management events',
      FieldSelectors: [
        equals('eventCategory', 'Management'),
        ...readOnlyField(management),
        ...(excludesKms ? [kms] : []),
      ],
    },
  ]
}

function dataSelector({ type, which }: DataSelection): AdvancedEventSelector {
  return {
    Name: `Data events of ${type}`,
    FieldSelectors: [
      equals('eventCategory', 'Data'),
      equals('resources.type', type),
      ...readOnlyField(which),
    ],
  }
}

import type { BasicSelector, Selectors } from '../../trails/selectors.ts'
import { invalidSelectors } from './errors.ts'

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html */
const SELECTORS_MAX = 5
const VALUES_MAX = 250

const excludableSources = new Set(['kms.amazonaws.com', 'rdsdata.amazonaws.com'])

export function checkBasicSelectors(selectors: readonly BasicSelector[]): Selectors {
  if (selectors.length > SELECTORS_MAX)
    throw invalidSelectors(`A trail can have at most ${SELECTORS_MAX} event selectors.`)
  for (const { excludeManagementEventSources } of selectors)
    for (const source of excludeManagementEventSources)
      if (!excludableSources.has(source))
        throw invalidSelectors(`Value ${source} for ExcludeManagementEventSources is invalid.`)
  const resources = selectors.flatMap(({ dataResources }) => dataResources)
  for (const { type, values } of resources) checkValues(type, values)
  const counted = resources.flatMap(({ values }) =>
    values.filter((value) => !isWholeService(value)),
  )
  if (counted.length > VALUES_MAX)
    throw invalidSelectors(`A trail can have at most ${VALUES_MAX} data resources.`)
  return { kind: 'basic', selectors }
}

function isWholeService(value: string): boolean {
  return /^arn:aws[a-z-]*:(s3(:::)?|lambda|dynamodb)$/.test(value)
}

/** What stands for one resource of each type, or for all of them. */
const valueForms: Readonly<Record<string, RegExp>> = {
  'AWS::S3::Object': /^arn:aws[a-z-]*:s3(:::([a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/.*)?)?$/s,
  'AWS::Lambda::Function': /^arn:aws[a-z-]*:lambda(:[a-z0-9-]+:\d{12}:function:[\w-]{1,140})?$/,
  'AWS::DynamoDB::Table': /^arn:aws[a-z-]*:dynamodb(:[a-z0-9-]+:\d{12}:table\/[\w.-]{3,255})?$/,
}

function checkValues(type: string, values: readonly string[]): void {
  const form = valueForms[type]
  if (!form) throw invalidSelectors(`Value ${type} for DataResources.Type is invalid.`)
  const odd = values.find((value) => !form.test(value))
  if (odd === undefined) return
  throw invalidSelectors(
    type === 'AWS::S3::Object' && odd.startsWith('arn:')
      ? `Invalid S3 ARN: ${odd}`
      : `Value ${odd} for DataResources.Values is invalid.`,
  )
}

import type { AdvancedSelector, FieldSelector, Selectors } from '../../trails/selectors.ts'
import { invalidSelectors } from './errors.ts'

/** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html */
const VALUES_MAX = 500
const VALUE_LENGTH_MAX = 2048

const operators = [
  'equals',
  'startsWith',
  'endsWith',
  'notEquals',
  'notStartsWith',
  'notEndsWith',
] as const

type Operator = (typeof operators)[number]

/** What a category of events lets one say about a field. */
interface FieldRule {
  readonly operators: readonly Operator[]
  readonly values?: readonly string[]
  readonly isRequired?: true
  /** Exactly one value. */
  readonly isSingle?: true
}

const anyText: FieldRule = { operators }
const trueOrFalse: FieldRule = { operators: ['equals'], values: ['true', 'false'] }
const category: FieldRule = { operators: ['equals'], isRequired: true, isSingle: true }

/** What trails can select by: event data stores know more fields and categories. */
const categories: Readonly<Record<string, Readonly<Record<string, FieldRule>>>> = {
  Management: {
    eventCategory: category,
    eventSource: {
      operators: ['notEquals'],
      values: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'],
    },
    readOnly: trueOrFalse,
  },
  Data: {
    eventCategory: category,
    'resources.type': { operators: ['equals'], isRequired: true, isSingle: true },
    'resources.ARN': anyText,
    readOnly: trueOrFalse,
    eventName: anyText,
    eventSource: anyText,
    eventType: anyText,
    'userIdentity.arn': anyText,
    sessionCredentialFromConsole: { operators: ['equals', 'notEquals'], values: ['true'] },
  },
  NetworkActivity: {
    eventCategory: category,
    eventSource: { operators: ['equals'], isRequired: true, isSingle: true },
    eventName: anyText,
    vpcEndpointId: anyText,
    errorCode: { operators: ['equals'], values: ['VpceAccessDenied'] },
    'userIdentity.arn': anyText,
  },
}

export function checkAdvancedSelectors(selectors: readonly AdvancedSelector[]): Selectors {
  for (const { fieldSelectors } of selectors) checkSelector(fieldSelectors)
  const values = selectors.flatMap(({ fieldSelectors }) => fieldSelectors.flatMap(valuesOf))
  if (values.length > VALUES_MAX)
    throw invalidSelectors(
      `A trail can have at most ${VALUES_MAX} values over all advanced event selectors.`,
    )
  return { kind: 'advanced', selectors }
}

function checkSelector(fields: readonly FieldSelector[]): void {
  const named = new Map(fields.map((selector) => [selector.field, selector]))
  if (named.size < fields.length)
    throw invalidSelectors('A field can be used only once in an advanced event selector.')
  const [name = '', ...more] = named.get('eventCategory')?.equals ?? []
  const rules = more.length === 0 ? categories[name] : undefined
  if (!rules)
    throw invalidSelectors(
      `eventCategory must equal exactly one of ${Object.keys(categories).join(', ')}.`,
    )
  for (const [field, { isRequired }] of Object.entries(rules))
    if (isRequired && !named.has(field))
      throw invalidSelectors(`${field} is required for events of the category ${name}.`)
  for (const selector of fields) {
    const rule = rules[selector.field]
    if (!rule)
      throw invalidSelectors(`${selector.field} is not a valid field for the category ${name}.`)
    checkField(selector, rule)
  }
  checkResources(named)
}

function checkField(selector: FieldSelector, rule: FieldRule): void {
  const { field } = selector
  const used = operators.filter((operator) => selector[operator] !== undefined)
  if (used.length === 0) throw invalidSelectors(`${field} needs at least one operator.`)
  for (const operator of used) {
    if (!rule.operators.includes(operator))
      throw invalidSelectors(`The operator ${spelled(operator)} is not valid for ${field}.`)
    if (selector[operator]?.length === 0)
      throw invalidSelectors(`${spelled(operator)} of ${field} needs at least one value.`)
  }
  const values = valuesOf(selector)
  if (rule.isSingle && values.length !== 1)
    throw invalidSelectors(`${field} must have exactly one value.`)
  for (const value of values)
    if (value === '' || value.length > VALUE_LENGTH_MAX || rule.values?.includes(value) === false)
      throw invalidSelectors(`Value ${value.slice(0, 256)} for ${field} is invalid.`)
}

/** How ARNs go on after the partition, by the service in the name of a type; of other services any are taken. */
const arnsOfService: Readonly<Record<string, string>> = {
  CloudTrail: 'cloudtrail:',
  DynamoDB: 'dynamodb:',
  GreengrassV2: 'greengrass:',
  IoT: 'iot:',
  Lambda: 'lambda:',
  S3: 's3:',
  SNS: 'sns:',
  SQS: 'sqs:',
}

function startOfArns(type: string): RegExp {
  const service = type.split('::')[1] ?? ''
  const start = type === 'AWS::S3::Object' ? 's3:::' : (arnsOfService[service] ?? '')
  return new RegExp(`^arn:aws[a-z-]*:${start}`)
}

/** The ARNs of a selector have to be such as its type of resource has. */
function checkResources(named: ReadonlyMap<string, FieldSelector>): void {
  const type = named.get('resources.type')?.equals?.[0]
  if (type === undefined) return
  if (!/^AWS::[A-Za-z0-9]+::[A-Za-z0-9]+$/.test(type))
    throw invalidSelectors(`Value ${type.slice(0, 256)} for resources.type is invalid.`)
  const start = startOfArns(type)
  const {
    equals = [],
    startsWith = [],
    notEquals = [],
    notStartsWith = [],
  } = named.get('resources.ARN') ?? {}
  for (const arn of [...equals, ...startsWith, ...notEquals, ...notStartsWith])
    if (!start.test(arn))
      throw invalidSelectors(`Value ${arn.slice(0, 256)} for resources.ARN is invalid.`)
}

function valuesOf(selector: FieldSelector): readonly string[] {
  return operators.flatMap((operator) => selector[operator] ?? [])
}

function spelled(operator: Operator): string {
  return operator.charAt(0).toUpperCase() + operator.slice(1)
}

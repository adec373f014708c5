import { expect, test } from 'vitest'
import { checkAdvancedSelectors } from './check-advanced-selectors.ts'

const check = (type: string, operator: string, arn: string) => () =>
  checkAdvancedSelectors([
    {
      fieldSelectors: [
        { field: 'eventCategory', equals: ['Data'] },
        { field: 'resources.type', equals: [type] },
        { field: 'resources.ARN', [operator]: [arn] },
      ],
    },
  ])

const operators = ['equals', 'startsWith', 'notEquals', 'notStartsWith']

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html#filtering-data-events-resourcearn */
const arns = [
  ['AWS::S3::Object', 'arn:aws:s3:::logs/ct/'],
  ['AWS::S3::AccessPoint', 'arn:aws:s3:us-west-2:123456789012:accesspoint/a'],
  ['AWS::Lambda::Function', 'arn:aws:lambda:us-west-2:123456789012:function:f'],
  ['AWS::DynamoDB::Table', 'arn:aws:dynamodb:us-west-2:123456789012:table/t'],
  ['AWS::GreengrassV2::Deployment', 'arn:aws:greengrass:us-west-2:123456789012:deployments:d'],
  ['AWS::IoT::Thing', 'arn:aws:iot:us-west-2:123456789012:thing/t'],
  ['AWS::SNS::Topic', 'arn:aws:sns:us-west-2:123456789012:t'],
  ['AWS::SQS::Queue', 'arn:aws:sqs:us-west-2:123456789012:q'],
] as const

test.each(arns)('%s has ARNs like %s, and none of another service', (type, arn) => {
  const [, other] = arns.find(([, each]) => each.split(':')[2] !== arn.split(':')[2]) ?? []
  for (const operator of operators) {
    expect(check(type, operator, arn)).not.toThrow()
    expect(check(type, operator, other ?? '')).toThrow(
      expect.objectContaining({
        code: 'InvalidEventSelectorsException',
        message: `Value ${other} for resources.ARN is invalid.`,
      }),
    )
  }
  expect(check(type, 'endsWith', '/t')).not.toThrow()
})

test('of a service that is not known any ARN is taken, and nothing else', () => {
  const type = 'AWS::Bedrock::AgentAlias'
  expect(
    check(type, 'equals', 'arn:aws:bedrock:us-west-2:123456789012:agent-alias/a'),
  ).not.toThrow()
  expect(check(type, 'equals', 'agent-alias/a')).toThrow('resources.ARN is invalid')
})

import * as iam from '@aws-sdk/client-iam'
import * as sns from '@aws-sdk/client-sns'
import * as sts from '@aws-sdk/client-sts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isReadOrRefused,
  loopback,
  REQUEST_ID,
  requestOf,
  sampleOf,
} from '../../test/support/loopback.ts'
import { iamModel } from '../services/iam/model.generated.ts'
import { snsModel } from '../services/sns/model.generated.ts'
import { stsModel } from '../services/sts/model.generated.ts'
import { awsQuery } from './aws-query.ts'
import type { OperationModel, ServiceModel } from './model.ts'
import { PARAMETERS_MAX } from './query-form.ts'
import { ServiceError } from './service-error.ts'

type Command = new (input: object) => iam.CreateRoleCommand
interface Sdk {
  readonly name: string
  readonly model: ServiceModel
  readonly commands: Readonly<Record<string, unknown>>
  readonly Client: typeof iam.IAMClient
}

const sdks: readonly Sdk[] = [
  { name: 'IAM', model: iamModel, commands: iam, Client: iam.IAMClient },
  { name: 'STS', model: stsModel, commands: sts, Client: sts.STSClient as never },
  { name: 'SNS', model: snsModel, commands: sns, Client: sns.SNSClient as never },
]

describe.each(sdks)('every operation of $name', ({ model, commands, Client }) => {
  const operations = Object.values<OperationModel>(model.operations)

  test('is understood as the client sends it, and answered so that the client understands', async () => {
    const misunderstood: string[] = []
    for (const operation of operations) {
      const input = sampleOf(model, { kind: 'structure', name: operation.input }) as object
      const output = sampleOf(model, { kind: 'structure', name: operation.output }) as object
      const { options, calls } = loopback(awsQuery, model, () => output as Record<string, unknown>)
      const command = new (commands[`${operation.name}Command`] as Command)(input)
      const { $metadata, ...result } = await new Client(options).send(command)
      expect($metadata.requestId).toBe(REQUEST_ID)
      if (calls[0]?.operation !== operation.name) misunderstood.push(operation.name)
      expect({ [operation.name]: calls[0]?.input }).toEqual({ [operation.name]: input })
      expect({ [operation.name]: result }).toEqual({ [operation.name]: output })
    }
    expect(misunderstood).toEqual([])
  })
})

describe('with the IAM client', () => {
  test('CreateRole brings its tags in order', async () => {
    const { options, calls } = loopback(awsQuery, iamModel)
    const tags = Array.from({ length: 12 }, (_, i) => ({ Key: `k${i}`, Value: `${i} + %` }))
    const input = { RoleName: 'gateway', AssumeRolePolicyDocument: '{"a": 1}', Tags: tags }
    await new iam.IAMClient(options).send(new iam.CreateRoleCommand(input))
    expect(calls[0]).toMatchObject({ operation: 'CreateRole', input })
  })

  test('a page of users comes back with whole seconds and its marker', async () => {
    const page = {
      IsTruncated: true,
      Marker: 'next',
      Users: [
        {
          UserName: 'anna',
          UserId: 'AIDAEXAMPLE',
          Path: '/',
          Arn: 'arn:aws:iam::123456789012:user/anna',
          CreateDate: new Date('2026-01-02T03:04:05.678Z'),
        },
      ],
    }
    const { options } = loopback(awsQuery, iamModel, () => page)
    const result = await new iam.IAMClient(options).send(new iam.ListUsersCommand({ MaxItems: 1 }))
    expect(result).toMatchObject({ IsTruncated: true, Marker: 'next' })
    expect(result.Users?.[0]?.CreateDate).toEqual(new Date('2026-01-02T03:04:05Z'))
  })

  test('an empty list of users is an empty list', async () => {
    const { options } = loopback(awsQuery, iamModel, () => ({ Users: [], IsTruncated: false }))
    const result = await new iam.IAMClient(options).send(new iam.ListUsersCommand({}))
    expect(result).toMatchObject({ Users: [], IsTruncated: false })
  })

  test("an error's wire code becomes the client's class", async () => {
    const message = 'The user with name <anna> cannot be found.'
    const { options } = loopback(
      awsQuery,
      iamModel,
      () => new ServiceError('NoSuchEntityException', message, 404),
    )
    const failed = new iam.IAMClient(options).send(new iam.GetUserCommand({ UserName: 'anna' }))
    await expect(failed).rejects.toBeInstanceOf(iam.NoSuchEntityException)
    await expect(failed).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      message,
      $fault: 'client',
      $metadata: { httpStatusCode: 404, requestId: REQUEST_ID },
    })
  })
})

test('AssumeRole gives the STS client its expiration as a date', async () => {
  const Expiration = new Date('2026-05-06T07:08:09Z')
  const Credentials = {
    AccessKeyId: 'ASIA',
    SecretAccessKey: 's/+=',
    SessionToken: 't',
    Expiration,
  }
  const { options, calls } = loopback(awsQuery, stsModel, () => ({ Credentials }))
  const input = {
    RoleArn: 'arn:aws:iam::123456789012:role/r',
    RoleSessionName: 's',
    DurationSeconds: 900,
  }
  const result = await new sts.STSClient(options).send(new sts.AssumeRoleCommand(input))
  expect(result.Credentials).toEqual(Credentials)
  expect(calls[0]?.input).toEqual(input)
})

test('Publish brings its message attributes as a map', async () => {
  const { options, calls } = loopback(awsQuery, snsModel, () => ({ MessageId: 'id' }))
  const MessageAttributes = {
    __proto: { DataType: 'String', StringValue: 'x' },
    raw: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2, 3]) },
  }
  const input = {
    TopicArn: 'arn:aws:sns:eu-west-1:123456789012:t',
    Message: 'm',
    MessageAttributes,
  }
  const result = await new sns.SNSClient(options).send(new sns.PublishCommand(input))
  expect(result.MessageId).toBe('id')
  expect(calls[0]?.input).toEqual(input)
})

describe('by hand', () => {
  const form = (body: string) =>
    requestOf({
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body,
    })
  const parse = (model: ServiceModel, name: string, body: string) => {
    const request = form(`Action=${name}&Version=${model.apiVersion}&${body}`)
    const operation = awsQuery.match(model, request)
    if (!operation) throw new Error(`${name} was not recognized`)
    return awsQuery.parseInput(model, operation, request)
  }

  test.each(['GET', 'POST'])(
    'a presigned %s carries its parameters in the query string',
    (method) => {
      const query =
        'Action=GetAccessKeyInfo&Version=2011-06-15&AccessKeyId=AKIA&X-Amz-Signature=abc'
      const request = requestOf({ method, query })
      const operation = awsQuery.match(stsModel, request)
      expect(operation?.name).toBe('GetAccessKeyInfo')
      expect(operation && awsQuery.parseInput(stsModel, operation, request)).toEqual({
        AccessKeyId: 'AKIA',
      })
    },
  )

  test.each([
    ['another version', 'Action=GetCallerIdentity&Version=2010-05-08'],
    ['no version', 'Action=GetCallerIdentity'],
    ['no action', 'Version=2011-06-15'],
    ['an unknown action', 'Action=Nonsense&Version=2011-06-15'],
    ["a name of the language's own", 'Action=constructor&Version=2011-06-15'],
  ])('does not match %s', (_what, body) => {
    expect(awsQuery.match(stsModel, form(body))).toBeUndefined()
  })

  test('tells the action asked for, known or not', () => {
    expect(awsQuery.operationAskedFor(form('Action=Nonsense'))).toBe('Nonsense')
    expect(awsQuery.operationAskedFor(form(''))).toBeUndefined()
  })

  test('a body that is no form has no parameters', () => {
    const headers = { 'content-type': 'application/json' }
    const request = requestOf({ method: 'POST', headers, body: 'Action=GetCallerIdentity' })
    expect(awsQuery.operationAskedFor(request)).toBeUndefined()
  })

  test('orders list items by number, not by arrival or alphabet, and closes gaps', () => {
    const body = [10, 2, 999_999_999, 1].map((i) => `TagKeys.member.${i}=${i}`).join('&')
    expect(parse(iamModel, 'UntagUser', body)).toEqual({ TagKeys: ['1', '2', '10', '999999999'] })
  })

  test('an empty list is absent, an empty string is not, unknown members are dropped', () => {
    const body = 'Tags=&Path=&PermissionsBoundary&Nonsense.member.1=x'
    expect(parse(iamModel, 'CreateUser', body)).toEqual({ Path: '', PermissionsBoundary: '' })
  })

  test('an empty number is absent', () => {
    expect(parse(iamModel, 'ListUsers', 'MaxItems=')).toEqual({})
  })

  test("reads what the language's prototypes call members as data", () => {
    const body = 'Attributes.entry.1.key=__proto__&Attributes.entry.1.value=x&__proto__.y=1&Name=n'
    const input = parse(snsModel, 'CreateTopic', body)
    expect(Object.entries(input['Attributes'] as object)).toEqual([['__proto__', 'x']])
    expect(Object.getPrototypeOf(input['Attributes'])).toBe(Object.prototype)
    expect(({} as Record<string, unknown>)['y']).toBeUndefined()
  })

  test.each([
    ['a word for a number', 'ListUsers', 'MaxItems=many', 'MalformedInput'],
    ['a hexadecimal number', 'ListUsers', 'MaxItems=0x10', 'MalformedInput'],
    ['a list for a string', 'CreateUser', 'UserName.member.1=x', 'MalformedInput'],
    ['text for a list', 'CreateUser', 'Tags=x', 'MalformedInput'],
    ['a list without its word', 'CreateUser', 'Tags.1.Key=x', 'MalformedInput'],
    ['a list index that is none', 'CreateUser', 'Tags.member.one.Key=x', 'MalformedInput'],
    ['a boolean that is none', 'CreateLoginProfile', 'PasswordResetRequired=yes', 'MalformedInput'],
    ['broken encoding', 'CreateUser', 'UserName=%zz', 'MalformedQueryString'],
    ['bytes that are not UTF-8', 'CreateUser', 'UserName=%ff', 'MalformedQueryString'],
    ['a name without end', 'CreateUser', `${'a.'.repeat(100)}b=x`, 'MalformedInput'],
  ])('refuses %s', (_what, name, body, code) => {
    expect(() => parse(iamModel, name, body)).toThrow(
      expect.objectContaining({ code, httpStatus: 400 }),
    )
  })

  test('refuses more parameters than the limit, and not one less', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => `p${i}=`).join('&')
    // Action and Version count too.
    expect(parse(iamModel, 'ListUsers', many(PARAMETERS_MAX - 2))).toEqual({})
    expect(() => parse(iamModel, 'ListUsers', many(PARAMETERS_MAX - 1))).toThrow(
      expect.objectContaining({ code: 'MalformedQueryString' }),
    )
  })

  test('an output without a structure has no result element', () => {
    const operation = iamModel.operations.DeleteUser
    expect(awsQuery.serializeOutput(iamModel, operation, {}, 'id')).toEqual({
      status: 200,
      headers: { 'content-type': 'text/xml', 'x-amzn-requestid': 'id' },
      body:
        '<DeleteUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">' +
        '<ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></DeleteUserResponse>',
    })
  })

  test('an error says whose fault it is', () => {
    const body = (status: number) =>
      awsQuery.serializeError(stsModel, new ServiceError('Boom', 'a < b', status), 'id').body
    expect(body(503)).toBe(
      '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Receiver</Type>' +
        '<Code>Boom</Code><Message>a &lt; b</Message></Error><RequestId>id</RequestId></ErrorResponse>',
    )
    expect(body(403)).toContain('<Type>Sender</Type>')
  })

  const names = fc.constantFrom('Tags', 'member', 'entry', '1', '2', 'Key', '__proto__', 'MaxItems')
  const key = fc.array(fc.oneof(names, fc.string()), { maxLength: 5 }).map((s) => s.join('.'))
  const value = fc.oneof(fc.string(), fc.constantFrom('', '1', 'true', '%zz', '%00'))
  const text = fc
    .array(fc.tuple(key, value), { maxLength: 8 })
    .map((pairs) => pairs.map(([name, given]) => `${name}=${given}`).join('&'))
  const bytes = fc.oneof(
    fc.uint8Array(),
    text.map((given) => Buffer.from(given)),
  )

  test('whatever is sent is either read or refused', () => {
    const operations = [iamModel.operations.CreateUser, iamModel.operations.ListUsers]
    const property = fc.property(
      bytes,
      text,
      fc.constantFrom(...operations),
      (body, query, operation) => {
        const request = requestOf({ method: 'POST', query, body })
        awsQuery.match(iamModel, request)
        const run = () => awsQuery.parseInput(iamModel, operation, request)
        expect(isReadOrRefused(run)).toBe(true)
      },
    )
    fc.assert(property, { numRuns: 2000 })
  })
})

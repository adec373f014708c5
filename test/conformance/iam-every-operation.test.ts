import * as sdk from '@aws-sdk/client-iam'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { iam as service } from '../../src/services/iam/index.ts'
import { iamConstraints } from '../../src/services/iam/constraints.generated.ts'
import { iamModel } from '../../src/services/iam/model.generated.ts'
import { membersOf } from '../../src/wire/members.ts'
import type { Type } from '../../src/wire/model.ts'
import { allowing, arn } from '../support/iam.ts'
import { startServer, type TestServer } from '../support/server.ts'

/**
 * Goal: no operation answers a caller's mistake with a fault of the server. Method: every built operation is called with
 * input that its model accepts and that names nothing which exists; whatever it answers must be an answer of IAM's.
 */

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const commands: ReadonlyMap<string, unknown> = new Map(Object.entries(sdk))

const built = Object.entries(service.operations).filter(
  ([, operation]) => operation.kind !== 'not-implemented',
)

/** Values by what a member is called; else a word that is nobody's name. */
const known: Readonly<Record<string, string>> = {
  AWSServiceName: 'nothing.amazonaws.com',
  AccountAlias: 'nothing',
  AssumeRolePolicyDocument: allowing('s3:*'),
  AuthenticationCode1: '123456',
  AuthenticationCode2: '654321',
  OpenIDConnectProviderArn: arn('oidc-provider/nothing.example.com'),
  Path: '/nothing/',
  PathPrefix: '/nothing/',
  NewPath: '/nothing/',
  PolicyArn: arn('policy/nothing'),
  PolicyDocument: allowing('s3:*'),
  PolicySourceArn: arn('user/nothing'),
  PermissionsBoundary: arn('policy/nothing'),
  SAMLMetadataDocument: 'x'.repeat(1000),
  SAMLProviderArn: arn('saml-provider/nothing'),
  SerialNumber: arn('mfa/nothing'),
  Url: 'https://nothing.example.com',
  VersionId: 'v9',
}

function valueOf(structure: string, name: string, type: Type): unknown {
  const rule = iamConstraints.rules[iamConstraints.members[structure]?.[name] ?? '']
  switch (type.kind) {
    case 'string':
      return known[name] ?? rule?.enum?.[0] ?? 'nothing-there-of-this-name'
    case 'number':
      return rule?.min ?? 1
    case 'boolean':
      return true
    case 'list':
      return [valueOf(structure, name, type.of)]
    case 'structure':
      return inputOf(type.name, true)
    case 'map':
    case 'timestamp':
    case 'blob':
    case 'document':
      return undefined
  }
}

function inputOf(structure: string, isWhole: boolean): Record<string, unknown> {
  const members = membersOf(iamModel, structure).filter(
    ({ name, required }) => name !== 'Marker' && (isWhole || required),
  )
  return Object.fromEntries(members.map(({ name, type }) => [name, valueOf(structure, name, type)]))
}

test('what is built is nearly all that people need', () => {
  expect(built.length).toBeGreaterThan(115)
})

test.each(built.map(([name]) => name))('%s answers in IAM’s words', async (name) => {
  const { iam } = server.clients()
  const Command = commands.get(`${name}Command`) as typeof sdk.GetUserCommand
  for (const isWhole of [false, true]) {
    const input = inputOf(iamModel.operations[name as 'GetUser'].input, isWhole)
    const answer = await iam.send(new Command(input)).then(
      () => 'done',
      (error: unknown) => String(error),
    )
    expect(server.bugs).toEqual([])
    expect(answer).not.toMatch(/Internal|assertion/)
  }
})

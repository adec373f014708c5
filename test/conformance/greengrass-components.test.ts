import { hash } from 'node:crypto'
import {
  CreateComponentVersionCommand,
  type CreateComponentVersionRequest,
  DeleteComponentCommand,
  DescribeComponentCommand,
  GetComponentCommand,
  GetComponentVersionArtifactCommand,
  type LambdaFunctionRecipeSource,
  ListComponentsCommand,
  ListComponentVersionsCommand,
  ListTagsForResourceCommand,
  paginateListComponents,
  paginateListComponentVersions,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-greengrassv2'
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { recipe, recipeBytes } from '../support/recipes.ts'
import {
  accountId,
  type Clients,
  region,
  startServerWithNobody,
  type TestServer,
} from '../support/server.ts'

let server: TestServer
let greengrass: Clients['greengrass']
beforeAll(async () => {
  server = await startServerWithNobody()
  greengrass = server.clients().greengrass
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

let names = 0
const newName = () => `com.example.Component${++names}`
const create = (members: object, more: Partial<CreateComponentVersionRequest> = {}) =>
  greengrass.send(
    new CreateComponentVersionCommand({ inlineRecipe: recipeBytes(members), ...more }),
  )
const created = async (members: object = {}, more = {}) => {
  const name = newName()
  const { arn = '' } = await create({ ComponentName: name, ...members }, more)
  return { name, arn }
}
const arnOf = (name: string, version = '1.0.0') =>
  `arn:aws:greengrass:${region}:${accountId}:components:${name}:versions:${version}`
const getRecipe = async (arn: string) => {
  const output = await greengrass.send(new GetComponentCommand({ arn }))
  return JSON.parse(Buffer.from(output.recipe ?? []).toString()) as Record<string, unknown>
}
const missing = {
  name: 'ResourceNotFoundException',
  resourceId: expect.any(String) as string,
  resourceType: expect.any(String) as string,
  $metadata: { httpStatusCode: 404 },
}

describe('CreateComponentVersion', () => {
  test('answers 201 with a version that is deployable when looked at', async () => {
    const name = newName()
    const { $metadata, ...output } = await create({ ComponentName: name }, { tags: { line: '1' } })
    expect($metadata.httpStatusCode).toBe(201)
    expect(output).toEqual({
      arn: arnOf(name),
      componentName: name,
      componentVersion: '1.0.0',
      creationTimestamp: expect.any(Date) as Date,
      status: { componentState: 'REQUESTED', message: 'NONE', errors: {} },
    })
    const found = await greengrass.send(new DescribeComponentCommand({ arn: arnOf(name) }))
    expect(found).toMatchObject({
      arn: arnOf(name),
      status: { componentState: 'DEPLOYABLE', message: 'NONE', errors: {} },
      platforms: [{ attributes: { os: 'linux', runtime: '*' } }],
      tags: { line: '1' },
    })
  })

  test('reads YAML and property names in any case, and gives back its own form of both', async () => {
    const name = newName()
    const text = `
recipeformatversion: '2020-01-25'
COMPONENTNAME: ${name}
componentVersion: 1.2.3-rc.1
ComponentDescription: says hello
ComponentPublisher: Me
ComponentConfiguration:
  DefaultConfiguration: { Message: world, list: [1, 2] }
ComponentDependencies:
  com.example.Dep: { versionRequirement: ^2.0.0, dependencyType: soft }
Manifests:
  - Name: Linux
    Platform: { os: linux, architecture: /amd64|aarch64/ }
    Lifecycle: { Run: { Script: echo hello, RequiresPrivilege: true } }
    Artifacts:
      - URI: docker:hello-world:latest
`
    await greengrass.send(new CreateComponentVersionCommand({ inlineRecipe: Buffer.from(text) }))
    const expected = {
      RecipeFormatVersion: '2020-01-25',
      ComponentName: name,
      ComponentVersion: '1.2.3-rc.1',
      ComponentType: 'aws.greengrass.generic',
      ComponentDescription: 'says hello',
      ComponentPublisher: 'Me',
      ComponentConfiguration: { DefaultConfiguration: { Message: 'world', list: [1, 2] } },
      ComponentDependencies: {
        'com.example.Dep': { VersionRequirement: '^2.0.0', DependencyType: 'SOFT' },
      },
      Manifests: [
        {
          Name: 'Linux',
          Platform: { os: 'linux', architecture: '/amd64|aarch64/' },
          Lifecycle: { Run: { Script: 'echo hello', RequiresPrivilege: true } },
          Artifacts: [
            {
              Uri: 'docker:hello-world:latest',
              Unarchive: 'NONE',
              Permission: { Read: 'OWNER', Execute: 'NONE' },
            },
          ],
        },
      ],
      Lifecycle: {},
    }
    const arn = arnOf(name, '1.2.3-rc.1')
    expect(await getRecipe(arn)).toEqual(expected)
    const yaml = await greengrass.send(new GetComponentCommand({ arn, recipeOutputFormat: 'YAML' }))
    expect(yaml.recipeOutputFormat).toBe('YAML')
    expect(parse(Buffer.from(yaml.recipe ?? []).toString())).toEqual(expected)
  })

  test('writes the digest of an artifact into the recipe', async () => {
    const { s3 } = server.clients()
    await s3.send(new CreateBucketCommand({ Bucket: 'artifacts-of-hello' }))
    const object = { Bucket: 'artifacts-of-hello', Key: 'hello.sh' }
    await s3.send(new PutObjectCommand({ ...object, Body: 'echo hello\n' }))
    const artifact = (Uri: string) => [{ Lifecycle: {}, Artifacts: [{ Uri, Digest: 'lies' }] }]
    const { arn } = await created({ Manifests: artifact('s3://artifacts-of-hello/hello.sh') })
    expect(await getRecipe(arn)).toMatchObject({
      Manifests: [
        {
          Artifacts: [
            {
              Uri: 's3://artifacts-of-hello/hello.sh',
              Digest: hash('sha256', 'echo hello\n', 'base64'),
              Algorithm: 'SHA-256',
            },
          ],
        },
      ],
    })
    for (const uri of [
      's3://artifacts-of-hello/gone.sh',
      's3://nowhere/x',
      's3://../../credentials',
    ])
      await expect(created({ Manifests: artifact(uri) })).rejects.toMatchObject({
        name: 'ValidationException',
        message: `Invalid Input: Encountered following errors in Artifacts: {${uri} = Specified artifact resource cannot be accessed}`,
      })
  })

  test('again with the same client token answers the same; without it, there is a conflict', async () => {
    const name = newName()
    const first = await create({ ComponentName: name }, { clientToken: `token-${name.length}` })
    const second = await create({ ComponentName: name }, { clientToken: `token-${name.length}` })
    expect({ ...second, $metadata: null }).toEqual({ ...first, $metadata: null })
    await expect(create({ ComponentName: name })).rejects.toMatchObject({
      name: 'ConflictException',
      message: `Component [${name} : 1.0.0] for account [${accountId}] already exists with state: [DEPLOYABLE]`,
      resourceType: 'ComponentVersion',
      resourceId: arnOf(name),
      $metadata: { httpStatusCode: 409 },
    })
    await expect(create({ ComponentName: name }, { tags: { a: 'b' } })).rejects.toThrow(
      "already exists and can't be created again with tags.",
    )
  })

  test.each([
    ['nothing', {}],
    ['both sources', { inlineRecipe: recipeBytes(), lambdaFunction: { lambdaArn: 'arn' } }],
    [
      'a recipe too large',
      { inlineRecipe: recipeBytes({ ComponentPublisher: 'x'.repeat(17_000) }) },
    ],
    ['a reserved tag', { inlineRecipe: recipeBytes(), tags: { 'aws:x': 'y' } }],
    ['a bad token', { inlineRecipe: recipeBytes(), clientToken: 'no spaces' }],
  ])('refuses %s', async (_name, input) => {
    await expect(greengrass.send(new CreateComponentVersionCommand(input))).rejects.toMatchObject({
      name: 'ValidationException',
      reason: 'FIELD_VALIDATION_FAILED',
    })
  })

  test.each(['just words', '[1, 2]', '{"a": ', 'a: [', '\ufffd\u0000'])(
    'is denied for what is no recipe at all: %j',
    async (text) => {
      await expect(
        greengrass.send(new CreateComponentVersionCommand({ inlineRecipe: Buffer.from(text) })),
      ).rejects.toMatchObject({
        name: 'AccessDeniedException',
        message: `User: arn:aws:iam::${accountId}:user/admin is not authorized to perform: null`,
        $metadata: { httpStatusCode: 403 },
      })
    },
  )

  test('its event hides the recipe', async () => {
    const { arn, name } = await created()
    const [event] = await server.lookup({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateComponentVersion' }],
      MaxResults: 1,
    })
    expect(event).toMatchObject({
      eventSource: 'greengrass.amazonaws.com',
      readOnly: false,
      requestParameters: { inlineRecipe: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
      responseElements: { arn, componentName: name, status: { componentState: 'REQUESTED' } },
    })
  })
})

describe('a component from a Lambda function', () => {
  const lambdaArn = `arn:aws:lambda:${region}:${accountId}:function:hello:3`
  const fromLambda = (lambdaFunction: LambdaFunctionRecipeSource) =>
    greengrass.send(new CreateComponentVersionCommand({ lambdaFunction }))

  test('takes name and version from it, and its settings as configuration', async () => {
    const { arn = '' } = await fromLambda({
      lambdaArn,
      componentLambdaParameters: { eventSources: [{ topic: 'a/+', type: 'IOT_CORE' }] },
    })
    expect(arn).toBe(arnOf('hello', '3.0.0'))
    expect(await getRecipe(arn)).toMatchObject({
      ComponentType: 'aws.greengrass.lambda',
      ComponentSource: lambdaArn,
      ComponentConfiguration: {
        DefaultConfiguration: {
          timeoutInSeconds: 3,
          pinned: true,
          maxQueueSize: 1000,
          pubsubTopics: { 0: { topic: 'a/+', type: 'IOT_CORE' } },
          containerParams: { memorySizeInKB: 16_384, mountROSysfs: false },
        },
      },
      Manifests: [{ Platform: { os: 'linux' } }],
    })
  })

  test('is denied without a version of the function, and refused for what cannot run', async () => {
    for (const version of ['', ':$LATEST', ':prod'])
      await expect(
        fromLambda({ lambdaArn: lambdaArn.replace(':3', version) }),
      ).rejects.toMatchObject({ name: 'AccessDeniedException', message: /null$/ })
    const cannotRun: Partial<LambdaFunctionRecipeSource>[] = [
      { componentPlatforms: [{ attributes: { os: 'windows' } }] },
      { componentLambdaParameters: { eventSources: [{ topic: '#', type: 'PUB_SUB' }] } },
      { componentDependencies: { a: { versionRequirement: 'newest' } } },
      { componentVersion: 'v1' },
      {
        componentLambdaParameters: {
          linuxProcessParams: { containerParams: { memorySizeInKB: -1 } },
        },
      },
    ]
    for (const more of cannotRun)
      await expect(fromLambda({ lambdaArn, ...more })).rejects.toMatchObject({
        name: 'ValidationException',
      })
  })
})

describe('what exists', () => {
  test('ListComponents pages through private names, each with its greatest version', async () => {
    const { name } = await created()
    await create({ ComponentName: name, ComponentVersion: '1.10.0' })
    await create({ ComponentName: name, ComponentVersion: '1.9.0' })
    const pages = []
    for await (const page of paginateListComponents({ client: greengrass, pageSize: 2 }, {}))
      pages.push(...(page.components ?? []))
    const listed = pages.map(({ componentName }) => componentName ?? '')
    expect(listed).toEqual([...new Set(listed)].toSorted())
    expect(listed).toContain(name)
    expect(pages.find(({ componentName }) => componentName === name)).toMatchObject({
      arn: arnOf(name).split(':versions')[0],
      latestVersion: { arn: arnOf(name, '1.10.0'), componentVersion: '1.10.0' },
    })
  })

  test('ListComponents knows the public ones, and so do the others', async () => {
    const names = []
    for await (const page of paginateListComponents({ client: greengrass }, { scope: 'PUBLIC' }))
      names.push(...(page.components ?? []).map(({ componentName }) => componentName))
    expect(names).toContain('aws.greengrass.Nucleus')
    expect(names).toContain('aws.greengrass.TokenExchangeService')
    const arn = `arn:aws:greengrass:${region}:aws:components:aws.greengrass.Cli`
    const versions = await greengrass.send(new ListComponentVersionsCommand({ arn }))
    expect(versions.componentVersions).toContainEqual({
      componentName: 'aws.greengrass.Cli',
      componentVersion: '2.16.1',
      arn: `${arn}:versions:2.16.1`,
    })
    const found = await greengrass.send(
      new DescribeComponentCommand({ arn: `${arn}:versions:2.16.1` }),
    )
    expect(found).toMatchObject({ publisher: 'AWS', status: { vendorGuidance: 'ACTIVE' } })
    await expect(
      greengrass.send(new DeleteComponentCommand({ arn: `${arn}:versions:2.16.1` })),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' })
  })

  test('ListComponentVersions gives the greatest first, to the end', async () => {
    const { name } = await created()
    for (const ComponentVersion of ['1.9.0-rc.1', '1.10.0', '1.9.0', '0.1.0'])
      await create({ ComponentName: name, ComponentVersion })
    const arn = arnOf(name).split(':versions')[0]
    const pages = []
    for await (const page of paginateListComponentVersions(
      { client: greengrass, pageSize: 2 },
      { arn },
    ))
      pages.push(page.componentVersions?.map(({ componentVersion }) => componentVersion))
    expect(pages).toEqual([['1.10.0', '1.9.0'], ['1.9.0-rc.1', '1.0.0'], ['0.1.0']])
  })

  test('a token belongs to its question', async () => {
    await created()
    await created()
    const { nextToken } = await greengrass.send(new ListComponentsCommand({ maxResults: 1 }))
    expect(nextToken).toBeDefined()
    await expect(
      greengrass.send(new ListComponentsCommand({ scope: 'PUBLIC', nextToken })),
    ).rejects.toMatchObject({ name: 'ValidationException' })
  })

  test('what is not there is not found: unknown, elsewhere, deleted; and the foreign is denied', async () => {
    const { name, arn } = await created()
    const elsewhere = server.clients(undefined, 'eu-west-1').greengrass
    for (const [client, asked] of [
      [greengrass, arnOf('com.example.Nope')],
      [greengrass, arnOf(name, '9.9.9')],
      [greengrass, arn.replace(region, 'eu-west-1')],
      [elsewhere, arn],
    ] as const) {
      await expect(client.send(new DescribeComponentCommand({ arn: asked }))).rejects.toMatchObject(
        missing,
      )
      await expect(client.send(new GetComponentCommand({ arn: asked }))).rejects.toMatchObject(
        missing,
      )
      await expect(client.send(new DeleteComponentCommand({ arn: asked }))).rejects.toMatchObject(
        missing,
      )
    }
    const foreign = arn.replace(accountId, '999988887777')
    await expect(greengrass.send(new GetComponentCommand({ arn: foreign }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    })
    const { $metadata } = await greengrass.send(new DeleteComponentCommand({ arn }))
    expect($metadata.httpStatusCode).toBe(204)
    await expect(greengrass.send(new GetComponentCommand({ arn }))).rejects.toMatchObject(missing)
    // Whoever is about to make the first version asks whether there are others.
    const list = new ListComponentVersionsCommand({ arn: arn.split(':versions')[0] })
    expect(await greengrass.send(list)).toMatchObject({ componentVersions: [] })
  })

  test('an artifact that the service does not keep is not found', async () => {
    const { arn } = await created()
    await expect(
      greengrass.send(
        new GetComponentVersionArtifactCommand({ arn, artifactName: 'Uvt6EZ=/a b/x.jar' }),
      ),
    ).rejects.toMatchObject({ ...missing, resourceId: 'Uvt6EZ=/a b/x.jar' })
  })

  test('components survive a restart', async () => {
    const { arn } = await created({ ComponentDescription: 'kept' }, { tags: { a: 'b' } })
    server = await server.restarted()
    greengrass = server.clients().greengrass
    expect(await greengrass.send(new DescribeComponentCommand({ arn }))).toMatchObject({
      description: 'kept',
      tags: { a: 'b' },
    })
  })
})

describe('tags', () => {
  const tagsOf = async (resourceArn: string) =>
    (await greengrass.send(new ListTagsForResourceCommand({ resourceArn }))).tags

  test('are set, changed and removed', async () => {
    const { arn: resourceArn } = await created({}, { tags: { a: '1' } })
    await greengrass.send(new TagResourceCommand({ resourceArn, tags: { a: '2', 'b c': '' } }))
    expect(await tagsOf(resourceArn)).toEqual({ a: '2', 'b c': '' })
    await greengrass.send(new UntagResourceCommand({ resourceArn, tagKeys: ['a', 'nope'] }))
    expect(await tagsOf(resourceArn)).toEqual({ 'b c': '' })
    await greengrass.send(new DeleteComponentCommand({ arn: resourceArn }))
    await expect(tagsOf(resourceArn)).rejects.toMatchObject(missing)
  })

  test('are at most 50 a resource, and none begins with aws:', async () => {
    const { arn: resourceArn } = await created()
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, 'v']))
    await greengrass.send(new TagResourceCommand({ resourceArn, tags: many }))
    for (const tags of [{ more: '' }, { 'AWS:x': '' }])
      await expect(
        greengrass.send(new TagResourceCommand({ resourceArn, tags })),
      ).rejects.toMatchObject({ name: 'ValidationException' })
  })
})

test('who may not, cannot, and the event says so', async () => {
  const { greengrass: nobody } = server.clients(server.keys.nobody)
  await expect(
    nobody.send(
      new CreateComponentVersionCommand({ inlineRecipe: Buffer.from(JSON.stringify(recipe())) }),
    ),
  ).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(
      `greengrass:CreateComponentVersion on resource: arn:aws:greengrass:${region}:${accountId}:components:com.example.Hello`,
    ) as string,
  })
  const newestOfNobody = async () => {
    const [event] = await server.lookup({
      LookupAttributes: [{ AttributeKey: 'Username', AttributeValue: 'nobody' }],
    })
    return event
  }
  const denial = { errorCode: 'AccessDenied', requestParameters: null, responseElements: null }
  expect(await newestOfNobody()).toMatchObject(denial)
  const unread = new CreateComponentVersionCommand({ inlineRecipe: Buffer.from('just words') })
  const message = `User: arn:aws:iam::${accountId}:user/nobody is not authorized to perform: null`
  await expect(nobody.send(unread)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message,
  })
  expect(await newestOfNobody()).toMatchObject({ ...denial, errorMessage: message })
})

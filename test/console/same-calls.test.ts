import { DescribeTrailsCommand } from '@aws-sdk/client-cloudtrail'
import {
  CreateDeploymentCommand,
  type CreateDeploymentCommandInput,
  ListComponentsCommand,
} from '@aws-sdk/client-greengrassv2'
import { CreateUserCommand, DeleteUserCommand, GetUserCommand } from '@aws-sdk/client-iam'
import { PutBucketPolicyCommand } from '@aws-sdk/client-s3'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuditEvent } from '../../src/audit/audit-event.ts'
import { ConsolePage, hasChromium, launchChromium } from '../support/chromium.ts'
import { PASSWORD, type Seed, seedDay } from '../support/console-seed.ts'
import { iamRegion } from '../support/iam.ts'
import { accountId, type Keys, region, startServer, type TestServer } from '../support/server.ts'
import { assume } from '../support/sessions.ts'
import { signedHeaders } from '../support/signer.ts'

interface Call {
  readonly eventName: string
  readonly protocol: string
  readonly inRegion: string
  /** Members, by their path, that are another in every call: ids, and times to the second. */
  readonly own?: readonly string[]
  readonly inBrowser: () => Promise<unknown>
  /** The same call again. */
  readonly bySdk: (event: AuditEvent) => Promise<unknown>
}

/** Another in any two calls, whoever makes them. */
const ownOfEveryCall = ['eventTime', 'eventID', 'requestID']

/**
 * Goal: what the console does leaves the events that the same calls leave by SDK, but for what AWS's differ in: who a console
 * session is (an ASIA key and a sessionContext), `sessionCredentialFromConsole`, and the browser as user agent.
 * Method: the same calls, at least one of every protocol, from the console's browser and by the Node SDK with the same user's
 * access key; then both events are compared whole, and so is the order of their members.
 */
describe.skipIf(!hasChromium)('the same call from the console and by SDK', () => {
  let server: TestServer
  let seed: Seed
  let browser: Browser
  let console: ConsolePage
  let browserAgent: string

  beforeAll(async () => {
    server = await startServer()
    seed = await seedDay(server)
    browser = await launchChromium()
    console = await ConsolePage.open(browser, server.url)
    browserAgent = await console.page.evaluate<string>('navigator.userAgent')
    await console.signIn('admin', PASSWORD)
    await console.goTo(`#/?region=${region}`)
  })
  afterAll(async () => {
    expect(console?.troubles).toEqual([])
    expect(server.bugs).toEqual([])
    await browser?.close()
    await server.close()
  })

  const newest = async (eventName: string, inRegion: string) => {
    const named = [{ AttributeKey: 'EventName' as const, AttributeValue: eventName }]
    const [event] = await server.lookup({ LookupAttributes: named, MaxResults: 1 }, inRegion)
    if (!event) throw new Error(`LookupEvents knows no ${eventName}.`)
    return event
  }

  /** The events of a call, from the browser and by SDK. */
  async function bothEvents({ eventName, inRegion, inBrowser, bySdk }: Call) {
    await inBrowser()
    const fromConsole = await newest(eventName, inRegion)
    await bySdk(fromConsole)
    const fromSdk = await newest(eventName, inRegion)
    expect(fromSdk.eventID).not.toBe(fromConsole.eventID)
    return { fromConsole, fromSdk }
  }

  const openPage = (place: string, heading: RegExp | string) => async () => {
    await console.goTo(place)
    await console.heading(heading).waitFor()
  }

  const calls: readonly Call[] = [
    {
      eventName: 'ListComponents',
      protocol: 'restJson1',
      inRegion: region,
      async inBrowser() {
        await openPage('#/components', /^Components/)()
        await console.page.getByRole('link', { name: 'com.example.Seed' }).waitFor()
      },
      bySdk: () =>
        server.clients().greengrass.send(new ListComponentsCommand({ scope: 'PRIVATE' })),
    },
    {
      eventName: 'CreateDeployment',
      protocol: 'restJson1',
      inRegion: region,
      own: [
        'requestParameters.clientToken',
        'responseElements.deploymentId',
        'responseElements.iotJobId',
        'responseElements.iotJobArn',
      ],
      async inBrowser() {
        const { page } = console
        await openPage(`#/deployments/create?revise=${seed.deploymentId}`, 'Specify target')()
        for (let step = 1; step < 5; step++)
          await page.getByRole('button', { name: 'Next' }).click()
        await page.getByRole('button', { name: 'Revise', exact: true }).click()
        await page.getByText('It is revised.').waitFor()
      },
      bySdk({ requestParameters }) {
        const { clientToken: _, ...input } = requestParameters as Record<string, unknown>
        const command = new CreateDeploymentCommand(
          input as unknown as CreateDeploymentCommandInput,
        )
        return server.clients().greengrass.send(command)
      },
    },
    {
      eventName: 'DescribeTrails',
      protocol: 'awsJson1_1',
      inRegion: region,
      async inBrowser() {
        await openPage('#/trails', /^Trails/)()
        await console.page.getByText('There is no trail').waitFor()
      },
      bySdk: () => server.clients().cloudtrail.send(new DescribeTrailsCommand({})),
    },
    {
      eventName: 'CreateUser',
      protocol: 'awsQuery',
      inRegion: iamRegion,
      own: ['responseElements.user.userId', 'responseElements.user.createDate'],
      async inBrowser() {
        const { page } = console
        await openPage('#/users/create', 'Create user')()
        await page.getByLabel('User name').fill('dave')
        await page.getByLabel('May sign in to this console').uncheck({ force: true })
        await page.getByRole('button', { name: 'Create user' }).click()
        await console.heading('dave').waitFor()
      },
      async bySdk() {
        const { iam } = server.clients()
        await iam.send(new DeleteUserCommand({ UserName: 'dave' }))
        await iam.send(new CreateUserCommand({ UserName: 'dave' }))
      },
    },
    {
      eventName: 'GetUser',
      protocol: 'awsQuery, refused',
      inRegion: iamRegion,
      async inBrowser() {
        await openPage('#/users/of-nobody', 'User')()
        await console.page.getByText('It does not exist (any more)').waitFor()
      },
      bySdk: () =>
        server
          .clients()
          .iam.send(new GetUserCommand({ UserName: 'of-nobody' }))
          .catch(() => undefined),
    },
    {
      eventName: 'PutBucketPolicy',
      protocol: 'restXml',
      inRegion: region,
      own: ['additionalEventData.x-amz-id-2'],
      async inBrowser() {
        const { page } = console
        await openPage('#/trails/create', 'Name and place')()
        await page.getByLabel('Trail name').fill('main')
        await page.getByLabel('Bucket', { exact: true }).fill('audit-logs')
        for (let step = 1; step < 3; step++)
          await page.getByRole('button', { name: 'Next' }).click()
        await page.getByRole('button', { name: 'Create trail' }).click()
        await page.getByText('Trail main is created and logging.').waitFor()
      },
      bySdk({ requestParameters }) {
        const { bucketPolicy } = requestParameters as Record<string, unknown>
        const Policy = JSON.stringify(bucketPolicy)
        return server
          .clients()
          .s3.send(new PutBucketPolicyCommand({ Bucket: 'audit-logs', Policy }))
      },
    },
    {
      eventName: 'GetCallerIdentity',
      protocol: 'awsQuery, which no page calls',
      inRegion: region,
      inBrowser: getCallerIdentity,
      bySdk: () => server.clients().sts.send(new GetCallerIdentityCommand({})),
    },
  ]

  test.each(calls)('is recorded alike: $eventName ($protocol)', async (call) => {
    const { fromConsole, fromSdk } = await bothEvents(call)
    const { userIdentity: person, userAgent, sessionCredentialFromConsole, ...done } = fromConsole
    const { userIdentity: user, userAgent: sdkAgent, ...doneBySdk } = fromSdk
    const { accessKeyId, sessionContext, ...who } = person
    expect(who).toEqual({ ...user, accessKeyId: undefined })
    expect(accessKeyId).toMatch(/^ASIA/)
    expect(user.accessKeyId).toBe(server.keys.admin.accessKeyId)
    const creationDate = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string
    expect(sessionContext).toEqual({ attributes: { creationDate, mfaAuthenticated: 'false' } })
    expect(sessionCredentialFromConsole).toBe('true')
    const isS3 = fromConsole.eventSource === 's3.amazonaws.com'
    expect(userAgent).toBe(isS3 ? `[${browserAgent}]` : browserAgent)
    expect(sdkAgent).toContain('aws-sdk-js/')
    const own = [...ownOfEveryCall, ...(call.own ?? [])]
    expect(without(done, own)).toEqual(without(doneBySdk, own))
    expect(Object.keys(fromConsole)).toEqual([
      ...Object.keys(fromSdk),
      'sessionCredentialFromConsole',
    ])
    expect(Object.keys(who)).toEqual(Object.keys(user).filter((name) => name !== 'accessKeyId'))
  })

  test('is recorded alike in a role, but for the session’s key and beginning', async () => {
    const { page } = console
    await console.goTo('#/switch-role?role=Deployer')
    await page.getByRole('button', { name: 'Switch role' }).click()
    await page.getByRole('button', { name: 'Signed in as Deployer' }).waitFor()
    const roleArn = `arn:aws:iam::${accountId}:role/Deployer`
    const session = await assume(server.clients().sts, roleArn, { RoleSessionName: 'admin' })
    const [list] = calls
    if (!list) throw new Error('There are no calls.')
    const { fromConsole, fromSdk } = await bothEvents({
      ...list,
      bySdk: () =>
        server.clients(session).greengrass.send(new ListComponentsCommand({ scope: 'PRIVATE' })),
    })
    const { sessionCredentialFromConsole, ...done } = fromConsole
    expect(sessionCredentialFromConsole).toBe('true')
    const own = [
      ...ownOfEveryCall,
      'userAgent',
      'userIdentity.accessKeyId',
      'userIdentity.sessionContext.attributes.creationDate',
    ]
    expect(without(done, own)).toEqual(without(fromSdk, own))
    expect(JSON.stringify(Object.keys(fromConsole.userIdentity))).toBe(
      JSON.stringify(Object.keys(fromSdk.userIdentity)),
    )
  })

  /** No page calls STS, so that the browser is given the request: signed here with the keys that the console's page holds. */
  async function getCallerIdentity(): Promise<void> {
    const { page } = console
    const keys = await page.evaluate<Keys>(
      `fetch('/console/credentials', { method: 'POST', headers: { 'content-type': 'application/json', 'x-waymark-console': '1' }, body: '{}' }).then((answer) => answer.json())`,
    )
    const body = 'Action=GetCallerIdentity&Version=2011-06-15'
    const contentType = 'application/x-www-form-urlencoded; charset=utf-8'
    const {
      host: _host,
      'content-length': _length,
      ...headers
    } = signedHeaders({
      method: 'POST',
      host: new URL(server.url).host,
      target: '/',
      headers: {
        'content-type': contentType,
        'x-amz-security-token': keys.sessionToken ?? '',
      },
      body: Buffer.from(body),
      keys,
      region,
      service: 'sts',
    })
    const init = JSON.stringify({ method: 'POST', headers, body })
    expect(await page.evaluate(`fetch('/', ${init}).then((answer) => answer.status)`)).toBe(200)
  }
})

/** A copy that lacks some members, by their paths. */
function without(document: object, paths: readonly string[]): object {
  const copy = structuredClone(document) as Record<string, unknown>
  for (const path of paths) {
    const names = path.split('.')
    const last = names.pop() ?? ''
    const holder = names.reduce<unknown>(
      (value, name) => (value as Record<string, unknown> | undefined)?.[name],
      copy,
    )
    if (typeof holder === 'object' && holder !== null) Reflect.deleteProperty(holder, last)
  }
  return copy
}

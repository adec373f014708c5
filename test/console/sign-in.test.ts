import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CreateLoginProfileCommand } from '@aws-sdk/client-iam'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConsolePage, hasChromium, launchChromium } from '../support/chromium.ts'
import { PASSWORD, seedDay } from '../support/console-seed.ts'
import { accountId, startServer, type TestServer } from '../support/server.ts'

describe.skipIf(!hasChromium)('signing in with a browser', () => {
  let server: TestServer
  let browser: Browser

  beforeAll(async () => {
    server = await startServer()
    await seedDay(server)
    browser = await launchChromium()
  })
  afterAll(async () => {
    expect(server.bugs).toEqual([])
    await browser?.close()
    await server.close()
  })

  const eventsOf = (eventName: string) =>
    server.lookup(
      { LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: eventName }] },
      'us-east-1',
    )

  test('tells nothing but that it did not work, and records it', async () => {
    const console = await ConsolePage.open(browser, server.url)
    const { page } = console
    await page.getByLabel('User name').fill('admin')
    await page.getByLabel('Password').fill('wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Your authentication information is incorrect.').first().waitFor()
    const [failure] = await eventsOf('ConsoleLogin')
    expect(failure).toMatchObject({ responseElements: { ConsoleLogin: 'Failure' } })
    expect(console.troubles).toEqual([])
    await console.close()
  })

  test('leads where one wanted to go, and out again', async () => {
    const console = await ConsolePage.open(browser, server.url)
    const { page } = console
    await console.goTo('#/users')
    await page.getByLabel('User name').fill('admin')
    await page.getByLabel('Password').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await console.heading(/^Users/).waitFor()
    await page.getByRole('link', { name: 'alice' }).waitFor()
    const [signedIn] = await eventsOf('ConsoleLogin')
    expect(signedIn).toMatchObject({
      userIdentity: { type: 'IAMUser', userName: 'admin' },
      userAgent: expect.stringContaining('Mozilla/5.0') as string,
      eventType: 'AwsConsoleSignIn',
      responseElements: { ConsoleLogin: 'Success' },
      additionalEventData: { LoginTo: `${server.url}/console/`, MFAUsed: 'No' },
    })
    await page.getByRole('button', { name: 'Signed in as admin' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await console.heading('Sign in to Waymark').waitFor()
    await console.goTo('#/users')
    expect(await page.getByRole('link', { name: 'alice' }).count()).toBe(0)
    expect(console.troubles).toEqual([])
    await console.close()
  })

  test('asks for another password when the present one has had its time', async () => {
    const { iam } = server.clients()
    const once = { UserName: 'alice', Password: PASSWORD, PasswordResetRequired: true }
    await iam.send(new CreateLoginProfileCommand(once))
    const console = await ConsolePage.open(browser, server.url)
    const { page } = console
    await page.getByLabel('User name').fill('alice')
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByLabel('New password').fill('Another-Horse-2')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await console.heading('Dashboard').waitFor()
    expect(await eventsOf('PasswordUpdated')).toMatchObject([
      { userIdentity: { userName: 'alice' } },
    ])
    await console.close()
  })

  test('works once with the link of the first start', async () => {
    const link = readFileSync(join(server.data, 'sign-in-link'), 'utf8').trim()
    const console = await ConsolePage.open(browser, server.url)
    await console.page.goto(link)
    await console.heading('Dashboard').waitFor()
    const second = await ConsolePage.open(browser, server.url)
    await second.page.goto(link)
    await second.heading('Sign in to Waymark').waitFor()
    expect(second.page.url()).not.toContain('link')
    expect(console.troubles).toEqual([])
    await Promise.all([console.close(), second.close()])
  })

  test('goes on as a role and comes back', async () => {
    const console = await ConsolePage.open(browser, server.url)
    const { page } = console
    await console.signIn('admin', PASSWORD)
    await console.goTo('#/roles/Deployer')
    await page.getByRole('link', { name: 'Switch to this role' }).click()
    await page.getByLabel('Display name').fill('Night shift')
    await page.getByRole('button', { name: 'Switch role' }).click()
    await page.getByRole('button', { name: 'Signed in as Night shift' }).click()
    const roleArn = `arn:aws:iam::${accountId}:role/Deployer`
    const asRole = {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${accountId}:assumed-role/Deployer/admin`,
    }
    expect(await eventsOf('SwitchRole')).toMatchObject([
      { userIdentity: asRole, responseElements: { SwitchRole: 'Success' } },
    ])
    const [assumed] = await eventsOf('AssumeRole')
    expect(assumed).toMatchObject({
      userIdentity: { userName: 'admin' },
      requestParameters: { roleArn, roleSessionName: 'admin' },
    })
    await page.keyboard.press('Escape')
    await console.goTo('#/users')
    await page.getByRole('link', { name: 'alice' }).waitFor()
    expect((await eventsOf('ListUsers'))[0]).toMatchObject({
      userIdentity: { ...asRole, sessionContext: { sessionIssuer: { arn: roleArn } } },
      sessionCredentialFromConsole: 'true',
    })
    await page.getByRole('button', { name: 'Signed in as Night shift' }).click()
    await page.getByRole('menuitem', { name: 'Back to admin' }).click()
    await page.getByRole('button', { name: 'Signed in as admin' }).waitFor()
    expect(await eventsOf('ExitRole')).toHaveLength(1)
    expect(console.troubles).toEqual([])
    await console.close()
  })
})

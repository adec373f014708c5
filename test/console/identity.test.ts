import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConsolePage, hasChromium, launchChromium } from '../support/chromium.ts'
import { eventAfter } from '../support/console-events.ts'
import { PASSWORD, seedDay } from '../support/console-seed.ts'
import { ADMINISTRATOR_ACCESS, iamRegion, trusting } from '../support/iam.ts'
import { accountId, region, startServer, type TestServer } from '../support/server.ts'

const readOnlyAccess = 'arn:aws:iam::aws:policy/ReadOnlyAccess'
const passwords = ['First-Horse-2', 'Second-Horse-3', 'Third-Horse-4'] as const
const [first, second, third] = passwords

/**
 * An administrator makes a role and a colleague with a password, the colleague signs in and goes on as the role, and in the
 * end all is taken away again. Each step is asserted by what is seen and by the event that the link after it leads to; no
 * password is in any event, address or log.
 */
describe.skipIf(!hasChromium)('identity in a browser', () => {
  let server: TestServer
  let browser: Browser
  let console: ConsolePage
  const addresses: string[] = []
  const logged: string[] = []

  beforeAll(async () => {
    server = await startServer()
    await seedDay(server)
    browser = await launchChromium()
    console = await ConsolePage.open(browser, server.url)
    overhear(console.page)
    await console.signIn('admin', PASSWORD)
  })
  afterAll(async () => {
    expect(console?.troubles).toEqual([])
    expect(server.bugs).toEqual([])
    await browser?.close()
    await server.close()
  })

  function overhear(page: Page): void {
    page.on('request', (request) => addresses.push(request.url()))
    page.on('framenavigated', (frame) => addresses.push(frame.url()))
    page.on('console', (message) => logged.push(message.text()))
  }

  const after = (eventName: string, notice: string) =>
    eventAfter(console, server, { eventName, notice, inRegion: iamRegion })

  async function choosePolicy(name: string): Promise<void> {
    const { page } = console
    await page.getByRole('button', { name: 'Policies to attach' }).click()
    await page
      .getByRole('option', { name: new RegExp(`^${name}`) })
      .first()
      .click()
    await page.keyboard.press('Escape')
  }

  test('makes a role that the account’s own users may assume', async () => {
    const { page } = console
    await console.goTo('#/roles')
    await page.getByRole('link', { name: 'Create role' }).click()
    await console.heading('Create role').waitFor()
    await page.getByLabel('Role name').fill('Auditor')
    await page.getByLabel('Description').fill('Looks, and touches nothing')
    await page.getByRole('button', { name: /Session at most/ }).click()
    await page.getByRole('option', { name: '2 hours', exact: true }).click()
    expect(await page.getByLabel('Account ID').inputValue()).toBe(accountId)
    await choosePolicy('ReadOnlyAccess')
    await page.getByRole('button', { name: 'Create role' }).click()
    await console.heading('Auditor').waitFor()
    await page.getByText('7200 s').waitFor()
    await page.getByRole('button', { name: 'Detach ReadOnlyAccess' }).waitFor()
    const event = await after('CreateRole', 'Role Auditor is created.')
    expect(event.requestParameters).toMatchObject({
      roleName: 'Auditor',
      description: 'Looks, and touches nothing',
      maxSessionDuration: 7200,
    })
    const { assumeRolePolicyDocument } = event.requestParameters as Record<string, string>
    expect(JSON.parse(assumeRolePolicyDocument ?? '')).toMatchObject({
      Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${accountId}:root` } }],
    })
    expect(await after('AttachRolePolicy', `${readOnlyAccess} is attached.`)).toMatchObject({
      requestParameters: { roleName: 'Auditor', policyArn: readOnlyAccess },
    })
  })

  test('makes a role for a service, and goes on by hand from there', async () => {
    const { page } = console
    await console.goTo('#/roles/create')
    const create = page.getByRole('button', { name: 'Create role' })
    await page.getByLabel('Role name').fill('TokenExchange')
    await page.getByRole('radio', { name: 'A service' }).check({ force: true })
    await page.getByLabel('Service', { exact: true }).fill('credentials.iot')
    await page.getByText('A service’s principal ends in .amazonaws.com.').waitFor()
    expect(await create.isDisabled()).toBe(true)
    await page.getByLabel('Service', { exact: true }).fill('credentials.iot.amazonaws.com')
    await page.getByRole('radio', { name: 'Written by hand' }).check({ force: true })
    const policy = page.getByLabel('Trust policy', { exact: true })
    expect(await policy.inputValue()).toContain('"Service": "credentials.iot.amazonaws.com"')
    await create.click()
    await console.heading('TokenExchange').waitFor()
    await page.getByText('credentials.iot.amazonaws.com').waitFor()
    await after('CreateRole', 'Role TokenExchange is created.')
  })

  test('changes who may assume a role, and what it may do', async () => {
    const { page } = console
    await page.getByRole('button', { name: 'Edit trust policy' }).click()
    const policy = page.getByRole('textbox', { name: 'Trust policy' })
    const save = page.getByRole('button', { name: 'Save trust policy' })
    await policy.fill('{')
    await page.getByText('Not JSON').waitFor()
    expect(await save.isDisabled()).toBe(true)
    await policy.fill('{"Version": "2012-10-17", "Statement": [{"Effect": "Maybe"}]}')
    await save.click()
    await page.getByText('The policy document is not valid').waitFor()
    await policy.fill(trusting('greengrass.amazonaws.com'))
    await save.click()
    await page.getByText('"greengrass.amazonaws.com"').waitFor()
    const changed = await after('UpdateAssumeRolePolicy', 'The trust policy is changed.')
    expect(changed.requestParameters).toEqual({
      roleName: 'TokenExchange',
      policyDocument: trusting('greengrass.amazonaws.com'),
    })
    await choosePolicy('AWSGreengrassReadOnlyAccess')
    await page.getByRole('button', { name: 'Attach', exact: true }).click()
    const arn = 'arn:aws:iam::aws:policy/AWSGreengrassReadOnlyAccess'
    await after('AttachRolePolicy', `${arn} is attached.`)
    await page.getByRole('button', { name: 'Detach AWSGreengrassReadOnlyAccess' }).click()
    const detached = await after('DetachRolePolicy', `${arn} is detached.`)
    expect(detached.requestParameters).toEqual({ roleName: 'TokenExchange', policyArn: arn })
  })

  test('deletes a role once nothing is attached to it', async () => {
    const { page } = console
    const remove = async () => {
      await page.getByRole('button', { name: 'Delete role' }).click()
      await page.getByRole('button', { name: 'Delete', exact: true }).click()
    }
    await remove()
    await console.heading(/^Roles/).waitFor()
    expect(await page.getByRole('link', { name: 'TokenExchange' }).count()).toBe(0)
    const deleted = await after('DeleteRole', 'Role TokenExchange is deleted.')
    expect(deleted.requestParameters).toEqual({ roleName: 'TokenExchange' })
    await console.goTo('#/roles/Deployer')
    await remove()
    await page.getByText('Something still depends on it').waitFor()
    await page.getByRole('button', { name: 'Keep' }).click()
    await page.getByRole('button', { name: 'Delete the inline policy all' }).click()
    await page.getByRole('button', { name: 'Delete it' }).click()
    await after('DeleteRolePolicy', 'The inline policy all is deleted.')
    await remove()
    await after('DeleteRole', 'Role Deployer is deleted.')
  })

  test('makes a colleague with a password that they have to change', async () => {
    const { page } = console
    await console.goTo('#/users/create')
    await page.getByLabel('User name').fill('carol')
    await page.getByLabel('Password', { exact: true }).fill(first)
    expect(
      await page.getByRole('checkbox', { name: 'Must change it at the next sign-in' }).isChecked(),
    ).toBe(true)
    await choosePolicy('AdministratorAccess')
    await page.getByRole('button', { name: 'Create user' }).click()
    await console.heading('carol').waitFor()
    await page.getByText('it must be changed at the next sign-in').waitFor()
    await after('CreateUser', 'User carol is created.')
    expect(await after('CreateLoginProfile', 'The password is set.')).toMatchObject({
      requestParameters: { userName: 'carol', passwordResetRequired: true },
    })
    expect(await after('AttachUserPolicy', `${ADMINISTRATOR_ACCESS} is attached.`)).toMatchObject({
      requestParameters: { userName: 'carol' },
    })
  })

  test('lets the colleague in, and on as the role', async () => {
    const hers = await ConsolePage.open(browser, server.url)
    const { page } = hers
    overhear(page)
    await page.getByLabel('User name').fill('carol')
    await page.getByLabel('Password', { exact: true }).fill(first)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByLabel('New password').fill(second)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await hers.heading('Dashboard').waitFor()
    await hers.goTo('#/switch-role?role=Auditor')
    await page.getByRole('button', { name: 'Switch role' }).click()
    await page.getByRole('button', { name: 'Signed in as Auditor' }).waitFor()
    await hers.goTo('#/roles/Auditor')
    await page.getByRole('button', { name: 'Delete role' }).click()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByText('You may not do this').waitFor()
    const roleArn = `arn:aws:iam::${accountId}:role/Auditor`
    const sessionArn = `arn:aws:sts::${accountId}:assumed-role/Auditor/carol`
    const events = await server.lookup({ MaxResults: 50 }, iamRegion)
    const named = (name: string) => events.filter(({ eventName }) => eventName === name)
    expect(named('PasswordUpdated')).toMatchObject([{ userIdentity: { userName: 'carol' } }])
    expect(named('ConsoleLogin')[0]).toMatchObject({
      userIdentity: { type: 'IAMUser', userName: 'carol' },
      responseElements: { ConsoleLogin: 'Success' },
    })
    expect(named('AssumeRole')[0]).toMatchObject({
      userIdentity: { userName: 'carol' },
      requestParameters: { roleArn, roleSessionName: 'carol' },
    })
    expect(named('SwitchRole')).toMatchObject([
      {
        userIdentity: { type: 'AssumedRole', arn: sessionArn },
        responseElements: { SwitchRole: 'Success' },
      },
    ])
    expect(named('DeleteRole')[0]).toMatchObject({
      userIdentity: { type: 'AssumedRole', arn: sessionArn },
      errorCode: 'AccessDenied',
      sessionCredentialFromConsole: 'true',
    })
    await hers.goTo(`#/entities/role/${encodeURIComponent(roleArn)}`)
    const timeline = page.getByRole('grid', { name: `Events of ${roleArn}` })
    await timeline.getByRole('link', { name: 'DeleteRole' }).waitFor()
    expect(hers.troubles).toEqual([])
    await hers.close()
  })

  test('changes and removes the password of somebody else', async () => {
    const { page } = console
    await console.goTo('#/users/carol')
    await page.getByLabel('New password').fill(third)
    await page
      .getByRole('checkbox', { name: 'Must change it at the next sign-in' })
      .uncheck({ force: true })
    await page.getByRole('button', { name: 'Change password' }).click()
    expect(await after('UpdateLoginProfile', 'The password is changed.')).toMatchObject({
      requestParameters: { userName: 'carol', passwordResetRequired: false },
    })
    await page.getByRole('button', { name: 'Remove password' }).click()
    await page.getByRole('button', { name: 'Remove it' }).click()
    await page.getByText('None: the user cannot sign in to this console.').waitFor()
    expect(await after('DeleteLoginProfile', 'The password is removed.')).toMatchObject({
      requestParameters: { userName: 'carol' },
    })
    await page.getByLabel('New password').fill(first)
    await page.getByRole('button', { name: 'Set password' }).click()
    await page.getByText('it must be changed at the next sign-in').waitFor()
    expect(await after('CreateLoginProfile', 'The password is set.')).toMatchObject({
      requestParameters: { userName: 'carol' },
    })
  })

  test('lets no password into an event, an address or a log', async () => {
    const events = [
      ...(await server.lookup({ MaxResults: 50 }, iamRegion)),
      ...(await server.lookup({ MaxResults: 50 }, region)),
    ]
    const files = readdirSync(server.data).filter((name) => name.endsWith('.log'))
    const texts = [
      JSON.stringify(events),
      ...addresses,
      ...logged,
      ...files.map((name) => readFileSync(join(server.data, name), 'utf8')),
    ]
    expect(events.length).toBeGreaterThan(50)
    expect(addresses.length).toBeGreaterThan(100)
    for (const password of [PASSWORD, ...passwords])
      expect(texts.filter((text) => text.includes(password))).toEqual([])
  })
})

import { GetDeploymentCommand } from '@aws-sdk/client-greengrassv2'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConsolePage, hasChromium, launchChromium } from '../support/chromium.ts'
import { eventAfter } from '../support/console-events.ts'
import { PASSWORD, seedDay, targetArn } from '../support/console-seed.ts'
import { region, startServer, type TestServer } from '../support/server.ts'

/**
 * A person makes a component, deploys it, revises the deployment and cancels it. Each step is asserted twice: by what is
 * seen, and by the event that the link after it leads to and Event history finds.
 */
describe.skipIf(!hasChromium)('Greengrass in a browser', () => {
  let server: TestServer
  let browser: Browser
  let console: ConsolePage

  beforeAll(async () => {
    server = await startServer()
    await seedDay(server)
    browser = await launchChromium()
    console = await ConsolePage.open(browser, server.url)
    await console.signIn('admin', PASSWORD)
  })
  afterAll(async () => {
    expect(console?.troubles).toEqual([])
    expect(server.bugs).toEqual([])
    await browser?.close()
    await server.close()
  })

  const after = (eventName: string, notice: string) =>
    eventAfter(console, server, { eventName, notice })

  test('makes a component of a recipe that is checked before it is sent', async () => {
    const { page } = console
    await console.goTo(`#/components/create?region=${region}`)
    const recipe = page.getByLabel('Recipe', { exact: true })
    const create = page.getByRole('button', { name: 'Create component' })
    const sound = await recipe.inputValue()
    await recipe.fill(sound.replace("'1.0.0'", 'latest'))
    await page.getByText('ComponentVersion must be a semantic version').waitFor()
    expect(await create.isDisabled()).toBe(true)
    await recipe.fill(sound)
    await create.click()
    await console.heading('com.example.HelloWorld 1.0.0').waitFor()
    const notice = 'com.example.HelloWorld 1.0.0 is created.'
    const event = await after('CreateComponentVersion', notice)
    expect(event).toMatchObject({
      eventSource: 'greengrass.amazonaws.com',
      responseElements: { componentName: 'com.example.HelloWorld', componentVersion: '1.0.0' },
    })
  })

  test('deploys it through the five pages', async () => {
    const { page } = console
    await console.goTo('#/deployments/create')
    const next = () => page.getByRole('button', { name: 'Next' }).click()
    await next()
    await page.getByText('Choose a thing group or a core device').waitFor()
    await page.getByRole('combobox', { name: 'Target' }).fill(targetArn)
    await page.keyboard.press('Escape')
    await next()
    await page
      .getByRole('checkbox', { name: 'Select com.example.HelloWorld' })
      .check({ force: true })
    await next()
    await page.getByLabel('Configuration to merge').fill('Message: moon\nLevels: [1, 2]')
    await next()
    await page.getByLabel('Devices a minute').fill('50')
    await next()
    await page.getByText('Message: moon').waitFor()
    await page.getByRole('button', { name: 'Deploy', exact: true }).click()
    await page.getByText('The deployment is created.').waitFor()
    expect(await deployed()).toMatchObject({
      components: {
        'com.example.HelloWorld': {
          componentVersion: '1.0.0',
          configurationUpdate: { merge: '{"Message":"moon","Levels":[1,2]}' },
        },
      },
      iotJobConfiguration: { jobExecutionsRolloutConfig: { maximumPerMinute: 50 } },
    })
    const { deploymentId } = await deployed()
    expect(await after('CreateDeployment', 'The deployment is created.')).toMatchObject({
      requestParameters: { targetArn },
      responseElements: { deploymentId },
    })
  })

  test('revises it and keeps what is not changed', async () => {
    const { page } = console
    const before = await deployed()
    await page.getByRole('link', { name: 'Revise' }).click()
    const next = () => page.getByRole('button', { name: 'Next' }).click()
    await next()
    await next()
    const merge = page.getByLabel('Configuration to merge')
    expect(await merge.inputValue()).toContain('Message: moon')
    await merge.fill((await merge.inputValue()).replace('moon', 'mars'))
    await next()
    await next()
    await page.getByRole('button', { name: 'Revise', exact: true }).click()
    await page.getByText('It is revised.').waitFor()
    const revised = await deployed()
    expect(revised.iotJobConfiguration).toEqual(before.iotJobConfiguration)
    expect(revised.components?.['com.example.HelloWorld']?.configurationUpdate?.merge).toBe(
      '{"Message":"mars","Levels":[1,2]}',
    )
    expect(await after('CreateDeployment', 'It is revised.')).toMatchObject({
      requestParameters: { targetArn },
      responseElements: { deploymentId: revised.deploymentId },
    })
  })

  test('shows what a revision changed, member by member', async () => {
    const { page } = console
    const place = page.url()
    const boxes = page.getByRole('checkbox', { name: /^Select revision/ })
    await boxes.nth(1).waitFor({ state: 'attached' })
    for (const box of [boxes.nth(0), boxes.nth(1)]) await box.check({ force: true })
    await page.getByRole('link', { name: 'Compare revisions' }).click()
    const differences = page.getByRole('table', { name: 'Differences' })
    await differences.getByText('"mars"').waitFor()
    expect(await differences.innerText()).toContain(
      'components.com.example.HelloWorld.merge.Message',
    )
    expect(await differences.innerText()).not.toContain('Levels')
    await page.goto(place)
  })

  test('cancels it', async () => {
    const { page } = console
    await page.getByRole('button', { name: 'Cancel deployment' }).click()
    await page.getByRole('button', { name: 'Cancel it' }).click()
    await page.getByText('The deployment is canceled.').waitFor()
    await page.getByText('Canceled', { exact: true }).first().waitFor()
    expect(await deployed()).toMatchObject({ deploymentStatus: 'CANCELED' })
    const { deploymentId } = await deployed()
    expect(await after('CancelDeployment', 'The deployment is canceled.')).toMatchObject({
      requestParameters: { deploymentId },
    })
  })

  /** The deployment whose page is shown, as the API tells it. */
  async function deployed() {
    await console.page.waitForURL(/#\/deployments\/[0-9a-f-]{36}$/)
    const deploymentId = console.page.url().slice(-36)
    return server.clients().greengrass.send(new GetDeploymentCommand({ deploymentId }))
  }
})

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { CreateDeploymentCommand } from '@aws-sdk/client-greengrassv2'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { ConsolePage, launchChromium } from '../test/support/chromium.ts'
import { PASSWORD, type Seed, seedDay, targetArn } from '../test/support/console-seed.ts'
import { region, startServer, type TestServer } from '../test/support/server.ts'
import { buildConsole } from './build-console.ts'

/** Pictures of the console's main pages for the documentation, taken of a server with a day's events. */
const CALLS = 40
const images = join(import.meta.dirname, '..', 'docs', 'images')

interface Shot {
  readonly name: string
  readonly place: string
  readonly mode?: 'light' | 'dark'
  readonly width?: number
  /** A tab to open before. */
  readonly tab?: string
}

await buildConsole()
mkdirSync(images, { recursive: true })
const server = await startServer({ deliveryIntervalMs: 500 })
const browser = await launchChromium()
try {
  const seed = await seedDay(server)
  await makeTraffic(server)
  for (const shot of await shots(server, seed)) await take(shot)
} finally {
  await browser.close()
  await server.close()
}

async function take({ name, place, mode = 'light', width = 1280, tab }: Shot): Promise<void> {
  const console = await ConsolePage.open(browser, server.url, { width, height: 860, mode })
  const { page } = console
  if (place !== '') {
    await console.signIn('admin', PASSWORD)
    await console.goTo(place)
    await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => undefined)
    if (tab !== undefined) {
      await page.getByRole('tab', { name: tab }).click()
      await page.waitForLoadState('networkidle', { timeout: 2_000 }).catch(() => undefined)
    }
  }
  const loading = page.getByText('Loading', { exact: true }).or(page.getByText('Loading events'))
  await loading.first().waitFor({ state: 'hidden' })
  await page.screenshot({ path: join(images, `${name}.png`), animations: 'disabled' })
  await console.close()
}

async function shots(of: TestServer, { deploymentId }: Seed): Promise<readonly Shot[]> {
  const [, denied, made] = await of.lookup({
    LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'CreateDeployment' }],
    MaxResults: 3,
  })
  const at = (place: string) => `${place}?region=${region}`
  return [
    { name: 'sign-in', place: '' },
    { name: 'dashboard', place: at('#/') },
    { name: 'event-history', place: at('#/events') },
    { name: 'event-history-narrow', place: at('#/events'), mode: 'dark', width: 360 },
    { name: 'event', place: at(`#/events/${made?.eventID}`), tab: 'Who did it', mode: 'dark' },
    { name: 'why-denied', place: at(`#/events/${denied?.eventID}`), tab: 'Why denied' },
    { name: 'compare', place: `#/compare?id=${denied?.eventID}&id=${made?.eventID}` },
    { name: 'deployment', place: at(`#/deployments/${deploymentId}`) },
    { name: 'create-deployment', place: at('#/deployments/create'), mode: 'dark' },
    { name: 'create-trail', place: at('#/trails/create') },
    { name: 'role', place: '#/roles/Deployer' },
  ]
}

async function makeTraffic(of: TestServer): Promise<void> {
  const { sts, greengrass } = of.clients()
  for (let i = 0; i < CALLS; i++) await sts.send(new GetCallerIdentityCommand({}))
  const merge = JSON.stringify({ mqtt: { port: 443 }, logLevel: 'WARN' })
  const components = {
    'com.example.Seed': { componentVersion: '1.0.0', configurationUpdate: { merge } },
  }
  const deployment = { targetArn, deploymentName: 'Quieter logs', components }
  await greengrass.send(new CreateDeploymentCommand(deployment))
}

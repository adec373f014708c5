import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'

const executablePath = '/usr/bin/chromium'

/** Where there is no browser, tests that need one are skipped; never in CI, where it would go unseen. */
export const hasChromium = existsSync(executablePath) || process.env['CI'] === 'true'
if (!hasChromium) process.stderr.write(`Skipped: there is no ${executablePath}.\n`)

export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export interface Window {
  readonly width?: number
  readonly height?: number
  readonly mode?: 'light' | 'dark'
}

/** A page of its own, without cookies. What goes wrong in it is kept in {@link troubles}. */
export class ConsolePage {
  readonly page: Page
  readonly #url: string
  readonly #troubles: string[] = []

  private constructor(page: Page, url: string) {
    this.page = page
    this.#url = url
    page.on('pageerror', (error) => this.#troubles.push(`error: ${error.message}`))
    page.on('console', (message) => {
      // The browser itself writes a line for every answer that is no success; those are asserted where they are meant.
      const isAnswer = message.text().startsWith('Failed to load resource')
      if (message.type() === 'error' && !isAnswer) this.#troubles.push(message.text())
    })
    page.on('request', (request) => {
      const to = request.url()
      if (!to.startsWith(url) && !/^(blob|data):/.test(to)) this.#troubles.push(`left for ${to}`)
    })
  }

  static async open(browser: Browser, url: string, window: Window = {}): Promise<ConsolePage> {
    const { width = 1400, height = 900, mode = 'light' } = window
    const viewport = { width, height }
    const context = await browser.newContext({ viewport, colorScheme: mode, acceptDownloads: true })
    const console = new ConsolePage(await context.newPage(), url)
    console.page.setDefaultTimeout(60_000)
    await console.page.goto(`${url}/console/`)
    return console
  }

  async signIn(userName: string, password: string): Promise<void> {
    await this.page.getByLabel('User name').fill(userName)
    await this.page.getByLabel('Password').fill(password)
    await this.page.getByRole('button', { name: 'Sign in' }).click()
    await this.page.getByRole('heading', { level: 1, name: 'Dashboard' }).waitFor()
  }

  async goTo(place: string): Promise<void> {
    await this.page.goto(`${this.#url}/console/${place}`)
  }

  heading(name: string | RegExp) {
    return this.page.getByRole('heading', { level: 1, name })
  }

  /** Errors thrown or written to the browser's console, and requests that left the origin. */
  get troubles(): readonly string[] {
    return this.#troubles
  }

  /** What axe-core finds, one line an element; by all of its rules, or by some. */
  async violations(rules?: readonly string[]): Promise<string[]> {
    const { page } = this
    if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe)
    const options = rules ? JSON.stringify({ runOnly: rules }) : ''
    const found = await page.evaluate<Violation[]>(
      `axe.run(${options}).then(({ violations }) => violations.map(({ id, nodes }) => ({ id, html: nodes.map(({ html }) => html) })))`,
    )
    return found.flatMap(({ id, html }) => html.map((element) => `${id}: ${element}`))
  }

  close(): Promise<void> {
    return this.page.context().close()
  }
}

interface Violation {
  readonly id: string
  readonly html: readonly string[]
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

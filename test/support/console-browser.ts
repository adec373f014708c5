/** A browser at the console's door, as far as the door can tell: it keeps the cookie and sends what pages send. */
export class ConsoleBrowser {
  /** As `document` would not see it: the cookie is for the server alone. */
  cookie: string | undefined
  readonly #url: string

  constructor(url: string) {
    this.#url = url
  }

  post(path: string, body: unknown = {}, headers: Record<string, string> = {}) {
    return this.request('POST', path, JSON.stringify(body), {
      'content-type': 'application/json',
      'x-waymark-console': '1',
      ...headers,
    })
  }

  get(path: string, headers: Record<string, string> = {}) {
    return this.request('GET', path, undefined, headers)
  }

  async request(
    method: string,
    path: string,
    body: string | undefined,
    headers: Record<string, string>,
  ): Promise<BrowserAnswer> {
    const response = await fetch(`${this.#url}/console/${path}`, {
      method,
      redirect: 'manual',
      headers: {
        'user-agent': BROWSER_AGENT,
        ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    })
    const set = response.headers.get('set-cookie')
    if (set !== null) this.cookie = set.split(';')[0]
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json')
    const json = isJson ? (JSON.parse(text) as Record<string, unknown>) : {}
    return { status: response.status, headers: response.headers, text, json }
  }
}

export interface BrowserAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Empty when the answer is none. */
  readonly json: Readonly<Record<string, unknown>>
}

export const BROWSER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

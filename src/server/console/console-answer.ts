import type { HttpRequest, HttpResponse } from '../../wire/http.ts'
import { securityHeaders } from './console-page.ts'

/** What the console's page is told instead of what it asked for. */
export class ConsoleRefusal extends Error {
  readonly status: number
  readonly body: RefusalBody
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, body: RefusalBody, headers: Readonly<Record<string, string>> = {}) {
    super(body.code)
    this.status = status
    this.body = body
    this.headers = headers
  }
}

export interface RefusalBody {
  readonly code: string
  readonly message?: string
  readonly retryAfterSeconds?: number
}

const BODY_BYTES_MAX = 16 * 1024

export function answerJson(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  return {
    status,
    headers: {
      ...securityHeaders,
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...headers,
    },
    body: JSON.stringify(body),
  }
}

/** The members of a request's body. Throws {@link ConsoleRefusal}. */
export class FormReader {
  readonly #members: Readonly<Record<string, unknown>>

  constructor({ headers, body }: HttpRequest) {
    const isJson = /^application\/json\b/.test(headers['content-type'] ?? '')
    const members = isJson && body.length <= BODY_BYTES_MAX ? parsed(body) : undefined
    if (typeof members !== 'object' || members === null) throw invalid('a JSON object is expected')
    this.#members = members as Record<string, unknown>
  }

  text(name: string): string {
    const value = this.optionalText(name)
    if (value === undefined) throw invalid(`${name} is missing`)
    return value
  }

  optionalText(name: string): string | undefined {
    const value = Object.hasOwn(this.#members, name) ? this.#members[name] : undefined
    if (value === undefined || value === null) return undefined
    if (typeof value !== 'string') throw invalid(`${name} is not a text`)
    return value
  }

  isTrue(name: string): boolean {
    return Object.hasOwn(this.#members, name) && this.#members[name] === true
  }
}

export function invalid(message: string): ConsoleRefusal {
  return new ConsoleRefusal(400, { code: 'InvalidRequest', message })
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'))
  } catch {
    // Whatever it is, it is no JSON.
    return undefined
  }
}

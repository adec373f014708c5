import { request as requestPlain } from 'node:http'
import { request as requestTls } from 'node:https'

/** How long an endpoint has for its answer: https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html */
const ANSWER_MS = 15_000

export interface PostedMessage {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * Posts a message, and resolves with the status of the answer; what else is answered is not read, and redirects are not
 * followed. Rejects when there is no answer in good time.
 */
export function post(url: string, { headers, body }: PostedMessage): Promise<number> {
  const target = new URL(url)
  const send = target.protocol === 'https:' ? requestTls : requestPlain
  return new Promise((resolve, reject) => {
    const request = send(target, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      signal: AbortSignal.timeout(ANSWER_MS),
      // A socket of its own: one that an endpoint closes meanwhile must not cost an attempt.
      agent: false,
    })
    request.once('error', reject)
    request.once('response', (response) => {
      resolve(response.statusCode ?? 0)
      response.destroy()
    })
    request.end(body)
  })
}

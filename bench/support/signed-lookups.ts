import type { LookupAttribute } from '../../src/history/event-history.ts'
import { type Keys, keysIn } from '../../test/support/server.ts'
import type { ServerProcess } from '../../test/support/server-process.ts'
import { signedHeaders } from '../../test/support/signer.ts'

export interface Answer {
  readonly Events: readonly { readonly EventId: string }[]
  readonly NextToken?: string
}

/** LookupEvents over HTTP, each call signed; the answer is read and parsed, as a client would. */
export class SignedLookups {
  readonly #url: string
  readonly #keys: Keys
  readonly #region: string

  constructor(server: ServerProcess, region: string) {
    this.#url = server.url
    this.#keys = keysIn(server.credentials).admin
    this.#region = region
  }

  find({ key, value }: LookupAttribute): Promise<Answer> {
    return this.#call({ LookupAttributes: [{ AttributeKey: key, AttributeValue: value }] })
  }

  /** Pages of 50, until there are no more events or this many have been seen. Returns how many. */
  async page(events: number): Promise<number> {
    const seen = new Set<string>()
    let token: string | undefined
    do {
      const answer = await this.#call(token === undefined ? {} : { NextToken: token })
      for (const { EventId } of answer.Events) seen.add(EventId)
      token = answer.NextToken
    } while (token !== undefined && seen.size < events)
    return seen.size
  }

  async #call(input: unknown): Promise<Answer> {
    const text = JSON.stringify(input)
    const headers = signedHeaders({
      method: 'POST',
      host: new URL(this.#url).host,
      target: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents',
      },
      body: Buffer.from(text),
      keys: this.#keys,
      region: this.#region,
      service: 'cloudtrail',
    })
    const response = await fetch(this.#url, { method: 'POST', headers, body: text })
    const answer = await response.text()
    if (response.status !== 200) throw new Error(`${response.status}: ${answer}`)
    return JSON.parse(answer) as Answer
  }
}

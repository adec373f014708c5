import { hash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { StoredTrailObject } from '../../src/trails/destination.contract.ts'

/** What is wrong with every answer. */
export type S3Fault =
  | 'vanishes'
  | 'denies'
  | 'is full'
  | 'stalls'
  | 'fails with nonsense'
  | 'succeeds with nonsense'
  | 'hangs up'
  | 'stores and hangs up'

export interface StoredInS3 extends StoredTrailObject {
  readonly acl: string | undefined
}

/** As much of an S3 as trails need, on a socket, with one bucket, that fails on demand. */
export class FaultyS3 {
  readonly bucket: string
  /** Under `bucket/key`. */
  readonly objects = new Map<string, StoredInS3>()
  /** Methods and paths of what was asked, in its order. */
  readonly requests: string[] = []
  readonly #server = createServer((request, response) => void this.#serve(request, response))
  #fault: S3Fault | undefined

  constructor(bucket: string) {
    this.bucket = bucket
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return this
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  breakDown(fault: S3Fault): void {
    this.#fault = fault
  }

  /** Whoever is still waiting for an answer gets none. */
  recover(): void {
    this.#fault = undefined
    this.#server.closeAllConnections()
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request
    this.requests.push(`${method} ${url}`)
    switch (this.#fault) {
      case 'vanishes':
        return refuse(response, 404, 'NoSuchBucket')
      case 'denies':
        return refuse(response, 403, 'AccessDenied')
      case 'is full':
        return refuse(response, 503, 'SlowDown')
      case 'stalls':
        return
      case 'fails with nonsense':
        return void response.writeHead(500).end('<html><p>It works!')
      case 'succeeds with nonsense':
        return void response.writeHead(200).end('<html><p>It works!')
      case 'hangs up':
        return void request.socket.destroy()
      case 'stores and hangs up':
        await this.#answer(request)
        return void request.socket.destroy()
      case undefined: {
        const { status, code, headers } = await this.#answer(request)
        return code === undefined
          ? void response.writeHead(status, headers).end()
          : refuse(response, status, code)
      }
    }
  }

  async #answer(request: IncomingMessage): Promise<Answer> {
    const { pathname } = new URL(request.url ?? '', 'http://s3')
    const [, bucket, ...rest] = pathname.split('/')
    const body = await buffer(request)
    if (bucket !== this.bucket) return { status: 404, code: 'NoSuchBucket' }
    if (request.method !== 'PUT') return { status: 200 }
    const { headers } = request
    if (headers['content-md5'] !== hash('md5', body, 'base64'))
      return { status: 400, code: 'BadDigest' }
    this.objects.set(`${bucket}/${rest.map(decodeURIComponent).join('/')}`, {
      body,
      contentType: headers['content-type'] as 'application/json',
      contentEncoding: headers['content-encoding'] as 'gzip',
      acl: headers['x-amz-acl'] as string | undefined,
      metadata: metadataIn(headers),
    })
    return { status: 200, headers: { ETag: `"${hash('md5', body, 'hex')}"` } }
  }
}

interface Answer {
  readonly status: number
  readonly code?: string
  readonly headers?: Readonly<Record<string, string>>
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { 'Content-Type': 'application/xml' })
    .end(`<Error><Code>${code}</Code><Message>It ${code}.</Message></Error>`)
}

function metadataIn(headers: IncomingMessage['headers']): Readonly<Record<string, string>> {
  const prefix = 'x-amz-meta-'
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), String(value)]),
  )
}

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { region, startServer, type TestServer } from '../support/server.ts'

const script = 'console.log("app")\n'.repeat(20)
const SECRET = 'outside the console'

let folder: string
let server: TestServer
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'console-'))
  build('<title>first</title>')
  writeFileSync(join(folder, 'secret.txt'), SECRET)
  symlinkSync(join(folder, 'secret.txt'), join(folder, 'dist', 'link.txt'))
  server = await startServer({}, undefined, { consoleFolder: join(folder, 'dist') })
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
  rmSync(folder, { recursive: true })
})

function build(index: string) {
  mkdirSync(join(folder, 'dist', 'assets'), { recursive: true })
  const file = (name: string, body: string | Uint8Array) =>
    writeFileSync(join(folder, 'dist', name), body)
  file('assets/app-4f2a.js', script)
  file('assets/app-4f2a.js.br', brotliCompressSync(script))
  file('assets/app-4f2a.js.gz', gzipSync(script))
  file('index.html', index)
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** As it stands: no client that would make a path better before it sends it. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET', of = server) {
  const answered = Promise.withResolvers<Answer>()
  const { hostname, port } = new URL(of.url)
  const sent = request({ hostname, port, path, method, headers }, (response) => {
    const chunks: Buffer[] = []
    response.on('data', (chunk: Buffer) => chunks.push(chunk))
    response.on('end', () =>
      answered.resolve({
        status: response.statusCode ?? 0,
        headers: response.headers,
        body: Buffer.concat(chunks),
      }),
    )
  })
  sent.on('error', answered.reject)
  sent.end()
  return answered.promise
}

describe('the console', () => {
  test('lets nothing in from elsewhere, and nothing out', async () => {
    const paths = [
      '/console/',
      '/console/assets/app-4f2a.js',
      '/console/session',
      '/console/assets/x',
    ]
    for (const path of paths) {
      const { headers } = await ask(path)
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
      )
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
    }
  })

  test('answers each of its own paths with its one page', async () => {
    for (const path of ['/console/', '/console/events', '/console/a/b?x=1', '/console/x.y']) {
      const { status, headers, body } = await ask(path)
      expect([path, status, body.toString()]).toEqual([path, 200, '<title>first</title>'])
      expect(headers).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
      })
    }
    const bare = await ask('/console')
    expect([bare.status, bare.headers['location']]).toEqual([308, '/console/'])
    expect((await ask('/console/assets/gone-1234.js')).status).toBe(404)
    expect((await ask('/console/', {}, 'PUT')).status).toBe(405)
  })

  test('sends files as they were compressed, for good', async () => {
    const path = '/console/assets/app-4f2a.js'
    const [br, gz, plain] = [
      await ask(path, { 'accept-encoding': 'gzip, deflate, br' }),
      await ask(path, { 'accept-encoding': 'br;q=0, gzip' }),
      await ask(path),
    ]
    expect(brotliDecompressSync(br.body).toString()).toBe(script)
    expect(gunzipSync(gz.body).toString()).toBe(script)
    expect(plain.body.toString()).toBe(script)
    expect([br, gz, plain].map(({ headers }) => headers['content-encoding'])).toEqual([
      'br',
      'gzip',
      undefined,
    ])
    expect(br.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    })
    expect(new Set([br, gz, plain].map(({ headers }) => headers['etag'])).size).toBe(3)
    const head = await ask(path, {}, 'HEAD')
    expect([head.body.length, head.headers['content-length']]).toEqual([0, String(script.length)])
  })

  test('sends what a browser has already no second time', async () => {
    const { headers } = await ask('/console/')
    const again = await ask('/console/', { 'if-none-match': `"x", W/${String(headers['etag'])}` })
    expect([again.status, again.body.length]).toEqual([304, 0])
    expect((await ask('/console/', { 'if-none-match': '"x"' })).status).toBe(200)
  })

  test.each([
    '/console/../secret.txt',
    '/console/../../secret.txt',
    '/console/%2e%2e/secret.txt',
    '/console/..%2fsecret.txt',
    '/console/assets/../../secret.txt',
    '/console/assets/..%5c..%5csecret.txt',
    '/console//etc/passwd',
    '/console/link.txt',
    '/console/./../secret.txt',
    '/console/%00',
    '/console/__proto__',
    '/console/constructor',
  ])('%s leads to no file', async (path) => {
    const { body, status } = await ask(path)
    expect([200, 404]).toContain(status)
    expect(body.toString()).not.toContain(SECRET)
    expect(body.toString()).not.toContain('root:')
  })

  test('built anew is read anew', async () => {
    build('<title>second</title>')
    utimesSync(join(folder, 'dist', 'index.html'), new Date(), new Date(Date.now() + 5_000))
    expect((await ask('/console/')).body.toString()).toBe('<title>second</title>')
  })

  test('not built says how to build it', async () => {
    const of = await startServer({}, undefined, { consoleFolder: join(folder, 'none') })
    const { status, body } = await ask('/console/', {}, 'GET', of)
    expect(status).toBe(503)
    expect(body.toString()).toContain('npm run build:console')
    await of.close()
  })
})

describe('a bucket called console', () => {
  test('is S3’s when the call is signed, and pages are the console’s beside it', async () => {
    const s3 = new S3Client({
      region,
      endpoint: server.url,
      credentials: server.keys.admin,
      forcePathStyle: true,
    })
    const key = { Bucket: 'console', Key: 'assets/app-4f2a.js' }
    await s3.send(new CreateBucketCommand({ Bucket: 'console' }))
    await s3.send(new PutObjectCommand({ ...key, Body: 'an object' }))
    const { Body } = await s3.send(new GetObjectCommand(key))
    expect(await Body?.transformToString()).toBe('an object')
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'console' }))
    expect(Contents.map(({ Key }) => Key)).toEqual([key.Key])
    expect((await ask('/console/assets/app-4f2a.js')).body.toString()).toBe(script)
  })

  test('is S3’s when the address is signed', async () => {
    const { body } = await ask('/console/x?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=x')
    expect(body.toString()).not.toContain('title')
  })
})

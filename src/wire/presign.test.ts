import fc from 'fast-check'
import { expect, test } from 'vitest'
import { presignedUrl } from './presign.ts'
import { claimedSignature, verifySignature } from './sigv4.ts'
import { SigningKeys } from './sigv4-signature.ts'

const nowMs = Date.UTC(2026, 6, 20, 9, 15, 42)
const rules = { isRegion: () => true, isService: () => true, serviceOf: () => undefined }
const presigning = {
  endpoint: 'https://waymark.example.com:4567',
  bucket: 'bucket',
  region: 'us-west-2',
  accessKeyId: 'ASIAQEXAMPLE',
  secretAccessKey: 'secret',
  sessionToken: 'a/token+with=signs',
  nowMs,
  expiresSeconds: 900,
}

function proven(url: string, method: string, atMs: number): void {
  const [path = '', query = ''] = url.slice(presigning.endpoint.length).split('?')
  const headers = { host: 'waymark.example.com:4567' }
  const request = { method, path, query, headers, body: new Uint8Array(), sourceIp: '' }
  const claimed = claimedSignature(request, atMs, rules)
  expect(claimed.sessionToken).toBe(presigning.sessionToken)
  verifySignature(request, claimed, presigning.secretAccessKey, new SigningKeys())
}

test('a presigned URL proves itself for as long as it says, whatever the key', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (key) => {
      fc.pre(key.isWellFormed())
      const url = presignedUrl({ ...presigning, key })
      proven(url, 'GET', nowMs)
      proven(url, 'GET', nowMs + 900_000)
      expect(() => proven(url, 'GET', nowMs + 901_000)).toThrow('Signature expired')
      expect(() => proven(url, 'PUT', nowMs)).toThrow('does not match')
    }),
  )
})

import { createPublicKey, verify } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { FolderDigestKeys } from './digest-keys.ts'

let folder: string
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'digest-keys-')), 'keys')
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

test('a private key is nobody else’s to read, and signs after a restart as before', async () => {
  const keys = new FolderDigestKeys(folder)
  const { fingerprint, value } = await keys.create()
  expect(readdirSync(folder)).toEqual([`${fingerprint}.pem`])
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, `${fingerprint}.pem`)).mode & 0o777).toBe(0o600)

  const signature = await keys.sign(fingerprint, 'text')
  expect(await new FolderDigestKeys(folder).sign(fingerprint, 'text')).toBe(signature)
  const key = createPublicKey({ key: Buffer.from(value, 'base64'), format: 'der', type: 'pkcs1' })
  const isValid = (text: string) =>
    verify('RSA-SHA256', Buffer.from(text), key, Buffer.from(signature, 'hex'))
  expect([isValid('text'), isValid('Text')]).toEqual([true, false])
})

test('every key is another', async () => {
  const keys = new FolderDigestKeys(folder)
  expect((await keys.create()).fingerprint).not.toBe((await keys.create()).fingerprint)
})

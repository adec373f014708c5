import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readAccountsFile } from '../src/identity/accounts-file.ts'
import { readWebhooksFile } from '../src/trails/feeds/webhooks-file.ts'

const page = readFileSync(join(import.meta.dirname, '../docs/configuration.md'), 'utf8')
const [accounts = '', webhooks = ''] = Array.from(
  page.matchAll(/^```yaml\n(.*?)^```$/gms),
  ([, yaml]) => yaml,
)

test('the examples of docs/configuration.md are taken', () => {
  expect(readAccountsFile(accounts)).toMatchObject({ kind: 'accounts' })
  expect(readWebhooksFile(webhooks)).toMatchObject({ kind: 'webhooks' })
})

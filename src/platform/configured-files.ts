import type { Faults } from '../base/yaml-file.ts'
import { type AccountPlan, readAccountsFile } from '../identity/accounts-file.ts'
import type { Webhook } from '../trails/feeds/webhook.ts'
import { readWebhooksFile } from '../trails/feeds/webhooks-file.ts'
import { readText } from './files.ts'

interface NamedFiles {
  readonly accountsFile?: string
  readonly webhooksFile?: string
}

interface ReadFiles {
  readonly faults: readonly string[]
  readonly plans?: readonly AccountPlan[]
  readonly webhooks?: readonly Webhook[]
}

/** What flags name files for. All faults of all files at once; the accounts file is checked also when nobody will use it. */
export async function readConfiguredFiles(named: NamedFiles): Promise<ReadFiles> {
  const planned = await readFile('--accounts', named.accountsFile, readAccountsFile)
  const hooked = await readFile('--webhooks', named.webhooksFile, readWebhooksFile)
  return {
    faults: [...planned.faults, ...hooked.faults],
    ...(planned.read ? { plans: planned.read.accounts } : {}),
    ...(hooked.read ? { webhooks: hooked.read.webhooks } : {}),
  }
}

async function readFile<Read extends { readonly kind: string }>(
  flag: string,
  file: string | undefined,
  parse: (text: string) => Read | Faults,
): Promise<{ readonly read?: Exclude<Read, Faults>; readonly faults: readonly string[] }> {
  if (file === undefined) return { faults: [] }
  const result = await readText(file).then(parse, (error: Error): Faults => {
    return { kind: 'faults', faults: [error.message] }
  })
  return 'faults' in result
    ? { faults: result.faults.map((fault) => `${flag}: ${fault}`) }
    : { read: result as Exclude<Read, Faults>, faults: [] }
}

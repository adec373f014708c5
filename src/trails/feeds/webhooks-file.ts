import { z } from 'zod'
import { type Faults, readYaml } from '../../base/yaml-file.ts'
import { compilePattern } from './event-pattern.ts'
import { InvalidPattern } from './invalid-pattern.ts'
import type { Webhook } from './webhook.ts'

export type WebhooksFileResult =
  | { readonly kind: 'webhooks'; readonly webhooks: readonly Webhook[] }
  | Faults

/** What Standard Webhooks asks for. */
const SECRET_BYTES_MIN = 24

const webhookSchema = z.strictObject({
  name: z.string().regex(/^[\w.-]{1,64}$/, 'is not a name of letters, digits and .-_'),
  url: z.url({ protocol: /^https?$/, error: 'is not an http(s) URL' }),
  secret: z.string().min(SECRET_BYTES_MIN, `is shorter than ${SECRET_BYTES_MIN} characters`),
  state: z.enum(['ENABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS']).default('ENABLED'),
  pattern: z.unknown().superRefine((pattern, context) => {
    try {
      if (pattern !== undefined) compilePattern(pattern)
    } catch (error) {
      if (!(error instanceof InvalidPattern)) throw error
      context.addIssue({ code: 'custom', message: error.message })
    }
  }),
})

const fileSchema = z.strictObject({ webhooks: z.array(webhookSchema) })

/** Checks the file as a whole and names every fault at once, each with its place and none with a secret. */
export function readWebhooksFile(text: string): WebhooksFileResult {
  const read = readYaml(text, fileSchema)
  if (read.kind === 'faults') return read
  const { webhooks } = read.content
  const names = webhooks.map(({ name }) => name)
  const repeated = names.filter((name, i) => names.indexOf(name) !== i)
  return repeated.length > 0
    ? { kind: 'faults', faults: repeated.map((name) => `there are two webhooks ${name}`) }
    : { kind: 'webhooks', webhooks }
}

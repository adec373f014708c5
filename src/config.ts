import type { S3Bucket } from './platform/s3-store.ts'
import type { Enforcement } from './server/authorize.ts'

/** What a server is started with. */
export interface Config {
  readonly host: string
  readonly port: number
  readonly data: string
  /** The account to make on the first start, or the one that the data has to belong to. */
  readonly account?: string
  /** A YAML file of the accounts to make on the first start, instead of the default one. */
  readonly accountsFile?: string
  /** What policies do. */
  readonly enforcement: Enforcement
  readonly deliveryIntervalMs: number
  /** Between the digests of a trail with log file validation; whole seconds. */
  readonly digestIntervalMs: number
  /** How others reach this server, for the links in its messages; what it listens on when absent. */
  readonly publicUrl?: string
  /** Buckets of trails that are kept elsewhere; all others are kept here. */
  readonly s3Buckets?: readonly S3Bucket[]
  /** An SNS that has the topics of trails; the topics kept here when absent. */
  readonly snsEndpoint?: string
  /** A CloudWatch Logs that has the log groups of trails. */
  readonly logsEndpoint?: string
  /** An EventBridge that gets what trails record. */
  readonly eventsEndpoint?: string
  /** A YAML file of the webhooks that get what trails record. */
  readonly webhooksFile?: string
  /** Paths of PEM files; both or neither. */
  readonly tls?: { readonly cert: string; readonly key: string }
}

export type ConfigResult =
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'faults'; readonly faults: readonly string[] }

interface Option {
  readonly value: string
  readonly fallback?: string
  readonly text: string
  /** May be given again; its values are one text with commas between. */
  readonly isList?: true
  /** Says what is wrong with a value, or nothing. */
  readonly fault?: (value: string) => string | undefined
}

/** Longer than a day nobody waits for a log file; and timers overflow past 24 days. */
const INTERVAL_MS_MAX = 24 * 60 * 60 * 1000
/** Digests are named after the second in which they end. */
const DIGEST_INTERVAL_MS_MIN = 2_000

const enforcements: readonly Enforcement[] = ['enforce', 'soft', 'off']

export const DEFAULT_ACCOUNT = '123456789012'

const options = {
  port: {
    value: 'N',
    fallback: '4567',
    text: 'port to listen on, 0 for a free one',
    fault: (value) =>
      /^\d{1,5}$/.test(value) && Number(value) <= 65_535 ? undefined : 'is not a port number',
  },
  host: { value: 'H', fallback: '127.0.0.1', text: 'address to listen on' },
  data: { value: 'DIR', fallback: './.waymark', text: 'folder that holds everything kept' },
  account: {
    value: 'ID',
    text: `account to make on the first start (${DEFAULT_ACCOUNT})`,
    fault: (value) => (/^\d{12}$/.test(value) ? undefined : 'is not a 12-digit account id'),
  },
  accounts: {
    value: 'FILE',
    text: 'YAML file of accounts, users, roles and policies to make on the first start',
  },
  authorization: {
    value: 'MODE',
    fallback: 'enforce',
    text: 'what policies do: enforce; soft allows and marks denials; off does not look at them',
    fault: (value) =>
      enforcements.some((mode) => mode === value) ? undefined : 'is not enforce, soft or off',
  },
  'delivery-interval': {
    value: 'TIME',
    fallback: '5m',
    text: 'how often trails deliver log files: 500ms, 60s, 5m, 1h',
    fault: (value) => {
      const ms = durationMs(value)
      return ms !== undefined && ms > 0 && ms <= INTERVAL_MS_MAX
        ? undefined
        : 'is not a time of at most 24h, such as 60s'
    },
  },
  'digest-interval': {
    value: 'TIME',
    fallback: '1h',
    text: 'how often trails deliver digests: 2s, 5m, 1h',
    fault: (value) => {
      const ms = durationMs(value)
      const isWhole = ms !== undefined && ms % 1000 === 0
      return isWhole && ms >= DIGEST_INTERVAL_MS_MIN && ms <= INTERVAL_MS_MAX
        ? undefined
        : 'is not a time from 2s to 24h in whole seconds'
    },
  },
  'public-url': {
    value: 'URL',
    text: 'how others reach this server, for the links in its messages',
    fault: urlFault,
  },
  's3-bucket': {
    value: 'NAME[=URL],…',
    text: 'bucket of trails that another S3 has, at URL, --s3-endpoint or AWS; repeatable',
    isList: true,
    fault: (value) => {
      const isWhole = bucketsIn(value).every(
        ({ name, endpoint }) =>
          BUCKET_NAME.test(name) && (endpoint === undefined || urlFault(endpoint) === undefined),
      )
      return isWhole ? undefined : 'is not a bucket NAME or NAME=URL'
    },
  },
  's3-endpoint': {
    value: 'URL',
    text: 'S3 that has the buckets of --s3-bucket without a URL',
    fault: urlFault,
  },
  'sns-endpoint': {
    value: 'URL',
    text: 'another SNS that trails notify, instead of the topics kept here',
    fault: urlFault,
  },
  'logs-endpoint': {
    value: 'URL',
    text: 'CloudWatch Logs that has the log groups of trails',
    fault: urlFault,
  },
  'events-endpoint': {
    value: 'URL',
    text: 'EventBridge whose default buses get what trails record',
    fault: urlFault,
  },
  webhooks: {
    value: 'FILE',
    text: 'YAML file of webhooks (name, url, secret, state, pattern)',
  },
  'tls-cert': { value: 'FILE', text: 'PEM certificate chain; serves https' },
  'tls-key': { value: 'FILE', text: 'PEM private key of the certificate' },
} as const satisfies Record<string, Option>

type OptionName = keyof typeof options

const optionNames = Object.keys(options) as OptionName[]

/**
 * Flags win over `WAYMARK_…` variables, and those over defaults. Every fault is named at once.
 *
 * @param flags the words after the program's name
 */
export function readConfig(
  flags: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ConfigResult {
  const { given, faults } = readFlags(flags)
  if (given.has('help')) return { kind: 'help', text: helpText() }
  const chosen = new Map<OptionName, string>()
  for (const name of optionNames) {
    const option: Option = options[name]
    const variable = `WAYMARK_${name.replaceAll('-', '_').toUpperCase()}`
    const isFlag = given.has(name)
    const value = isFlag ? (given.get(name) ?? '') : (environment[variable] ?? option.fallback)
    if (value === undefined) continue
    const fault = value === '' ? 'needs a value' : option.fault?.(value)
    const source = isFlag ? `--${name}` : variable
    if (fault === undefined) chosen.set(name, value)
    else faults.push(value === '' ? `${source}: ${fault}` : `${source}: '${value}' ${fault}`)
  }
  if (chosen.has('tls-cert') !== chosen.has('tls-key'))
    faults.push('--tls-cert and --tls-key: are given together or not at all')
  if (chosen.has('account') && chosen.has('accounts'))
    faults.push('--account and --accounts: are not given together')
  if (chosen.has('s3-endpoint') && !chosen.has('s3-bucket'))
    faults.push('--s3-endpoint: needs an --s3-bucket, because all others are kept here')
  return faults.length > 0
    ? { kind: 'faults', faults }
    : { kind: 'config', config: configOf(chosen) }
}

/** `--name value` and `--name=value`; a flag without a value has none. */
function readFlags(words: readonly string[]) {
  const given = new Map<string, string | undefined>()
  const faults: string[] = []
  for (let i = 0; i < words.length; i++) {
    const [, name, , value] = /^--([^=]+)(=(.*))?$/s.exec(words[i] ?? '') ?? []
    if (name === undefined) faults.push(`${words[i]}: is not a flag`)
    else if (name === 'help') given.set(name, undefined)
    else {
      const next = words[i + 1]
      const takesNext = value === undefined && next !== undefined && !next.startsWith('--')
      if (takesNext) i++
      const said = value ?? (takesNext ? next : undefined)
      const before = isList(name) ? given.get(name) : undefined
      given.set(name, before && said ? `${before},${said}` : said)
      if (!Object.hasOwn(options, name)) faults.push(`--${name}: is not a flag of this server`)
    }
  }
  return { given, faults }
}

function isList(name: string): boolean {
  const option: Option | undefined = (options as Readonly<Record<string, Option>>)[name]
  return option?.isList === true
}

function configOf(chosen: ReadonlyMap<OptionName, string>): Config {
  const value = (name: OptionName) => chosen.get(name) ?? ''
  return {
    host: value('host'),
    port: Number(value('port')),
    data: value('data'),
    ...(chosen.has('account') ? { account: value('account') } : {}),
    enforcement: enforcements.find((mode) => mode === value('authorization')) ?? 'enforce',
    ...(chosen.has('accounts') ? { accountsFile: value('accounts') } : {}),
    deliveryIntervalMs: durationMs(value('delivery-interval')) ?? 0,
    digestIntervalMs: durationMs(value('digest-interval')) ?? 0,
    ...(chosen.has('public-url') ? { publicUrl: value('public-url').replace(/\/$/, '') } : {}),
    ...(chosen.has('s3-bucket')
      ? { s3Buckets: bucketsIn(value('s3-bucket'), chosen.get('s3-endpoint')) }
      : {}),
    ...(chosen.has('sns-endpoint') ? { snsEndpoint: value('sns-endpoint') } : {}),
    ...(chosen.has('logs-endpoint') ? { logsEndpoint: value('logs-endpoint') } : {}),
    ...(chosen.has('events-endpoint') ? { eventsEndpoint: value('events-endpoint') } : {}),
    ...(chosen.has('webhooks') ? { webhooksFile: value('webhooks') } : {}),
    ...(chosen.has('tls-cert') ? { tls: { cert: value('tls-cert'), key: value('tls-key') } } : {}),
  }
}

const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/

function bucketsIn(list: string, usual?: string): readonly S3Bucket[] {
  return list.split(',').map((one) => {
    const [, name = one, endpoint = usual] = /^([^=]*)=(.*)$/.exec(one) ?? []
    return { name, ...(endpoint === undefined ? {} : { endpoint }) }
  })
}

function urlFault(value: string): string | undefined {
  return /^https?:\/\//.test(value) && URL.canParse(value) ? undefined : 'is not an http(s) URL'
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

function durationMs(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d{1,9})(ms|s|m|h)$/.exec(text) ?? []
  return amount === undefined ? undefined : Number(amount) * (unitMs[unit] ?? 1)
}

function helpText(): string {
  const rows = optionNames.map((name) => {
    const option: Option = options[name]
    const fallback = option.fallback === undefined ? '' : ` (${option.fallback})`
    return `  ${`--${name} ${option.value}`.padEnd(26)}${option.text}${fallback}`
  })
  return [
    'Usage: npm start -- [flags]',
    '',
    'A self-hosted CloudTrail with AWS IoT Greengrass V2 built in.',
    '',
    ...rows,
    `  ${'--help'.padEnd(26)}this text`,
    '',
    'Every flag can be given as a variable too: WAYMARK_PORT, WAYMARK_DELIVERY_INTERVAL, …',
  ].join('\n')
}

import type { Writable } from 'node:stream'
import { styleText } from 'node:util'
import type { AnsweredCall, Observer, RejectedRequest } from '../server/front-door.ts'

/** What a started server tells the person or program that started it. */
export interface Started {
  readonly url: string
  readonly console: string
  readonly data: string
  readonly account: string
  readonly credentials: string
  /** Only on the first start, and only for a person. */
  readonly newKeys?: { readonly accessKeyId: string; readonly secretAccessKey: string }
  /** Signs the administrator in to the console, once. As the keys: only on the first start, and only for a person. */
  readonly signInLink?: string
}

/** Tells what happens, on standard output. */
export interface Reporter extends Pick<Observer, 'answered' | 'rejected' | 'bug'> {
  started(started: Started): void
  /** Something that the owner of this server can put right. */
  advice(text: string): void
  /** Writes what still waits. */
  flush(): void
}

const FLUSH_MS = 100
/** Lines that wait for a reader; what comes on top is counted and not kept. */
const WAITING_LINES_MAX = 10_000

/** A short screen and a line a call for a person at a terminal; JSON lines for everything else. */
export function reporterFor(out: Writable & { readonly isTTY?: boolean }): Reporter {
  const lines = new Lines(out)
  return out.isTTY ? terminalReporter(lines) : jsonReporter(lines)
}

function jsonReporter(lines: Lines): Reporter {
  const add = (type: string, members: object) =>
    lines.add(() => JSON.stringify({ type, ...members }))
  return {
    started({ newKeys: _forPeopleOnly, signInLink: _forOneOnly, ...members }) {
      add('ready', members)
      lines.flush()
    },
    answered: ({ timeMs, ...call }) =>
      add('call', { time: new Date(timeMs).toISOString(), ...call }),
    rejected: (request) => add('rejected', request),
    advice: (text) => add('advice', { text }),
    bug: (error) => add('bug', { error: error instanceof Error ? error.stack : String(error) }),
    flush: () => lines.flush(),
  }
}

function terminalReporter(lines: Lines): Reporter {
  return {
    started(started) {
      lines.add(() => screen(started))
      lines.flush()
    },
    answered: (call) => lines.add(() => callLine(call)),
    rejected: (request) => lines.add(() => rejectedLine(request)),
    advice: (text) => lines.add(() => styleText('yellow', text)),
    bug: (error) =>
      lines.add(() =>
        styleText('red', error instanceof Error ? (error.stack ?? '') : String(error)),
      ),
    flush: () => lines.flush(),
  }
}

function screen(started: Started): string {
  const { url, console, data, account, credentials, newKeys, signInLink } = started
  const bold = (text: string) => styleText('bold', text)
  return [
    '',
    `  ${bold('Waymark')}  CloudTrail and AWS IoT Greengrass V2, on this machine`,
    '',
    `  API      ${url}`,
    `  Console  ${console}`,
    `  Account  ${account}`,
    `  Data     ${data}`,
    `  Keys     ${credentials}  (profiles: default is the user admin; root)`,
    ...(newKeys
      ? [
          '',
          `  First start. The keys of ${bold('admin')}, shown once:`,
          `    ${newKeys.accessKeyId}  ${newKeys.secretAccessKey}`,
        ]
      : []),
    ...(signInLink === undefined
      ? []
      : ['', '  Sign in to the console with this link, once, within a day:', `    ${signInLink}`]),
    '',
    '  Try it:',
    `    export AWS_ENDPOINT_URL=${url} AWS_REGION=us-west-2`,
    `    export AWS_SHARED_CREDENTIALS_FILE=${credentials}`,
    '    aws greengrassv2 list-deployments',
    '    aws cloudtrail lookup-events --max-results 3',
    '',
    '  Every call appears here. Ctrl-C stops.',
    '',
  ].join('\n')
}

function callLine(call: AnsweredCall): string {
  const mark = call.errorCode === undefined ? styleText('green', '✓') : styleText('red', '✗')
  const outcome = call.errorCode ?? `${call.durationMs} ms`
  const service = call.eventSource.split('.')[0] ?? ''
  return `  ${clock(call.timeMs)}  ${mark} ${printable(call.who).padEnd(12)} ${service.padEnd(11)} ${printable(call.eventName).padEnd(28)} ${call.region.padEnd(14)} ${call.sourceIp.padEnd(15)} ${outcome}`
}

function rejectedLine(request: RejectedRequest): string {
  return `  ${request.time.slice(11, 19)}  ${styleText('yellow', '!')} not proven: ${request.errorCode}  ${request.method} ${printable(request.path)}  ${request.sourceIPAddress}`
}

function clock(ms: number): string {
  return new Date(ms).toISOString().slice(11, 19)
}

/** What strangers sent must not steer a terminal. */
function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 80)
}

/** Writes lines together now and then: one system call for many, and none in a call's way. */
class Lines {
  readonly #out: Writable
  #waiting: (() => string)[] = []
  #dropped = 0
  #timer: NodeJS.Timeout | undefined

  constructor(out: Writable) {
    this.#out = out
    // Whoever read the lines has gone away; the calls go on, and so does their trail.
    out.on('error', () => undefined)
  }

  add(line: () => string): void {
    if (this.#waiting.length >= WAITING_LINES_MAX) {
      this.#dropped++
      return
    }
    this.#waiting.push(line)
    this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS)
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const lines = this.#waiting.map((line) => line())
    this.#waiting = []
    if (this.#dropped > 0) lines.push(`${this.#dropped} more lines`)
    this.#dropped = 0
    if (lines.length > 0) this.#out.write(`${lines.join('\n')}\n`)
  }
}

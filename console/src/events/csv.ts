import type { FoundEvent } from '../api/waymark-search.ts'
import { documentOf, type EventDocument, textAt } from './event-fields.ts'

/**
 * A spreadsheet takes what begins like this for a formula, the wide forms of the characters too; an apostrophe in front makes
 * it text. https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^\s*[=+\-@\t\r\n|＝＋－＠]/

type Column = readonly [
  title: string,
  valueOf: (event: FoundEvent, document: EventDocument) => string,
]

const recorded =
  (member: string) =>
  (_: FoundEvent, document: EventDocument): string =>
    textAt(document, member)

const columns: readonly Column[] = [
  ['Event ID', ({ eventId }) => eventId],
  ['Event time', ({ eventTime }) => new Date(eventTime * 1000).toISOString()],
  ['User name', ({ username }) => username ?? ''],
  ['Event name', ({ eventName }) => eventName],
  ['Resource type', ({ resources }) => resources.map(({ type }) => type).join(', ')],
  ['Resource name', ({ resources }) => resources.map(({ name }) => name).join(', ')],
  ['AWS access key', ({ accessKeyId }) => accessKeyId ?? ''],
  ['AWS region', ({ awsRegion }) => awsRegion],
  ['Error code', ({ errorCode }) => errorCode ?? ''],
  ['Source IP address', ({ sourceIPAddress }) => sourceIPAddress],
  ['Request ID', recorded('requestID')],
  ['User agent', recorded('userAgent')],
  ['Read-only', ({ readOnly }) => String(readOnly)],
  ['Event source', ({ eventSource }) => eventSource],
  ['Principal ARN', ({ principalArn }) => principalArn ?? ''],
  ['Error message', recorded('errorMessage')],
]

export const csvHeader = `${columns.map(([title]) => cellOf(title)).join(',')}\r\n`

export function csvRow(event: FoundEvent): string {
  const document = documentOf(event)
  return `${columns.map(([, valueOf]) => cellOf(valueOf(event, document))).join(',')}\r\n`
}

function cellOf(text: string): string {
  const inert = FORMULA.test(text) ? `'${text}` : text
  return `"${inert.replaceAll('"', '""')}"`
}

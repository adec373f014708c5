import type { TimestampFormat, Type } from './model.ts'

/**
 * A simple value off the wire as text: a header, a query parameter, an element's content. Undefined
 * when the text is no value of that type. Lists, maps and structures have no text and are nobody's
 * to ask for here.
 */
export function readText(
  type: Type,
  text: string,
): string | number | boolean | Date | Uint8Array | undefined {
  switch (type.kind) {
    case 'string':
    case 'document':
      return text
    case 'number':
      return decimal.test(text) ? Number(text) : undefined
    case 'boolean':
      return readBoolean(text)
    case 'timestamp':
      return readTimestamp(text)
    case 'blob':
      return readBlob(text)
    case 'list':
    case 'map':
    case 'structure':
      return undefined
  }
}

/** Up to 24 digits, so that no number becomes infinite. */
const decimal = /^[+-]?(?:\d{1,24}(?:\.\d{0,24})?|\.\d{1,24})(?:[eE][+-]?\d{1,2})?$/

const base64 = /^[A-Za-z0-9+/]*={0,2}$/

/** White space does not count: some encoders break their lines. */
function readBlob(text: string): Uint8Array | undefined {
  const digits = text.replaceAll(/\s/g, '')
  return base64.test(digits) ? new Uint8Array(Buffer.from(digits, 'base64')) : undefined
}

/** As XML Schema spells them; old clients write them in capitals. */
function readBoolean(text: string): boolean | undefined {
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  const lower = text.toLowerCase()
  return lower === 'true' ? true : lower === 'false' ? false : undefined
}

const epochSeconds = /^-?\d{1,12}(?:\.\d{1,9})?$/
const isoDate = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/
const httpDate = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/

/**
 * Any of the three forms wherever a timestamp is expected, as AWS reads them. A time without a zone
 * is UTC.
 */
function readTimestamp(text: string): Date | undefined {
  const date = epochSeconds.test(text)
    ? new Date(Math.round(Number(text) * 1000))
    : isoDate.test(text)
      ? new Date(text.includes('T') && !zone.test(text) ? `${text}Z` : text)
      : new Date(httpDate.test(text) ? text : Number.NaN)
  return Number.isNaN(date.getTime()) ? undefined : date
}

const zone = /(?:Z|[+-]\d\d:?\d\d)$/

/** How a service prints the fraction of an ISO 8601 time. Both print whole seconds. */
export type DateTimeStyle = 'seconds' | 'zero-milliseconds'

/**
 * The inverse of {@link readText}. `format` is what the place calls for when the model names none.
 */
export function writeText(
  type: Type,
  value: unknown,
  style: DateTimeStyle,
  format: TimestampFormat = 'date-time',
): string {
  if (type.kind === 'timestamp') return writeTimestamp(value as Date, style, type.format ?? format)
  if (type.kind === 'blob') return Buffer.from(value as Uint8Array).toString('base64')
  return String(value as string | number | boolean)
}

function writeTimestamp(date: Date, style: DateTimeStyle, format: TimestampFormat): string {
  switch (format) {
    case 'date-time':
      return date.toISOString().slice(0, 19) + (style === 'seconds' ? 'Z' : '.000Z')
    case 'http-date':
      return date.toUTCString()
    case 'epoch-seconds':
      return String(date.getTime() / 1000)
  }
}

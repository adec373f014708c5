import { ServiceError } from './service-error.ts'

/** Deeper input could break whoever reads its record. */
const DEPTH_MAX = 64

/** Parses a JSON object. Throws `SerializationException` for anything else, and for what nests deeper than 64. */
export function parseJsonObject(body: Uint8Array): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {}
  const text = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')
  if (body.length > DEPTH_MAX && nestsDeeperThan(text, DEPTH_MAX))
    throw malformed(`JSON is nested deeper than ${DEPTH_MAX} levels`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw malformed('The request body is not valid JSON')
  }
  return asObject(value)
}

export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed('Unexpected value where a structure or map was expected')
  return value as Record<string, unknown>
}

/** The error of every protocol for a body that cannot be read; services that call it otherwise translate it. */
export function malformed(message: string): ServiceError {
  return new ServiceError('SerializationException', message, 400)
}

function nestsDeeperThan(text: string, depthMax: number): boolean {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === QUOTE) i = endOfString(text, i)
    else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (++depth > depthMax) return true
    } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) depth--
  }
  return false
}

const QUOTE = 0x22
const OPEN_BRACKET = 0x5b
const BACKSLASH = 0x5c
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d

function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end < 0 ? text.length : end
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes++
  return backslashes % 2 === 1
}

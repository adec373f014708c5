/** The forms of ISO 8601 that W3C names (https://www.w3.org/TR/NOTE-datetime), and seconds since 1970. */
const W3C_DATE = /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/
const EPOCH_SECONDS = /^-?\d+(\.\d+)?$/

/** Milliseconds since 1970; NaN when the text is no date. Without a time zone it is UTC. */
export function dateOf(text: string): number {
  if (W3C_DATE.test(text)) {
    const hasTime = text.includes('T')
    const hasZone = /(Z|[+-]\d{2}:?\d{2})$/.test(text.slice(text.indexOf('T')))
    return Date.parse(hasTime && !hasZone ? `${text}Z` : text)
  }
  return EPOCH_SECONDS.test(text) ? Number(text) * 1000 : NaN
}

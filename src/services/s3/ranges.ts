import type { ByteRange } from '../../buckets/object-store.ts'
import { s3Error } from './errors.ts'

/**
 * The bytes a Range header asks for; undefined when it asks for all of them, or for something S3 does not know: then it is
 * as if it were not there. Throws `InvalidRange`.
 * https://www.rfc-editor.org/rfc/rfc9110#name-range
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (from === '' && to === '') return undefined
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (first > last)
    throw s3Error('InvalidRange', { RangeRequested: header, ActualObjectSize: size })
  return { first, last }
}

export function contentRange({ first, last }: ByteRange, size: number): string {
  return `bytes ${first}-${last}/${size}`
}

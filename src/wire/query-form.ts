import type { HttpRequest } from './http.ts'
import { ServiceError } from './service-error.ts'

/** Far above what any operation takes; below what would keep the main thread busy. */
export const PARAMETERS_MAX = 10_000

/** Segments in the name of a parameter: `Tags.member.1.Key` has four. */
export const SEGMENTS_MAX = 64

/**
 * The parameters of a query-protocol request, decoded, by name; of a name given twice the first
 * counts.
 */
export interface QueryForm {
  readonly values: ReadonlyMap<string, string>
  /** Why the parameters cannot be taken at their word: cut off at the limit, or not decodable. */
  readonly fault?: string
}

const forms = new WeakMap<HttpRequest, QueryForm>()

/**
 * The parameters of the query string and, if it is a form, of the body: presigned calls, GET or
 * POST, carry theirs in the query string. Read once a request. Never throws.
 */
export function formOf(request: HttpRequest): QueryForm {
  const known = forms.get(request)
  if (known) return known
  const values = new Map<string, string>()
  let fault = request.query === '' ? undefined : readPairs(request.query, values)
  if (request.body.length > 0 && isForm(request.headers['content-type'])) {
    const { buffer, byteOffset, byteLength } = request.body
    const text = Buffer.from(buffer, byteOffset, byteLength).toString('utf8')
    fault = readPairs(text, values) ?? fault
  }
  const form = fault === undefined ? { values } : { values, fault }
  forms.set(request, form)
  return form
}

function isForm(contentType: string | undefined): boolean {
  return (
    contentType === undefined ||
    contentType.toLowerCase().startsWith('application/x-www-form-urlencoded')
  )
}

function readPairs(text: string, into: Map<string, string>): string | undefined {
  let fault: string | undefined
  for (let start = 0; start < text.length;) {
    const ampersand = text.indexOf('&', start)
    const end = ampersand < 0 ? text.length : ampersand
    const equals = text.indexOf('=', start)
    const keyEnd = equals < 0 || equals > end ? end : equals
    const key = decodedForm(text.slice(start, keyEnd))
    const value = decodedForm(text.slice(Math.min(keyEnd + 1, end), end))
    start = end + 1
    if (key === undefined || value === undefined) fault = 'The query string is not valid UTF-8.'
    // The parameters of a presigned URL's signature are nobody's input.
    else if (key !== '' && !key.startsWith('X-Amz-') && !into.has(key)) into.set(key, value)
    if (into.size > PARAMETERS_MAX) return `More than ${PARAMETERS_MAX} parameters were given.`
  }
  return fault
}

function decodedForm(text: string): string | undefined {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    // Not UTF-8, or a percent sign that starts nothing: the caller reports it as the form's fault.
    return undefined
  }
}

/**
 * One step in the names of the parameters: `Tags`, `member` and `1` are the steps of
 * `Tags.member.1`.
 */
export interface QueryNode {
  /** The value of the parameter whose name ends here. */
  text?: string
  children?: Map<string, QueryNode>
}

/**
 * The parameters as a tree. Throws `MalformedInput` for a name of more segments than any shape has.
 */
export function treeOf(form: QueryForm): QueryNode {
  const root: QueryNode = {}
  for (const [key, value] of form.values) {
    let node = root
    const segments = key.split('.', SEGMENTS_MAX + 1)
    if (segments.length > SEGMENTS_MAX)
      throw new ServiceError(
        'MalformedInput',
        'Start of structure or map found where not expected.',
        400,
      )
    for (const segment of segments) {
      node.children ??= new Map()
      let child = node.children.get(segment)
      if (!child) node.children.set(segment, (child = {}))
      node = child
    }
    node.text = value
  }
  return root
}

import type { FoundEvent, SearchQuery, WaymarkSearch } from '../api/waymark-search.ts'
import { csvHeader, csvRow } from './csv.ts'

export type DownloadFormat = 'csv' | 'json'

/** As many as the console that people know allows. */
export const DOWNLOADED_MAX = 200_000
const PAGE = 200

interface Download {
  readonly format: DownloadFormat
  readonly query: SearchQuery
  readonly signal: AbortSignal
  /** Told after every page how many events there are so far. */
  readonly onProgress: (count: number) => void
}

/** All events of a question as a file. They come page by page, and only their text is kept. */
export async function downloadEvents(
  search: WaymarkSearch,
  { format, query, signal, onProgress }: Download,
): Promise<Blob> {
  const { type, head, tail, textOf, separator } = formats[format]
  const parts: string[] = [head]
  let count = 0
  for await (const events of pagesOf(search, query, signal)) {
    const room = DOWNLOADED_MAX - count
    const texts = events.slice(0, room).map(textOf)
    parts.push((count > 0 && texts.length > 0 ? separator : '') + texts.join(separator))
    count += texts.length
    onProgress(count)
    if (count >= DOWNLOADED_MAX) break
  }
  parts.push(tail)
  return new Blob(parts, { type })
}

/** Hands a file over to the browser. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

async function* pagesOf(search: WaymarkSearch, query: SearchQuery, signal: AbortSignal) {
  let nextToken: string | undefined
  do {
    const paging = { maxResults: PAGE, ...(nextToken === undefined ? {} : { nextToken }) }
    const page = await search.events(query, paging, signal)
    yield page.events
    nextToken = page.nextToken
  } while (nextToken !== undefined)
}

interface Format {
  readonly type: string
  readonly head: string
  readonly tail: string
  readonly separator: string
  readonly textOf: (event: FoundEvent) => string
}

const formats: Readonly<Record<DownloadFormat, Format>> = {
  csv: { type: 'text/csv', head: csvHeader, tail: '', separator: '', textOf: csvRow },
  json: {
    type: 'application/json',
    head: '{"Records":[',
    tail: ']}\n',
    separator: ',\n',
    textOf: ({ cloudTrailEvent }) => cloudTrailEvent,
  },
}

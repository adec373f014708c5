import type { FoundEvent, SearchQuery, WaymarkSearch } from '../api/waymark-search.ts'
import { csvHeader, csvRow } from './csv.ts'
import type { SavedFile } from './saved-file.ts'

export type DownloadFormat = 'csv' | 'json'

/** The most that the server gives at once: every call is an event, too. */
const PAGE_EVENTS = 2_000

interface Download {
  readonly format: DownloadFormat
  readonly query: SearchQuery
  readonly signal: AbortSignal
  /** Told after every page how many events there are so far. */
  readonly onProgress: (count: number) => void
}

/** Writes all events of a question into a file, page by page and newest first; whoever comes meanwhile is not among them. */
export async function downloadEvents(
  search: WaymarkSearch,
  { format, query, signal, onProgress }: Download,
  file: SavedFile,
): Promise<number> {
  const { head, tail, textOf, separator } = formats[format]
  let count = 0
  try {
    await file.write(head)
    for await (const events of pagesOf(search, query, signal)) {
      const text = events.map(textOf).join(separator)
      await file.write(count > 0 && events.length > 0 ? separator + text : text)
      count += events.length
      onProgress(count)
    }
    await file.write(tail)
    signal.throwIfAborted()
    await file.close()
    return count
  } catch (error) {
    await file.abandon()
    throw error
  }
}

async function* pagesOf(search: WaymarkSearch, query: SearchQuery, signal: AbortSignal) {
  let nextToken: string | undefined
  do {
    const paging = { maxResults: PAGE_EVENTS, ...(nextToken === undefined ? {} : { nextToken }) }
    const page = await search.events(query, paging, signal)
    yield page.events
    nextToken = page.nextToken
  } while (nextToken !== undefined)
}

interface Format {
  readonly head: string
  readonly tail: string
  readonly separator: string
  readonly textOf: (event: FoundEvent) => string
}

const formats: Readonly<Record<DownloadFormat, Format>> = {
  csv: { head: csvHeader, tail: '', separator: '', textOf: csvRow },
  json: {
    head: '{"Records":[',
    tail: ']}\n',
    separator: ',\n',
    textOf: ({ cloudTrailEvent }) => cloudTrailEvent,
  },
}

export const contentTypes: Readonly<Record<DownloadFormat, string>> = {
  csv: 'text/csv',
  json: 'application/json',
}

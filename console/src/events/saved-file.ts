/** A file that is written piece by piece. One that is not closed is not kept. */
export interface SavedFile {
  write(text: string): Promise<void>
  close(): Promise<void>
  abandon(): Promise<void>
}

/**
 * Where the browser can write files, the person chooses the place and nothing waits in memory; elsewhere it becomes a download
 * when it is whole. Undefined when no place was chosen. Browsers ask for it only in answer to a click.
 */
export async function openSavedFile(name: string, type: string): Promise<SavedFile | undefined> {
  const { showSaveFilePicker } = globalThis as FilePicking
  if (!showSaveFilePicker) return downloadedFile(name, type)
  try {
    const handle = await showSaveFilePicker({ suggestedName: name })
    const file = await handle.createWritable()
    return {
      write: (text) => file.write(text),
      close: () => file.close(),
      abandon: () => file.abort(),
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined
    throw error
  }
}

/** https://wicg.github.io/file-system-access/#api-showsavefilepicker, which the compiler's library does not know. */
interface FilePicking {
  readonly showSaveFilePicker?: (options: {
    readonly suggestedName: string
  }) => Promise<FileSystemFileHandle>
}

/** Each piece is the browser's at once, which keeps what is large on disk. */
function downloadedFile(name: string, type: string): SavedFile {
  let pieces: Blob[] = []
  return {
    async write(text) {
      pieces.push(new Blob([text]))
    },
    async close() {
      const url = URL.createObjectURL(new Blob(pieces, { type }))
      const link = document.createElement('a')
      link.href = url
      link.download = name
      link.click()
      URL.revokeObjectURL(url)
    },
    async abandon() {
      pieces = []
    },
  }
}

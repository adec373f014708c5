/** The built console: files by their names, `index.html`, `assets/app-4f2a.js`. */
export interface ConsoleFiles {
  /** Undefined for whatever is not one of its files, and for all while it is not built. */
  find(name: string): Promise<ConsoleFile | undefined>
}

export interface ConsoleFile {
  readonly contentType: string
  readonly body: Uint8Array
  /** The same, compressed when the console was built. */
  readonly brotli?: Uint8Array
  readonly gzip?: Uint8Array
  /** Of the body, without quotation marks. */
  readonly digest: string
}

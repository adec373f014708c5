import { createHash, randomUUID } from 'node:crypto'
import type { Stats } from 'node:fs'
import { lstat, mkdir, open, readdir, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ByteRange, StoredObject } from '../buckets/object-store.ts'
import { isMissing, makeFolderDurably, syncFolder } from './files.ts'

/** A file that is whole, and only has to be renamed into its place. */
export interface StagedFile {
  /** Its name. */
  readonly id: string
  readonly file: string
  /** In hexadecimal. */
  readonly md5: string
}

/** Writes a file outside of every bucket and flushes its bytes; its entry in the folder is flushed by its caller. */
export async function stageFile(
  folder: string,
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<StagedFile> {
  await makeFolderDurably(folder)
  const id = randomUUID()
  const file = join(folder, id)
  const digest = createHash('md5')
  const handle = await open(file, 'wx', 0o644)
  try {
    for await (const piece of pieces) {
      digest.update(piece)
      await handle.writeFile(piece)
    }
    await handle.sync()
  } finally {
    await handle.close()
  }
  return { id, file, md5: digest.digest('hex') }
}

/**
 * Sees to it that a file's time tells it from the one it will replace, where its size does not: clocks of file systems tick
 * in milliseconds. Resolves with the time.
 */
export async function distinctTime(file: string, other: Stats | undefined): Promise<number> {
  const { size, mtimeMs } = await stat(file)
  const modifiedMs = Math.round(mtimeMs)
  const otherMs = other && Math.round(other.mtimeMs)
  if (otherMs === undefined || other?.size !== size || modifiedMs > otherMs) return modifiedMs
  const handle = await open(file, 'r+')
  try {
    await handle.utimes((otherMs + 1) / 1000, (otherMs + 1) / 1000)
    await handle.sync()
    return Math.round((await handle.stat()).mtimeMs)
  } finally {
    await handle.close()
  }
}

/** Of a plain file only: a link may lead anywhere, and a folder is no object. */
export async function statsOfFile(file: string): Promise<Stats | undefined> {
  try {
    const stats = await lstat(file)
    return stats.isFile() ? stats : undefined
  } catch (error) {
    if (isMissing(error) || (error as NodeJS.ErrnoException).code === 'ENAMETOOLONG')
      return undefined
    throw error
  }
}

/** The bytes of a file, if it is still the one that was looked at. */
export async function readIfStill(
  file: string,
  { size, lastModifiedMs }: StoredObject,
  range: ByteRange = { first: 0, last: size - 1 },
): Promise<Uint8Array | undefined> {
  const handle = await ifStillThere(() => open(file, 'r'))
  if (!handle) return undefined
  try {
    const stats = await handle.stat()
    if (stats.size !== size || Math.round(stats.mtimeMs) !== lastModifiedMs) return undefined
    const body = Buffer.alloc(Math.max(0, Math.min(range.last, size - 1) - range.first + 1))
    for (let filled = 0; filled < body.length;) {
      const { bytesRead } = await handle.read(body, filled, undefined, range.first + filled)
      if (bytesRead === 0) return undefined
      filled += bytesRead
    }
    return body
  } finally {
    await handle.close()
  }
}

/** Removes a folder that has only folders in it. False when there is anything else. */
export async function removeEmptyFolders(folder: string): Promise<boolean> {
  const entries = await ifStillThere(() => readdir(folder, { withFileTypes: true }))
  if (!entries) return true
  for (const entry of entries)
    if (!entry.isDirectory() || !(await removeEmptyFolders(join(folder, entry.name)))) return false
  try {
    await rmdir(folder)
    return true
  } catch (error) {
    if (isMissing(error)) return true
    if ((error as NodeJS.ErrnoException).code === 'ENOTEMPTY') return false
    throw error
  }
}

/** Makes a folder and those above it, up to `root`, which it never makes: a bucket that was removed stays so. */
export async function makeFolderBelow(root: string, folder: string): Promise<void> {
  if (folder === root) return
  try {
    await mkdir(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // A file in its place is found out by whoever puts something into it.
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || dirname(folder) === root) throw error
    await makeFolderBelow(root, dirname(folder))
    return makeFolderBelow(root, folder)
  }
  await syncFolder(dirname(folder))
}

/** Makes it last that something is gone from a folder, or that the folder itself is gone by now. */
export async function syncWhatIsLeft(folder: string): Promise<void> {
  for (let left = folder; ; left = dirname(left)) {
    const isDone = await ifStillThere(async () => {
      await syncFolder(left)
      return true
    })
    if (isDone) return
  }
}

export async function ifStillThere<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

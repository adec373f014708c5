import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { compareKeys } from '../buckets/keys.ts'
import { isMissing } from './files.ts'
import type { FolderPlaces } from './folder-places.ts'
import { isPlain } from './folder-places.ts'
import { readFacts } from './object-facts.ts'

/** The keys of a bucket in order, leaping over folders that hold nothing behind `after`. */
export async function* keysOf(
  places: FolderPlaces,
  bucket: string,
  prefix: string,
  after: () => string,
): AsyncGenerator<string> {
  const odd = await oddKeys(places, bucket, prefix)
  let next = 0
  for await (const key of plainKeys(places.tree(bucket), prefix, after)) {
    while (next < odd.length && compareKeys(odd[next] ?? '', key) < 0) {
      const waiting = odd[next++] ?? ''
      if (compareKeys(waiting, after()) > 0) yield waiting
    }
    // What came in between may have taken the caller beyond this key.
    if (compareKeys(key, after()) > 0) yield key
  }
  for (const key of odd.slice(next)) if (compareKeys(key, after()) > 0) yield key
}

async function oddKeys(places: FolderPlaces, bucket: string, prefix: string): Promise<string[]> {
  const names = (await entriesOf(places.oddFolder(bucket))).map(({ name }) => name)
  const facts = await Promise.all(names.map((sha) => readFacts(places.factsOfHash(bucket, sha))))
  return facts
    .flatMap((known) => (known?.key.startsWith(prefix) ? [known.key] : []))
    .toSorted(compareKeys)
}

async function* plainKeys(
  tree: string,
  prefix: string,
  after: () => string,
): AsyncGenerator<string> {
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1)
  if (folder !== '' && !isPlain(folder.slice(0, -1))) return
  yield* walk(tree, folder, prefix, after)
}

/** @param folder the part of the keys that all files in it share: empty, or with a slash at its end */
async function* walk(
  tree: string,
  folder: string,
  prefix: string,
  after: () => string,
): AsyncGenerator<string> {
  const found = (await entriesOf(join(tree, folder)))
    .map((entry) => ({
      entry,
      key: `${folder}${entry.name}${entry.isDirectory() ? '/' : ''}`,
    }))
    .filter(({ key }) => key.startsWith(prefix) || prefix.startsWith(key))
    .toSorted((a, b) => compareKeys(a.key, b.key))
  for (const { entry, key } of found) {
    if (entry.isDirectory()) {
      const isBehind = compareKeys(key, after()) > 0 || after().startsWith(key)
      if (isBehind) yield* walk(tree, key, prefix, after)
    } else if (entry.isFile() && key.startsWith(prefix) && compareKeys(key, after()) > 0) yield key
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

import { accessSync, constants } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { makePrivateFolder } from './files.ts'

/** The folder that holds everything one server keeps. */
export interface DataDirectory {
  readonly folder: string
  readonly ledgerFile: string
  readonly historyFile: string
  readonly bucketsFolder: string
  readonly digestKeysFolder: string
  readonly messageSigningFile: string
  readonly bucketMetadataFolder: string
  readonly credentialsFile: string
  readonly signInLinkFile: string
  readonly rejectedRequestsFile: string
  release(): void
}

/** The data directory cannot be used; the message is one sentence for the person who started the server. */
export class DataDirectoryUnusable extends Error {}

/** Makes the folder unless it is there, and keeps every other process out of it. Throws {@link DataDirectoryUnusable}. */
export function openDataDirectory(path: string): DataDirectory {
  const folder = resolve(path)
  try {
    makePrivateFolder(folder)
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new DataDirectoryUnusable(`The data directory ${folder} cannot be used: ${reason}.`, {
      cause,
    })
  }
  const lock = lockOf(folder)
  return {
    folder,
    ledgerFile: join(folder, 'ledger.sqlite'),
    historyFile: join(folder, 'history.duckdb'),
    bucketsFolder: join(folder, 'buckets'),
    digestKeysFolder: join(folder, 'digest-keys'),
    messageSigningFile: join(folder, 'message-signing.pem'),
    bucketMetadataFolder: join(folder, 'bucket-metadata'),
    credentialsFile: join(folder, 'credentials'),
    signInLinkFile: join(folder, 'sign-in-link'),
    rejectedRequestsFile: join(folder, 'rejected-requests.log'),
    release: () => lock.close(),
  }
}

/** A lock that the operating system drops with the process, however it ends: an exclusive transaction, never finished. */
function lockOf(folder: string): DatabaseSync {
  try {
    const db = new DatabaseSync(join(folder, 'lock'))
    db.exec('pragma journal_mode = delete; begin exclusive')
    return db
  } catch (cause) {
    const isLocked = cause instanceof Error && /locked|busy/.test(cause.message)
    throw new DataDirectoryUnusable(
      isLocked
        ? `Another process is using the data directory ${folder}.`
        : `The data directory ${folder} cannot be locked: ${cause instanceof Error ? cause.message : String(cause)}.`,
      { cause },
    )
  }
}

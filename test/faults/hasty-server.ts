import { setTimeout } from 'node:timers/promises'
import { main } from '../../src/main.ts'
import { FolderChanges } from '../../src/platform/folder-changes.ts'

/**
 * The negative control: a server that makes a change of an object before its event is committed. Whoever judges the survivors
 * of a crash must find an object without its event.
 */
type Stage = typeof FolderChanges.prototype.stagePut
const stagePut: Stage = Reflect.get(FolderChanges.prototype, 'stagePut') as Stage
const LATE_MS = 100

FolderChanges.prototype.stagePut = async function hasty(asked) {
  const staged = await stagePut.call(this, asked)
  await staged.make()
  await setTimeout(LATE_MS)
  return staged
}

await main()

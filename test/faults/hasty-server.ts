import { main } from '../../src/main.ts'
import { FolderChanges } from '../../src/platform/folder-changes.ts'

/**
 * The negative control: a server that makes a change of an object before its event is committed, and takes its time between
 * the two for every other new object. Whoever judges the survivors of a crash must find an object without its event.
 */
type Stage = typeof FolderChanges.prototype.stagePut
const stagePut: Stage = Reflect.get(FolderChanges.prototype, 'stagePut') as Stage
let count = 0

FolderChanges.prototype.stagePut = async function hasty(asked) {
  const staged = await stagePut.call(this, asked)
  if (!asked.key.startsWith('new/') || ++count % 2 === 1) return staged
  await staged.make()
  return new Promise<never>(() => undefined)
}

await main()

import { greengrass } from '../../src/services/greengrass/index.ts'
import { MemoryObjects } from './memory-objects.ts'

/** Greengrass with no buckets to take artifacts from. */
export const greengrassAlone = greengrass({
  artifacts: { inspect: () => Promise.resolve(undefined) },
  objects: new MemoryObjects(),
})

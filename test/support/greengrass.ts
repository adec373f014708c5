import { noArtifactUrls } from '../../src/services/greengrass/artifacts.ts'
import { greengrass } from '../../src/services/greengrass/index.ts'

/** Greengrass with no buckets to take artifacts from. */
export const greengrassAlone = greengrass({
  artifacts: { inspect: () => Promise.resolve(undefined) },
  artifactUrls: noArtifactUrls,
})

import { expect, test } from 'vitest'
import { publicComponentNames, publicVersionsOf } from './public-components.ts'
import { versionFault } from './version.ts'

test.each([
  ['aws.greengrass.Nucleus', '2.9.5', 'nucleus'],
  ['aws.greengrass.Cli', '2.9.5', 'plugin'],
  ['aws.greengrass.SecretManager', '2.1.4', 'plugin'],
  ['aws.greengrass.StreamManager', '2.1.3', 'generic'],
  ['aws.greengrass.DockerApplicationManager', '2.0.8', 'generic'],
  ['aws.greengrass.SNS', '2.1.4', 'lambda'],
  ['aws.greengrass.Cloudwatch', '2.1.2', 'lambda'],
  ['aws.greengrass.Cloudwatch', '3.1.0', 'generic'],
  ['variant.DLR', '1.6.5', 'generic'],
  ['variant.TensorFlowLite.ObjectDetection.ModelStore', '2.1.4', 'generic'],
])('%s %s is a component of the type that the guide gives it: %s', (name, version, type) => {
  const found = publicVersionsOf(name, 'us-west-2').find(
    ({ componentVersion }) => componentVersion === version,
  )
  expect(found?.recipe.ComponentType).toBe(`aws.greengrass.${type}`)
})

test('every version of the list is one', () => {
  for (const name of publicComponentNames()) {
    const versions = publicVersionsOf(name, 'us-west-2').map((each) => each.componentVersion)
    expect(versions.map(versionFault), name).toEqual(versions.map(() => undefined))
    expect(new Set(versions).size).toBe(versions.length)
  }
})

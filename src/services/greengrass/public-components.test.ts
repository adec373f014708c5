import semver from 'semver'
import { expect, test } from 'vitest'
import { publicComponentNames, publicVersionsOf } from './public-components.ts'
import { versionFault } from './version.ts'

test.each([
  ['aws.greengrass.Nucleus', '2.16.1', 'nucleus'],
  ['aws.greengrass.NucleusLite', '2.6.0', 'nucleus'],
  ['aws.greengrass.Cli', '2.0.3', 'plugin'],
  ['aws.greengrass.DiskSpooler', '1.0.9', 'plugin'],
  ['aws.greengrass.LogManager', '2.3.7', 'plugin'],
  ['aws.greengrass.SecretManager', '2.1.4', 'plugin'],
  ['aws.greengrass.StreamManager', '2.1.3', 'generic'],
  ['aws.greengrass.SystemLogForwarder', '2.1.0', 'generic'],
  ['aws.greengrass.DockerApplicationManager', '2.0.8', 'generic'],
  ['aws.greengrass.SNS', '2.1.10', 'lambda'],
  ['aws.greengrass.Cloudwatch', '2.1.2', 'lambda'],
  ['aws.greengrass.Cloudwatch', '4.0.0', 'generic'],
  ['aws.greengrass.DeviceDefender', '2.0.17', 'lambda'],
  ['aws.greengrass.DeviceDefender', '3.1.1', 'generic'],
  ['variant.DLR', '1.6.5', 'generic'],
  ['variant.TensorFlowLite.ObjectDetection.ModelStore', '2.1.4', 'generic'],
])('%s %s is a component of the type that the guide gives it: %s', (name, version, type) => {
  const found = publicVersionsOf(name, 'us-west-2').find(
    ({ componentVersion }) => componentVersion === version,
  )
  expect(found?.recipe.ComponentType).toBe(`aws.greengrass.${type}`)
})

test('a version that is no longer available is not there, its neighbours are', () => {
  const versions = versionsOf('aws.greengrass.Nucleus')
  expect(versions.filter((version) => version.startsWith('2.14.'))).toEqual([
    '2.14.3',
    '2.14.2',
    '2.14.1',
  ])
  expect(versions.filter((version) => /^2\.12\.[2-4]$/.test(version))).toEqual(['2.12.4', '2.12.2'])
})

test('every version of the list is one, named once, the greater first', () => {
  for (const name of publicComponentNames()) {
    const versions = versionsOf(name)
    expect(versions.map(versionFault), name).toEqual(versions.map(() => undefined))
    expect(versions, name).toEqual([...new Set(versions)].toSorted(semver.rcompare))
  }
})

function versionsOf(name: string): readonly string[] {
  return publicVersionsOf(name, 'us-west-2').map(({ componentVersion }) => componentVersion)
}

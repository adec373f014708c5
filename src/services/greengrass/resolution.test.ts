import fc from 'fast-check'
import semver from 'semver'
import { expect, test } from 'vitest'
import { callOf } from '../../../test/support/call.ts'
import { recipe } from '../../../test/support/recipes.ts'
import { type ComponentVersion, componentVersions, versionKey } from './component.ts'
import type { JsonObject } from './recipe.ts'
import { parseRecipe } from './recipe-parser.ts'
import { resolvedVersion } from './resolution.ts'

const linux = { attributes: { os: 'linux', architecture: 'amd64' } }

function version(componentVersion: string, members: object = {}): ComponentVersion {
  const written = recipe({ ComponentVersion: componentVersion, ...members })
  const parsed = parseRecipe(written as JsonObject)
  return {
    accountId: '123456789012',
    region: 'us-west-2',
    componentName: parsed.ComponentName,
    componentVersion,
    recipe: parsed,
    createdMs: 0,
  }
}

const callWith = (versions: readonly ComponentVersion[]) =>
  callOf(versions.map((each) => componentVersions.put(versionKey(each), each)))
const resolve = (
  versions: readonly ComponentVersion[],
  versionRequirements: Record<string, string>,
  platform: { attributes: Record<string, string> } = linux,
) =>
  resolvedVersion(
    { componentName: 'com.example.Hello', versionRequirements },
    platform,
    callWith(versions),
  ).componentVersion

const all = ['1.0.0', '1.9.0', '1.10.0', '2.0.0-rc.1', '2.0.0'].map((each) => version(each))

test.each([
  [{ a: '*' }, '2.0.0'],
  [{ a: '^1.0.0' }, '1.10.0'],
  [{ a: '1.9.0' }, '1.9.0'],
  [{ a: '>=1.0.0 <2.0.0', 'thinggroup/G': '<1.10.0' }, '1.9.0'],
  [{ a: '2.0.0-rc.1' }, '2.0.0-rc.1'],
  [{}, '2.0.0'],
])('the greatest that satisfies %j is %s', (requirements, expected) => {
  expect(resolve(all, requirements)).toBe(expected)
})

test('a version that is named with its build is that one', () => {
  const builds = ['1.0.0', '1.0.0+a', '1.0.0+b'].map((each) => version(each))
  for (const { componentVersion } of builds) {
    expect(resolve(builds, { a: componentVersion })).toBe(componentVersion)
    expect(resolve(builds, { a: `=${componentVersion}`, b: '^1.0.0' })).toBe(componentVersion)
  }
  expect(resolve(builds, { a: '1.x' })).toBe('1.0.0+b')
})

test('a candidate that only names the version it has must name one', () => {
  const candidate = { componentName: 'com.example.Hello', componentVersion: '*' }
  expect(() => resolvedVersion(candidate, linux, callWith(all))).toThrow('not a semantic version')
})

test('takes an older version where only that is made for the platform', () => {
  const windows = [{ Platform: { os: 'windows' }, Lifecycle: {} }]
  const versions = [...all, version('2.1.0', { Manifests: windows })]
  expect(resolve(versions, { a: '*' })).toBe('2.0.0')
  expect(resolve(versions, { a: '*' }, { attributes: { os: 'windows' } })).toBe('2.1.0')
})

test('tells a platform nobody claims from a version that is not there', () => {
  const mac = { attributes: { os: 'darwin', architecture: 'aarch64' } }
  expect(() => resolve(all, { a: '*' }, mac)).toThrow(
    "The latest version of Component com.example.Hello doesn't claim platform darwin (aarch64) compatibility",
  )
  expect(() => resolve(all, { a: '^3.0.0' })).toThrow(
    'Component com.example.Hello has no usable version satisfying requirements [a requires ^3.0.0]. The versions are 2.0.0, 2.0.0-rc.1, 1.10.0, 1.9.0, 1.0.0.',
  )
  expect(() => resolve(all, { a: '^1.0.0', b: '^2.0.0' })).toThrow(
    'Each requirement can be satisfied alone, but not all of them together.',
  )
  expect(() => resolve([], { a: '*' })).toThrow('There is no version of it.')
})

test('a private component hides the public one of its name, even where it does not fit', () => {
  const members = { ComponentName: 'aws.greengrass.Cli' }
  const ask = (versions: readonly ComponentVersion[], range: string) =>
    resolvedVersion(
      { componentName: 'aws.greengrass.Cli', versionRequirements: { a: range } },
      linux,
      callWith(versions),
    )
  expect(ask([], '~2.9.0')).toMatchObject({ accountId: 'aws', componentVersion: '2.9.6' })
  expect(ask([version('9.0.0', members)], '*')).toMatchObject({ componentVersion: '9.0.0' })
  expect(() => ask([version('9.0.0', members)], '^2.0.0')).toThrow('no usable version')
})

const number = fc.integer({ min: 0, max: 3 })
const versionText = fc.tuple(number, number, number).map((parts) => parts.join('.'))
const range = fc.oneof(
  versionText,
  versionText.map((text) => `^${text}`),
  versionText.map((text) => `~${text}`),
  fc.tuple(versionText, versionText).map(([from, to]) => `>=${from} <${to}`),
  fc.tuple(versionText, versionText).map(([a, b]) => `<=${a} || ${b}`),
)

test('nothing greater would have done, and what is found does', () => {
  const arbitrary = [
    fc.uniqueArray(versionText, { maxLength: 8 }),
    fc.dictionary(fc.string(), range, { maxKeys: 3 }),
  ] as const
  fc.assert(
    fc.property(...arbitrary, (texts, requirements) => {
      const fitting = texts.filter((text) =>
        Object.values(requirements).every((wanted) => semver.satisfies(text, wanted)),
      )
      const expected = fitting.toSorted(semver.rcompare)[0]
      let found: string | undefined
      try {
        found = resolve(
          texts.map((text) => version(text)),
          requirements,
        )
      } catch {
        // Nothing fits: `found` stays undefined, as `expected` has to be.
      }
      expect(found).toBe(expected)
    }),
  )
})

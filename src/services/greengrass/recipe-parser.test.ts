import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isReadOrRefused } from '../../../test/support/loopback.ts'
import { recipe } from '../../../test/support/recipes.ts'
import type { JsonObject } from './recipe.ts'
import { parseRecipe } from './recipe-parser.ts'
import { readRecipeText, writeRecipe } from './recipe-text.ts'

const parse = (members: object) => parseRecipe(recipe(members) as JsonObject)
const manifest = (members: object) => ({ Manifests: [members] })
const artifact = (members: object) => manifest({ Artifacts: [members] })

describe('refuses', () => {
  test.each([
    [{ ComponentName: undefined }, 'Component name is null'],
    [{ ComponentName: '' }, 'Component name is empty'],
    [
      { ComponentName: 'a b' },
      'Component name could only include characters of ALPHA/DIGIT/"-"/"."/"_"',
    ],
    [{ ComponentName: 'a'.repeat(129) }, 'Component name length exceeds 128 characters'],
    [{ ComponentVersion: null }, 'Component version is null'],
    [
      { ComponentVersion: `1.0.0-${'a'.repeat(59)}` },
      'Component version length exceeds 64 characters',
    ],
    [
      { ComponentVersion: '1000000.0.0' },
      "Component version major, minor, patch can't exceed 6 digits",
    ],
    [{ ComponentVersion: 1.1 }, 'is not a semantic version'],
    [{ ComponentVersion: 'v1.0.0' }, 'is not a semantic version'],
    [{ RecipeFormatVersion: undefined }, 'recipeFormatVersion is marked non-null but is null'],
    [{ RecipeFormatVersion: '2021-01-01' }, "must be '2020-01-25'"],
    [{ ComponentType: 'aws.greengrass.other' }, 'is not one of ['],
    [{ ComponentSource: 'arn:aws:s3:::x' }, 'must be the ARN of a Lambda function'],
    [{ Colour: 'red' }, 'Unrecognized field "Colour"'],
    [{ componentname: 'twice' }, 'Duplicate field "componentname"'],
    [{ Manifests: [] }, 'Manifests is null or empty'],
    [{ Manifests: {} }, 'Manifests must be a list'],
    [{ Manifests: [null] }, 'Manifests contains one or more null element(s)'],
    [manifest({ Artifacts: [null] }), /^Artifacts contains one or more null element\(s\)$/],
    [artifact({}), 'uri is marked non-null but is null'],
    [artifact({ Uri: 'nowhere' }), 'is not valid'],
    [artifact({ Uri: 's3://b/k', Unarchive: 'RAR' }), 'is not one of [NONE, ZIP]'],
    [
      artifact({ Uri: 's3://b/k', Permission: { Read: 'SOME' } }),
      'is not one of [NONE, OWNER, ALL]',
    ],
    [
      manifest({ Artifacts: [{ Uri: 's3://a/x.py' }, { Uri: 's3://b/x.py' }] }),
      'different file names',
    ],
    [manifest({ Lifecycle: 'run' }), 'must be an object'],
    [manifest({ Lifecycle: { Run: 'a', startup: 'b' } }), 'either Run or Startup'],
    [{ Lifecycle: { RUN: 'a', Startup: 'b' } }, 'either Run or Startup'],
    [{ Lifecycle: { linux: { all: { run: 'a', startup: 'b' } } } }, 'either Run or Startup'],
    [{ Lifecycle: { Install: { linux: { script: 'x', skipif: 'never' } } } }, 'Skipif'],
    [manifest({ Lifecycle: { Install: { Timeout: 3 } } }), 'must have a Script'],
    [manifest({ Lifecycle: { run: { Script: 'x', Skipif: 'never' } } }), 'Skipif'],
    [manifest({ Platform: { os: '-linux' } }), 'must start with a letter or digit'],
    [manifest({ Platform: { os: '/(/' } }), 'is not supported'],
    [{ ComponentDependencies: { a: {} } }, 'versionRequirement is marked non-null but is null'],
    [{ ComponentDependencies: { a: { VersionRequirement: 'newest' } } }, "'newest' is not valid"],
  ])('%j', (members, message) => {
    expect(() => parse(members)).toThrow(message)
  })
})

test('keeps what is free to its author as it was written', () => {
  const lifecycle = { setenv: { A: 'b' }, run: { script: 'x' }, Custom: { linux: null } }
  const configuration = { lower: 1, UPPER: [null, { a: [] }] }
  const parsed = parse({
    Manifests: [{ Lifecycle: lifecycle, Selections: ['linux', 'all'] }],
    Lifecycle: { linux: lifecycle, all: { startup: { windows: { script: 'y' } } } },
    ComponentConfiguration: { DefaultConfiguration: configuration },
  })
  expect(parsed.Manifests[0]?.Lifecycle).toEqual(lifecycle)
  expect(parsed.Lifecycle).toMatchObject({ linux: lifecycle })
  expect(parsed.ComponentConfiguration).toEqual({ DefaultConfiguration: configuration })
})

const key = fc.constantFrom(
  'ComponentName',
  'componentversion',
  'Manifests',
  'Platform',
  'Artifacts',
  'URI',
  'Lifecycle',
  'Run',
  'ComponentDependencies',
  'VersionRequirement',
  '__proto__',
  'x',
)
const leaf = fc.oneof(
  fc.string(),
  fc.constantFrom('1.0.0', '^1.0.0', '/a*/', 's3://b/k'),
  fc.integer(),
)
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(key, tie('json'), { maxKeys: 4 }),
  ),
}))

test('whatever is written, it is read or refused', () => {
  fc.assert(
    fc.property(fc.dictionary(key, json, { maxKeys: 6 }), (members) => {
      expect(isReadOrRefused(() => parse(members))).toBe(true)
    }),
  )
})

const name = fc.stringMatching(/^[a-zA-Z0-9\-_.]{1,20}$/)
const written = fc.record({
  ComponentName: name,
  ComponentVersion: fc.constantFrom('1.0.0', '0.0.1-rc.1+b5', '999999.0.0'),
  ComponentDescription: fc.string(),
  ComponentConfiguration: fc.record({ DefaultConfiguration: fc.dictionary(fc.string(), json) }),
  ComponentDependencies: fc.dictionary(
    name,
    fc.record({ VersionRequirement: fc.constantFrom('*', '>=1.0.0 <2.0.0 || 3.x', '1.2 - 1.4') }),
  ),
})

test('what it makes of a recipe it reads again as the same, in JSON and in YAML', () => {
  fc.assert(
    fc.property(written, fc.constantFrom('JSON', 'YAML'), (members, format) => {
      const once = parse(JSON.parse(JSON.stringify(members)) as object)
      const again = readRecipeText(writeRecipe(once, format))
      expect(again && parseRecipe(again)).toEqual(once)
    }),
  )
})

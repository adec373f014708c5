import { expect, test } from 'vitest'
import { callOf } from '../../../../test/support/call.ts'
import { recipe, recipeBytes } from '../../../../test/support/recipes.ts'
import { type ComponentVersion, componentVersions, versionKey } from '../component.ts'
import type { JsonObject } from '../recipe.ts'
import { parseRecipe } from '../recipe-parser.ts'
import { COMPONENTS_MAX, createComponentVersion, VERSIONS_MAX } from './create-component-version.ts'

const create = createComponentVersion({ inspect: () => Promise.resolve(undefined) })
const parsed = parseRecipe(recipe() as JsonObject)

function version(componentName: string, componentVersion: string): ComponentVersion {
  const scope = { accountId: '123456789012', region: 'us-west-2' }
  return { ...scope, componentName, componentVersion, recipe: parsed, createdMs: 0 }
}

const quota = (quotaCode: string) => ({
  code: 'ServiceQuotaExceededException',
  httpStatus: 402,
  fields: { quotaCode, serviceCode: 'greengrass' },
})

test.each([
  [
    'versions of a component',
    'ComponentVersionsPerComponent',
    Array.from({ length: VERSIONS_MAX }, (_, i) => version('com.example.Hello', `2.0.${i}`)),
  ],
  [
    'components of an account',
    'ComponentsPerRegion',
    Array.from({ length: COMPONENTS_MAX }, (_, i) => version(`com.example.C${i}`, '1.0.0')),
  ],
])('the %s are counted', async (_name, quotaCode, existing) => {
  const inlineRecipe = recipeBytes()
  const call = callOf(existing.map((each) => componentVersions.put(versionKey(each), each)))
  const decide = await create.prepare({ inlineRecipe }, call)
  expect(() => decide(call)).toThrow(expect.objectContaining(quota(quotaCode)) as Error)
  const fewer = callOf(
    existing.slice(1).map((each) => componentVersions.put(versionKey(each), each)),
  )
  expect(decide(fewer).changes).toHaveLength(1)
})

test('a client token is answered with what it made for eight hours', async () => {
  const made = { ...version('com.example.Hello', '1.0.0'), createdMs: 1000, clientToken: 'token' }
  const input = { inlineRecipe: recipeBytes(), clientToken: 'token' }
  const after = async (hours: number) => {
    const nowMs = 1000 + hours * 3_600_000
    const call = callOf([componentVersions.put(versionKey(made), made)], { nowMs })
    return (await create.prepare(input, call))(call)
  }
  expect(await after(7.9)).toMatchObject({ output: { componentVersion: '1.0.0' }, changes: [] })
  await expect(after(8)).rejects.toMatchObject({ code: 'ConflictException' })
})

import { expect, test } from 'vitest'
import { newRecipe, recipeFaults } from './recipe.ts'

test('has nothing against the recipes that it begins with', () => {
  expect(recipeFaults(newRecipe('JSON'), 'JSON')).toEqual([])
  expect(recipeFaults(newRecipe('YAML'), 'YAML')).toEqual([])
})

test('takes a recipe as the service gives it back', () => {
  const given =
    'RecipeFormatVersion: 2020-01-25\nComponentName: a\nComponentVersion: 1.0.0\nManifests:\n  - {}\n'
  expect(recipeFaults(given, 'YAML')).toEqual([])
})

test('names the line that is not YAML', () => {
  expect(recipeFaults('a: b\nc: [', 'YAML')).toEqual([expect.stringMatching(/^Line \d: /)])
})

test('names every member that is missing or wrong', () => {
  expect(recipeFaults('{"ComponentVersion": 1}', 'JSON')).toHaveLength(4)
  expect(recipeFaults('[]', 'JSON')).toEqual(['A recipe is a map of members.'])
  expect(recipeFaults('{', 'JSON')).toEqual([expect.stringContaining('Not JSON')])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  greatest,
  greatestFirst,
  isVersionRequirement,
  satisfies,
  versionFault,
} from './version.ts'

const number = fc.integer({ min: 0, max: 20 })
const version = fc
  .tuple(number, number, number, fc.constantFrom('', '-rc.1', '-alpha', '+build.5'))
  .map(([major, minor, patch, rest]) => `${major}.${minor}.${patch}${rest}`)

test('takes every semantic version, and no other text', () => {
  fc.assert(
    fc.property(version, (text) => {
      expect(versionFault(text)).toBeUndefined()
    }),
  )
  for (const text of [
    '',
    '1',
    '1.0',
    'v1.0.0',
    '=1.0.0',
    ' 1.0.0',
    '1.0.0 ',
    '01.0.0',
    '1.0.0-',
    '1.x.0',
  ])
    expect(versionFault(text)).toBeDefined()
})

test('orders by precedence: 1.10.0, 1.9.0, 1.9.0-rc.1', () => {
  const given = ['1.9.0-rc.1', '1.10.0', '1.9.0'].map((componentVersion) => ({ componentVersion }))
  const ordered = greatestFirst(given).map(({ componentVersion }) => componentVersion)
  expect(ordered).toEqual(['1.10.0', '1.9.0', '1.9.0-rc.1'])
  fc.assert(
    fc.property(fc.array(version), (texts) => {
      const versions = texts.map((componentVersion) => ({ componentVersion }))
      expect(greatest(versions)?.componentVersion).toEqual(
        greatestFirst(versions)[0]?.componentVersion,
      )
    }),
  )
})

test.each([
  ['1.2.3', '1.2.3', true],
  ['=1.2.3', '1.2.4', false],
  ['>=1.0.0 <2.0.0', '1.9.9', true],
  ['>=1.0.0 <2.0.0', '2.0.0', false],
  ['1.2 - 1.4', '1.4.9', true],
  ['1.x', '1.99.0', true],
  ['*', '7.0.0', true],
  ['~1.2.3', '1.3.0', false],
  ['^1.2.3 || 3.x', '3.1.0', true],
  ['^1.2.3', '1.3.0-rc.1', false],
  ['>=1.3.0-rc.0', '1.3.0-rc.1', true],
])('%s and %s: %s', (requirement, text, expected) => {
  expect(isVersionRequirement(requirement)).toBe(true)
  expect(satisfies(text, requirement)).toBe(expected)
})

test('nothing satisfies a text that is no requirement', () => {
  fc.assert(
    fc.property(fc.string(), version, (requirement, text) => {
      expect(!isVersionRequirement(requirement) && satisfies(text, requirement)).toBe(false)
    }),
  )
})

import { expect, test } from 'vitest'
import { checkTrailName } from './trail-names.ts'

const tooShort = 'Trail name too short. Minimum allowed length: 3 characters.'
const start = 'Trail name must starts with a letter or number.'
const end = 'Trail name must ends with a letter or number.'
const characters =
  'Trail name or ARN can only contain uppercase letters, lowercase letters, numbers, periods (.), hyphens (-), and underscores (_).'
const adjacent =
  'Trail name or ARN cannot have adjacent periods (.), hyphens (-), or underscores (_).'

/** The first six are those of moto's tests, which hold what AWS answered: tests/test_cloudtrail/test_cloudtrail.py, 2026. */
test.each([
  ['a', `${tooShort} Specified name length: 1 characters.`],
  ['aa', `${tooShort} Specified name length: 2 characters.`],
  [
    'a'.repeat(129),
    'Trail name too long. Maximum allowed length: 128 characters. Specified name length: 129 characters.',
  ],
  ['trail!', end],
  ['my#trail', characters],
  ['-trail', start],
  ['-my#trail-', start],
  ['ключ1', start],
  ['1ключ1', characters],
  ['my-_trail', adjacent],
  ['my..trail', adjacent],
  ['192.168.5.4', 'Trail name cannot be in IP address format.'],
])('the first fault of the name %j is told', (name, message) => {
  expect(() => checkTrailName(name)).toThrow(
    expect.objectContaining({ code: 'InvalidTrailNameException', message }),
  )
})

test.each(['abc', '1.2_3-4', 'x'.repeat(128), '192.168.5.4.3'])('%s is a name', (name) => {
  expect(() => checkTrailName(name)).not.toThrow()
})

import { expect, test } from 'vitest'
import { matches, type PlatformAttributes } from './platform-matching.ts'
import type { Platform } from './recipe.ts'

const lite = { os: 'linux', architecture: 'amd64', runtime: 'aws_nucleus_lite' }
const classic = { os: 'linux', architecture: 'amd64' }

test.each<[Platform, PlatformAttributes, boolean]>([
  [{}, classic, true],
  [{ os: 'linux' }, classic, true],
  [{ os: 'Linux' }, classic, false],
  [{ os: 'linux', architecture: 'arm' }, classic, false],
  [{ os: '/linux|windows/' }, classic, true],
  [{ os: '/lin/' }, classic, false],
  [{ os: '*', architecture: 'any' }, classic, true],
  [{ board: '*' }, classic, true],
  [{ board: 'pi' }, classic, false],
  [{ board: 'all' }, { ...classic, board: 'pi' }, false],
  [{ os: 'all' }, { architecture: 'amd64' }, false],
  [{ os: 'linux' }, lite, false],
  [{ os: 'linux', runtime: '*' }, lite, true],
  [{ os: 'linux', runtime: 'aws_nucleus_lite' }, lite, true],
  [{ os: 'linux', runtime: 'aws_nucleus_lite' }, classic, false],
  [{ os: 'linux' }, { ...classic, runtime: 'aws_nucleus_classic' }, true],
])('platform %j for device %j: %s', (platform, device, expected) => {
  expect(matches(platform, device)).toBe(expected)
})

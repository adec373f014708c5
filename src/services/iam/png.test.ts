import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { pngOf } from './png.ts'

test('an image holds every module', () => {
  const modules = [
    [false, true],
    [true, true],
  ]
  const png = Buffer.from(pngOf(modules, 2))
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  const size = png.readUInt32BE(16)
  expect(size).toBe(4)
  const start = png.indexOf('IDAT') + 4
  const pixels = inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)))
  const lines = Array.from({ length: size }, (_, y) => [
    ...pixels.subarray(y * (size + 1) + 1, (y + 1) * (size + 1)),
  ])
  const above = [255, 255, 0, 0]
  const below = [0, 0, 0, 0]
  expect(lines).toEqual([above, above, below, below])
})

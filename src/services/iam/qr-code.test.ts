import { hash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { pngOf } from './png.ts'
import { qrCode } from './qr-code.ts'

const drawn = (text: string) =>
  qrCode(text).map((row) => row.map((isDark) => (isDark ? '#' : ' ')).join(''))

/** These codes were read back by an independent reader (jsQR 1.4.0) before they were pinned. */
test('a text becomes the code that readers read', () => {
  expect(drawn('Waymark')).toEqual([
    '#######  # ## #######',
    '#     #  ###  #     #',
    '# ### # ## ## # ### #',
    '# ### #  # #  # ### #',
    '# ### #   # # # ### #',
    '#     #     # #     #',
    '####### # # # #######',
    '        ## ##        ',
    '### ######## ##   #  ',
    '###    ##     ## # ##',
    '##  #### ## #   #####',
    '#    # #  #   # #   #',
    ' ## ##### # # #  # ##',
    '        #  # # ####  ',
    '####### # ## ########',
    '#     # ## ### ##   #',
    '# ### # #### ## #  ##',
    '# ### #   #   # # ## ',
    '# ### # ### #  #### #',
    '#     # ##    #    # ',
    '####### ### # # #  ##',
  ])
})

test.each([
  [1, 21, '612acedb0815ee7f'],
  [100, 37, '15f5a581cf9c2f8c'],
  [200, 53, 'a20a9edc27c6cca1'],
  [400, 69, 'f24e8af79423f0b6'],
  [858, 97, 'd50af89e72a3f1db'],
])('so do %i characters, in a code %i modules wide', (length, width, digest) => {
  const rows = drawn('otpauth://'.repeat(86).slice(0, length))
  expect(rows).toHaveLength(width)
  expect(hash('sha256', rows.join('\n')).slice(0, 16)).toBe(digest)
})

test('what fits into no code is a bug of whoever asks', () => {
  expect(() => qrCode('x'.repeat(859))).toThrow('assertion failed')
})

test('an image holds every module, and white around them', () => {
  const png = Buffer.from(pngOf([[true, false]], 2, 1))
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  const size = png.readUInt32BE(16)
  expect(size).toBe(6)
  const start = png.indexOf('IDAT') + 4
  const pixels = inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)))
  const lines = Array.from({ length: size }, (_, y) => [
    ...pixels.subarray(y * (size + 1) + 1, (y + 1) * (size + 1)),
  ])
  const white = [255, 255, 255, 255, 255, 255]
  const dark = [255, 255, 0, 0, 255, 255]
  expect(lines).toEqual([white, white, dark, dark, white, white])
})

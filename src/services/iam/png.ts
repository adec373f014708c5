import { crc32, deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * Black modules on white as a PNG image: https://www.w3.org/TR/png-3/
 *
 * @param scale pixels a module is wide
 */
export function pngOf(modules: readonly (readonly boolean[])[], scale: number): Uint8Array {
  const side = modules.length * scale
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  // Eight bits of gray a pixel; the rest of the header says the defaults.
  header.writeUInt8(8, 8)
  const lines = Array.from({ length: side }, (_, y) => {
    // Each line starts with the number of its filter: none.
    const line = Buffer.alloc(1 + side, 0xff)
    line[0] = 0
    const row = modules[Math.floor(y / scale)]
    row?.forEach((isDark, x) => {
      const start = 1 + x * scale
      if (isDark) line.fill(0, start, start + scale)
    })
    return line
  })
  const pixels = deflateSync(Buffer.concat(lines))
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, content: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type), content])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}

import { assert } from '../../base/assert.ts'
import { codewordsOf, versionFor } from './qr-codewords.ts'

/**
 * A text as a QR code of error correction level L: https://www.iso.org/standard/83389.html (ISO/IEC 18004)
 * Rows of modules, true for dark, without the quiet zone around them.
 */
export function qrCode(text: string): readonly (readonly boolean[])[] {
  const data = Buffer.from(text)
  const version = versionFor(data.length)
  assert(version !== undefined, 'the text fits into a code of the versions we know')
  const code = new Canvas(17 + 4 * version)
  drawFinders(code)
  drawTiming(code)
  drawAlignments(code, version)
  drawFormat(code)
  if (version >= 7) drawVersion(code, version)
  drawData(code, codewordsOf(data, version))
  return code.rows
}

/** Modules, and which of them are no data. */
class Canvas {
  readonly size: number
  readonly rows: boolean[][]
  readonly #taken: boolean[][]

  constructor(size: number) {
    this.size = size
    this.rows = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
    this.#taken = Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  }

  /** Outside the code nothing is drawn. */
  draw(x: number, y: number, isDark: boolean): void {
    const [row, taken] = [this.rows[y], this.#taken[y]]
    if (!row || !taken || x < 0 || x >= this.size) return
    row[x] = isDark
    taken[x] = true
  }

  isTaken(x: number, y: number): boolean {
    return this.#taken[y]?.[x] ?? true
  }
}

/** Squares in three corners, with a light border towards the inside. */
function drawFinders(code: Canvas): void {
  const far = code.size - 4
  for (const [centerX, centerY] of [[3, 3] as const, [far, 3] as const, [3, far] as const])
    for (let dy = -4; dy <= 4; dy++)
      for (let dx = -4; dx <= 4; dx++) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy))
        code.draw(centerX + dx, centerY + dy, ring !== 2 && ring !== 4)
      }
}

function drawTiming(code: Canvas): void {
  for (let i = 8; i < code.size - 8; i++) {
    code.draw(6, i, i % 2 === 0)
    code.draw(i, 6, i % 2 === 0)
  }
}

function drawAlignments(code: Canvas, version: number): void {
  const centers = alignmentCenters(version)
  const last = centers.length - 1
  centers.forEach((x, i) =>
    centers.forEach((y, j) => {
      const isOnFinder = (i === 0 && (j === 0 || j === last)) || (i === last && j === 0)
      if (!isOnFinder) drawAlignment(code, x, y)
    }),
  )
}

function drawAlignment(code: Canvas, x: number, y: number): void {
  for (let dy = -2; dy <= 2; dy++)
    for (let dx = -2; dx <= 2; dx++)
      code.draw(x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1)
}

/** Evenly from the far side, as the standard's table has them. */
function alignmentCenters(version: number): number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2
  const far = version * 4 + 10
  return [6, ...Array.from({ length: count - 1 }, (_, i) => far - (count - 2 - i) * step)]
}

/** Level L and mask 0, with their check bits, masked: the same in every code made here. */
const FORMAT = 0b111011111000100

function drawFormat(code: Canvas): void {
  const { size } = code
  for (let bit = 0; bit < 15; bit++) {
    const isDark = ((FORMAT >> bit) & 1) === 1
    if (bit < 6) code.draw(8, bit, isDark)
    else if (bit < 8) code.draw(8, bit + 1, isDark)
    else if (bit === 8) code.draw(7, 8, isDark)
    else code.draw(14 - bit, 8, isDark)
    if (bit < 8) code.draw(size - 1 - bit, 8, isDark)
    else code.draw(8, size - 15 + bit, isDark)
  }
  code.draw(8, size - 8, true)
}

const VERSION_POLYNOMIAL = 0x1f25

function drawVersion(code: Canvas, version: number): void {
  let rest = version
  for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >> 11) * VERSION_POLYNOMIAL)
  const bits = (version << 12) | rest
  for (let bit = 0; bit < 18; bit++) {
    const isDark = ((bits >> bit) & 1) === 1
    const [near, far] = [Math.floor(bit / 3), code.size - 11 + (bit % 3)]
    code.draw(near, far, isDark)
    code.draw(far, near, isDark)
  }
}

/** Upwards and downwards in turn, two columns at a time from the right, around the timing column. */
function drawData(code: Canvas, codewords: Uint8Array): void {
  let bit = 0
  let isUpward = true
  for (let right = code.size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5
    for (let i = 0; i < code.size; i++) {
      const y = isUpward ? code.size - 1 - i : i
      for (const x of [right, right - 1]) {
        if (code.isTaken(x, y)) continue
        const isSet = (((codewords[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1
        const isMasked = (x + y) % 2 === 0
        code.draw(x, y, isSet !== isMasked)
        bit++
      }
    }
    isUpward = !isUpward
  }
}

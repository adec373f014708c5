/** Groups of 16 bits: two for IPv4, eight for IPv6. */
export type IpAddress = readonly number[]

export interface IpRange {
  readonly address: IpAddress
  readonly prefixBits: number
}

const GROUP_BITS = 16
const IPV6_GROUPS = 8
const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/

/** `203.0.113.0/24`, `2001:DB8::/32`, or a single address; undefined when it is neither. */
export function ipRangeOf(text: string): IpRange | undefined {
  const [ip = '', prefix, ...more] = text.split('/')
  const address = ipAddressOf(ip)
  if (!address || more.length > 0) return undefined
  const bitsMax = address.length * GROUP_BITS
  if (prefix === undefined) return { address, prefixBits: bitsMax }
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > bitsMax) return undefined
  return { address, prefixBits: Number(prefix) }
}

export function isInRange(address: IpAddress, range: IpRange): boolean {
  if (address.length !== range.address.length) return false
  let bits = range.prefixBits
  for (let i = 0; bits > 0; i++, bits -= GROUP_BITS) {
    const ignored = Math.max(0, GROUP_BITS - bits)
    if ((address[i] ?? 0) >> ignored !== (range.address[i] ?? 0) >> ignored) return false
  }
  return true
}

/** An IPv4 address that arrives over an IPv6 socket (`::ffff:203.0.113.7`) is that IPv4 address. */
export function ipAddressOf(text: string): IpAddress | undefined {
  if (!text.includes(':')) return ipv4Of(text)
  const groups = ipv6Of(text)
  const isMapped = groups?.[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0)
  return isMapped ? groups?.slice(6) : groups
}

function ipv4Of(text: string): IpAddress | undefined {
  const match = IPV4.exec(text)
  if (!match) return undefined
  const [a = 0, b = 0, c = 0, d = 0] = match.slice(1).map(Number)
  return Math.max(a, b, c, d) > 255 ? undefined : [a * 256 + b, c * 256 + d]
}

function ipv6Of(text: string): IpAddress | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map(groupsOf)
  if (!head || (halves.length === 2 && !tail)) return undefined
  if (!tail) return head.length === IPV6_GROUPS ? head : undefined
  const zeros = IPV6_GROUPS - head.length - tail.length
  return zeros < 1 ? undefined : [...head, ...Array<number>(zeros).fill(0), ...tail]
}

/** The last group may be written as an IPv4 address. */
function groupsOf(text: string): number[] | undefined {
  if (text === '') return []
  const parts = text.split(':')
  const groups: number[] = []
  for (const [i, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16))
    else {
      const ipv4 = i === parts.length - 1 ? ipv4Of(part) : undefined
      if (!ipv4) return undefined
      groups.push(...ipv4)
    }
  }
  return groups
}

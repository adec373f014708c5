/** An instant as people read it, in UTC or as their clock shows it. */
export function timeText(epochSeconds: number, zone: 'utc' | 'local'): string {
  const at = new Date(epochSeconds * 1000)
  if (zone === 'utc') return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000)
  return `${shifted.toISOString().slice(0, 19).replace('T', ' ')} ${offsetText(at)}`
}

function offsetText(at: Date): string {
  const minutes = -at.getTimezoneOffset()
  const size = Math.abs(minutes)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

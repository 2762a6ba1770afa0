/**
 * The network that tries from an address are counted under: an IPv4 address itself, and the first 64 bits of an
 * IPv6 address, because whoever has one of those has them all.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address
  const [before = '', after = ''] = address.toLowerCase().split('::')
  const head = before.split(':').filter(group => group !== '')
  const tail = after.split(':').filter(group => group !== '')
  const zeros = address.includes('::') ? Math.max(0, 8 - head.length - tail.length) : 0
  const groups = [...head, ...Array.from({ length: zeros }, () => '0'), ...tail]
  return groups
    .slice(0, 4)
    .map(group => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

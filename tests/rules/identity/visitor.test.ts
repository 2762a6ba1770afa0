import { describe, expect, it } from 'vitest'
import { forwardedAddress } from '../../../server/http/client-address.ts'
import { agentName } from '../../../server/identity/agent-name.ts'
import { networkOf } from '../../../server/identity/network.ts'
import { relyingPartyOf } from '../../../server/identity/relying-party.ts'

describe('the address of a request', () => {
  const SOCKET = '192.0.2.1'
  it.each([
    ['no proxy: the socket, whatever is claimed', '198.51.100.1', 0, SOCKET],
    ['no proxy, no claim', undefined, 0, SOCKET],
    ['one proxy: the last entry', '198.51.100.1', 1, '198.51.100.1'],
    [
      'one proxy: what was written before it is not believed',
      '10.0.0.1, 10.0.0.2, 198.51.100.1',
      1,
      '198.51.100.1',
    ],
    ['two proxies: the last but one', '10.0.0.1, 198.51.100.1, 192.0.2.7', 2, '198.51.100.1'],
    ['two proxies, one entry: somebody came around them', '198.51.100.1', 2, SOCKET],
    ['one proxy, no entry', undefined, 1, SOCKET],
    ['one proxy, no address', 'unknown', 1, SOCKET],
    ['one proxy, an empty entry', '', 1, SOCKET],
    ['IPv6', '2001:db8::1', 1, '2001:db8::1'],
    ['IPv6 with a zone', 'fe80::1%eth0', 1, 'fe80::1'],
  ])('%s', (_title, header, proxies, expected) => {
    expect(forwardedAddress(SOCKET, header, proxies)).toBe(expected)
  })

  it('is unknown where there is no socket', () => {
    expect(forwardedAddress(null, '198.51.100.1', 0)).toBeNull()
  })
})

describe('the network of an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('%s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network)
  })
})

describe('a browser by name', () => {
  const SAFARI =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'
  const EDGE =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0'
  it.each([
    [SAFARI, 'Safari · iPhone'],
    [EDGE, 'Edge · Windows'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox · Linux'],
    ['<script>山田</script>', '—'],
    ['', '—'],
  ])('%s', (userAgent, name) => {
    expect(agentName(userAgent)).toBe(name)
  })
})

describe('the relying party of passkeys', () => {
  it.each([
    ['https://rinban.example.jp', 'rinban.example.jp', ['https://rinban.example.jp']],
    ['https://rinban.example.jp:8443', 'rinban.example.jp', ['https://rinban.example.jp:8443']],
    ['http://127.0.0.1:8080', 'localhost', ['http://localhost:8080']],
    ['http://[::1]:8080', 'localhost', ['http://localhost:8080']],
  ])('under %s', (baseUrl, id, origins) => {
    expect(relyingPartyOf(baseUrl)).toMatchObject({ id, origins })
  })
})

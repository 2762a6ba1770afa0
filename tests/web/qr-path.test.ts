import { encode } from 'uqr'
import { expect, it } from 'vitest'
import { qrPath } from '../../web/ui/qr-path.ts'

const LINK = 'https://rinban.example.jp/invitation#an60P2wcZO-wijWvVnMPnH84FvlOitwk0y9pGynI59o'

it('a QR path is dark exactly where the code is, with a quiet margin of four squares', () => {
  const { size, path } = qrPath(LINK)
  const drawn = new Set<string>()
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    for (let step = 0; step < Number(length); step++) drawn.add(`${Number(x) + step} ${y}`)
  const { data } = encode(LINK, { ecc: 'M', border: 0 })
  expect(size).toBe(data.length + 8)
  const dark = data.flatMap((row, y) => row.flatMap((is, x) => (is ? [`${x + 4} ${y + 4}`] : [])))
  expect(drawn).toEqual(new Set(dark))
})

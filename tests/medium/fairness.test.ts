import { afterAll, describe, expect, it } from 'vitest'
import { plantedInstance } from '../../scripts/bench/planted-instance.ts'
import { ANONYMOUS } from '../../server/identity/principal.ts'
import { compareWithTurns } from '../../server/roster/fairness/compare-with-turns.ts'
import { readPublicationFairness } from '../../server/roster/fairness/fairness.service.ts'
import { dealByHand, HAND_METHODS } from '../../server/roster/optimiser/hand-methods.ts'
import { Optimiser } from '../../server/roster/optimiser/optimiser.ts'
import * as publications from '../../server/roster/publication.repository.ts'
import { aContext } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'

describe('a large year', () => {
  const optimiser = new Optimiser()
  afterAll(() => optimiser.close())

  it('is compared on another thread with the same outcome', async () => {
    const instance = plantedInstance('C', 1)
    const rota = dealByHand(instance, HAND_METHODS.leastLoaded)
    expect(await optimiser.compare(instance, rota)).toEqual(compareWithTurns(instance, rota))
  })
})

onEachDatabase('the fairness of a publication', ({ seeded }) => {
  it('from before instances were kept is that of its duties by the members and balances of now', async () => {
    const open = await seeded()
    const { context } = aContext(open)
    const duties = await publications.listPublishedUnits(open.db, 'minato-locum/2026/v1')
    await open.db.transaction().execute(trx =>
      publications.addPublication(
        trx,
        {
          id: 'minato-locum/2026/v2',
          roster_id: 'minato-locum/2026',
          number: 2,
          published_at: 0,
          seed: 1,
          input_hash: '',
          instance: null,
        },
        duties.map(duty => ({ ...duty, publication_id: 'minato-locum/2026/v2' })),
      ),
    )
    const kept = await readPublicationFairness(context, ANONYMOUS, 'minato-locum', 2026, 1)
    const rebuilt = await readPublicationFairness(context, ANONYMOUS, 'minato-locum', 2026, 2)
    expect(rebuilt).toEqual(kept)
    expect(kept).toMatchObject({ ok: true })
  })
})

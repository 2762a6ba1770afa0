import type { AreasView, CapabilitiesChange } from '../../server/directory/areas/area-view.ts'

export type Capability = AreasView['entries'][number]['capability']

export const CAPABILITIES: readonly Capability[] = ['homeVisit', 'houseCall', 'endOfLifeCare']

/** Who does what in an area, in the order of the physicians. */
export const physiciansIn = (
  { physicians, entries }: AreasView,
  areaId: string,
  capability: Capability,
): AreasView['physicians'] => {
  const does = new Set(
    entries
      .filter(entry => entry.areaId === areaId && entry.capability === capability)
      .map(({ physicianId }) => physicianId),
  )
  return physicians.filter(({ id }) => does.has(id))
}

/** The areas where nobody does something, with all that nobody does there. */
export const gapsIn = (view: AreasView): { areaId: string; area: string; capabilities: Capability[] }[] =>
  view.areas.flatMap(({ id, name }) => {
    const capabilities = CAPABILITIES.filter(one => physiciansIn(view, id, one).length === 0)
    return capabilities.length > 0 ? [{ areaId: id, area: name, capabilities }] : []
  })

/** A tick as one word: an area and a capability. */
export const tickOf = (areaId: string, capability: Capability): string => `${areaId} ${capability}`

export const ticksOf = ({ entries }: AreasView, physicianId: string): ReadonlySet<string> =>
  new Set(
    entries
      .filter(entry => entry.physicianId === physicianId)
      .map(({ areaId, capability }) => tickOf(areaId, capability)),
  )

/** What is to be sent: where the ticks differ from what was read. */
export const changesOf = (
  { areas }: AreasView,
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
): CapabilitiesChange['changes'] =>
  areas.flatMap(({ id }) =>
    CAPABILITIES.flatMap(capability => {
      const does = after.has(tickOf(id, capability))
      return does === before.has(tickOf(id, capability)) ? [] : [{ areaId: id, capability, does }]
    }),
  )

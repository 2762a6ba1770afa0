/** What a place in a care team is for; `scheme` is the one whose rota and final back-up stand behind the team. */
export type PlaceRole = 'attending' | 'deputy' | 'specialist' | 'station' | 'hospital' | 'scheme'

/** Where the ambulance crew or the family turns first: an ambulance, or a bed kept at the hospital behind (domain.md §2I). */
export const EMERGENCY_MEANS = ['ambulance', 'backBed'] as const

/** Who is called, in the order in which the plan names them. */
export const CONTACTS = ['attending', 'deputy', 'station', 'centre', 'hospital'] as const

export type EmergencyPlan = {
  readonly means: (typeof EMERGENCY_MEANS)[number]
  readonly contacts: readonly (typeof CONTACTS)[number][]
  /** Whether the patient's wishes are written down. */
  readonly wishes: 'yes' | 'no' | 'unknown'
}

/** A care team as it is entered: ids of physicians, stations, a hospital and a scheme; lists are in order. */
export type TeamDraft = {
  readonly attendingId: string | null
  readonly deputyIds: readonly string[]
  readonly specialists: readonly { readonly physicianId: string; readonly discipline: string }[]
  readonly stationIds: readonly string[]
  readonly hospitalId: string | null
  readonly schemeId: string | null
  readonly emergencyPlan: EmergencyPlan
}

/** A team before anything is entered. */
export const NOBODY_YET: TeamDraft = {
  attendingId: null,
  deputyIds: [],
  specialists: [],
  stationIds: [],
  hospitalId: null,
  schemeId: null,
  emergencyPlan: { means: 'ambulance', contacts: [], wishes: 'unknown' },
}

/** Somebody's or something's place in a team. `discipline` is empty but for specialists. */
export type Place = {
  readonly role: PlaceRole
  readonly targetId: string
  readonly discipline: string
  readonly position: number
}

const place = (role: PlaceRole, targetId: string, position = 0, discipline = ''): Place => ({
  role,
  targetId,
  discipline,
  position,
})

export const placesOf = (draft: TeamDraft): Place[] => [
  ...(draft.attendingId === null ? [] : [place('attending', draft.attendingId)]),
  ...draft.deputyIds.map((id, index) => place('deputy', id, index)),
  ...draft.specialists.map(({ physicianId, discipline }, index) =>
    place('specialist', physicianId, index, discipline),
  ),
  ...draft.stationIds.map((id, index) => place('station', id, index)),
  ...(draft.hospitalId === null ? [] : [place('hospital', draft.hospitalId)]),
  ...(draft.schemeId === null ? [] : [place('scheme', draft.schemeId)]),
]

/** Whether nobody of the team itself would answer. */
export const leavesUnanswered = ({
  attendingId,
  deputyIds,
}: Pick<TeamDraft, 'attendingId' | 'deputyIds'>): boolean => attendingId === null && deputyIds.length === 0

/** The fields that name somebody a second time: a deputy who is the attending physician, or anybody twice. */
export const repeatedFields = ({ attendingId, deputyIds, specialists, stationIds }: TeamDraft): string[] => [
  ...deputyIds.flatMap((id, index) =>
    id === attendingId || deputyIds.indexOf(id) < index ? [`deputyIds.${index}`] : [],
  ),
  ...specialists.flatMap((one, index) =>
    specialists.findIndex(
      ({ physicianId, discipline }) => physicianId === one.physicianId && discipline === one.discipline,
    ) < index
      ? [`specialists.${index}.physicianId`]
      : [],
  ),
  ...stationIds.flatMap((id, index) => (stationIds.indexOf(id) < index ? [`stationIds.${index}`] : [])),
]

/** Which of the places that are taken are left, and which of those wanted are new; the others go on as they are. */
export function changedPlaces<Taken extends Place>(
  taken: readonly Taken[],
  wanted: readonly Place[],
): { left: Taken[]; added: Place[] } {
  const isIn = (one: Place, others: readonly Place[]) => others.some(other => keyOf(other) === keyOf(one))
  return {
    left: taken.filter(one => !isIn(one, wanted)),
    added: wanted.filter(one => !isIn(one, taken)),
  }
}

const keyOf = ({ role, targetId, discipline, position }: Place): string =>
  [role, position, targetId, discipline].join(' ')

import type { Instant } from '../../server/time/clock.ts'
import { DAY, HOUR } from '../../server/time/interval.ts'
import type { Trx } from '../open.ts'
import type { District } from './district.ts'

/** An invented patient with a team: physicians, stations and areas by number. */
type SeededTeam = {
  code: string
  area: number
  attending: string | null
  deputies: string[]
  specialists: { physician: string; discipline: string }[]
  stations: number[]
  hospital: string
  plan: { means: 'ambulance' | 'backBed'; contacts: string[]; wishes: 'yes' | 'no' | 'unknown' }
}

const AT_HOME = {
  means: 'backBed',
  contacts: ['station', 'attending', 'deputy', 'hospital'],
  wishes: 'yes',
} as const
const TO_HOSPITAL = {
  means: 'ambulance',
  contacts: ['attending', 'station', 'centre'],
  wishes: 'unknown',
} as const

const doctor = (district: string, number: number): string => `${district}-physician-${number}`
const withDefaults = (team: Partial<SeededTeam> & Pick<SeededTeam, 'code' | 'hospital'>): SeededTeam => ({
  area: 1,
  attending: null,
  deputies: [],
  specialists: [],
  stations: [1],
  plan: { ...AT_HOME, contacts: [...AT_HOME.contacts] },
  ...team,
})

const TEAMS: Readonly<Record<string, SeededTeam[]>> = {
  minato: [
    withDefaults({
      code: 'K-102',
      attending: doctor('minato', 1),
      deputies: [doctor('minato', 3)],
      specialists: [{ physician: doctor('minato', 8), discipline: '皮膚科' }],
      stations: [1, 2],
      hospital: 'minato-hospital-1',
    }),
    withDefaults({
      code: 'S-31',
      area: 2,
      attending: doctor('minato', 2),
      stations: [3],
      hospital: 'minato-hospital-2',
      plan: { ...TO_HOSPITAL, contacts: [...TO_HOSPITAL.contacts] },
    }),
    // Of another association (domain.md §2D).
    withDefaults({
      code: 'M-7',
      area: 3,
      attending: doctor('ward-kita', 1),
      deputies: [doctor('minato', 6), doctor('minato', 11)],
      hospital: 'minato-hospital-1',
    }),
  ],
  'ward-kita': [
    withDefaults({
      code: 'K-102',
      attending: doctor('ward-kita', 1),
      deputies: [doctor('ward-kita', 2), doctor('ward-kita', 3)],
      hospital: 'ward-kita-block-1-hospital',
    }),
  ],
}

/** Some care teams of a district, entered a month ago, with the district's rota behind them. */
export async function enterTeams(trx: Trx, now: Instant, { association, scheme }: District): Promise<void> {
  const { id: district } = association
  const entered = { entered_at: now - 30 * DAY, entered_by: null }
  const teams = (TEAMS[district] ?? []).map((team, index) => ({
    ...team,
    patientId: `${district}-patient-${index + 1}`,
    teamId: `${district}-team-${index + 1}`,
  }))
  await trx
    .insertInto('patient_reference')
    .values(
      teams.map(({ patientId, code, area }) => ({
        ...entered,
        id: patientId,
        association_id: district,
        code,
        area_id: `${district}-area-${area}`,
        closed_at: null,
      })),
    )
    .execute()
  await trx
    .insertInto('care_team')
    .values(
      teams.map(({ patientId, teamId, plan }) => ({
        ...entered,
        id: teamId,
        association_id: district,
        patient_id: patientId,
        group_id: null,
        emergency_plan: JSON.stringify(plan),
        ended_at: null,
      })),
    )
    .execute()
  await trx
    .insertInto('care_team_member')
    .values(
      teams.flatMap(team =>
        placesIn(team, district, scheme.id).map((place, index) => ({
          id: `${team.teamId}-place-${index + 1}`,
          team_id: team.teamId,
          discipline: '',
          position: 0,
          from_at: entered.entered_at,
          to_at: null,
          entered_by: null,
          ...place,
        })),
      ),
    )
    .execute()
}

const placesIn = (team: SeededTeam, district: string, schemeId: string) => [
  ...(team.attending === null ? [] : [{ role: 'attending', target_id: team.attending }]),
  ...team.deputies.map((target_id, position) => ({ role: 'deputy', target_id, position })),
  ...team.specialists.map(({ physician, discipline }, position) => ({
    role: 'specialist',
    target_id: physician,
    discipline,
    position,
  })),
  ...team.stations.map((number, position) => ({
    role: 'station',
    target_id: `${district}-station-${number}`,
    position,
  })),
  { role: 'hospital', target_id: team.hospital },
  { role: 'scheme', target_id: schemeId },
]

/** A patient of the port town whom a hospital has sent, and the first physician who offered. */
export async function enterReferral(trx: Trx, now: Instant): Promise<void> {
  const patient = 'minato-patient-referred'
  await trx
    .insertInto('patient_reference')
    .values({
      id: patient,
      association_id: 'minato',
      code: 'T-118',
      area_id: 'minato-area-1',
      entered_at: now - 5 * HOUR,
      entered_by: null,
      closed_at: null,
    })
    .execute()
  await trx
    .insertInto('referral')
    .values({
      id: 'minato-referral-1',
      association_id: 'minato',
      patient_id: patient,
      hospital_id: 'minato-hospital-1',
      capabilities: JSON.stringify(['homeVisit', 'houseCall']),
      status: 'waiting',
      received_at: now - 5 * HOUR,
      entered_by: null,
      decided_at: null,
      decided_by: null,
      physician_id: null,
    })
    .execute()
  await trx
    .insertInto('raised_hand')
    .values({
      id: 'minato-hand-1',
      request_kind: 'referral',
      request_id: 'minato-referral-1',
      physician_id: doctor('minato', 3),
      raised_at: now - 2 * HOUR,
      raised_by: null,
      on_behalf: 1,
      withdrawn_at: null,
    })
    .execute()
}

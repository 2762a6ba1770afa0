import type { ContactNumbersChange } from '../../server/directory/contact-numbers-view.ts'
import type {
  NewEvidence,
  NewNurseLink,
  NewStation,
  StationHours,
} from '../../server/directory/stations/station-view.ts'
import type { LocalDay } from '../../server/time/local-day.ts'
import { answerOf } from './answer.ts'
import { server } from './server.ts'

const association = server.associations[':associationId']
const one = association.stations[':stationId']
const links = association['nurse-links']

export type StationPath = { associationId: string; stationId: string }

/** Visiting-nurse stations of an association, what proves their 24-hour system, and whom they stand behind. */
export const stations = {
  list: (associationId: string) => answerOf(association.stations.$get({ param: { associationId } })),
  reminders: (associationId: string) =>
    answerOf(association['station-reminders'].$get({ param: { associationId } })),
  add: (associationId: string, json: NewStation) =>
    answerOf(association.stations.$post({ param: { associationId }, json })),

  read: (param: StationPath) => answerOf(one.$get({ param })),
  rename: (param: StationPath, json: { name: string; revision: number }) =>
    answerOf(one.name.$post({ param, json })),
  changeHours: (param: StationPath, json: StationHours) => answerOf(one.hours.$post({ param, json })),
  close: (param: StationPath, json: { closedOn: LocalDay | null; revision: number }) =>
    answerOf(one.close.$post({ param, json })),
  addEvidence: (param: StationPath, json: NewEvidence) => answerOf(one.evidence.$post({ param, json })),
  withdrawEvidence: (param: StationPath & { evidenceId: string }, json: { revision: number }) =>
    answerOf(one.evidence[':evidenceId'].withdraw.$post({ param, json })),
  confirm: (param: StationPath, json: { revision: number }) => answerOf(one.confirm.$post({ param, json })),
  confirmByPhone: (param: StationPath, json: { spokenWith: string; revision: number }) =>
    answerOf(one['confirm-by-phone'].$post({ param, json })),

  links: (associationId: string) => answerOf(links.$get({ param: { associationId } })),
  addLink: (associationId: string, json: NewNurseLink) =>
    answerOf(links.$post({ param: { associationId }, json })),
  endLink: (associationId: string, linkId: string, json: { to: LocalDay; revision: number }) =>
    answerOf(links[':linkId'].end.$post({ param: { associationId, linkId }, json })),

  contacts: (associationId: string) => answerOf(association.contacts.$get({ param: { associationId } })),
  changeContacts: (associationId: string, physicianId: string, json: ContactNumbersChange) =>
    answerOf(
      association.physicians[':physicianId'].contacts.$post({ param: { associationId, physicianId }, json }),
    ),
}

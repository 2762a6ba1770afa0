import type { AbsenceReasonsChange } from '../../server/coverage/absences/absence-reason-view.ts'
import type { NewSeries } from '../../server/coverage/absences/absence-series-view.ts'
import type { AbsenceChange, NewAbsence } from '../../server/coverage/absences/absence-view.ts'
import type { CoverageSettingsChange } from '../../server/coverage/coverage-settings-view.ts'
import type { AreasChange, CapabilitiesChange } from '../../server/directory/areas/area-view.ts'
import { answerOf } from './answer.ts'
import { server } from './server.ts'

const association = server.associations[':associationId']
const physician = association.physicians[':physicianId']
const one = physician.absences[':absenceId']
const series = physician['absence-series']
const settings = server.schemes[':schemeId']['coverage-settings']

type Path = { associationId: string; physicianId: string }

/** Absences with their covers, the hands raised for them, and the reasons to choose from. */
export const absences = {
  all: (associationId: string) => answerOf(association.absences.$get({ param: { associationId } })),
  own: (param: Path) => answerOf(physician.absences.$get({ param })),
  enter: (param: Path, json: NewAbsence) => answerOf(physician.absences.$post({ param, json })),
  change: (param: Path & { absenceId: string }, json: AbsenceChange) => answerOf(one.$post({ param, json })),
  affected: (param: Path & { absenceId: string }) => answerOf(one.affected.$get({ param })),
  withdraw: (param: Path & { absenceId: string }, revision: number) =>
    answerOf(one.withdraw.$post({ param, json: { revision } })),
  confirm: (param: Path & { absenceId: string }, handId: string, revision: number) =>
    answerOf(one.confirm.$post({ param, json: { handId, revision } })),
  hand: (param: Path & { absenceId: string }, raised: boolean) =>
    answerOf(physician['absence-hands'][':absenceId'].$post({ param, json: { raised } })),
  enterSeries: (param: Path, json: NewSeries) => answerOf(series.$post({ param, json })),
  endSeries: (param: Path & { seriesId: string }, fromDay: string, revision: number) =>
    answerOf(series[':seriesId'].end.$post({ param, json: { fromDay, revision } })),
  changeReasons: (associationId: string, json: AbsenceReasonsChange) =>
    answerOf(association['absence-reasons'].$post({ param: { associationId }, json })),
}

/** Areas, and what physicians do in them. */
export const areas = {
  of: (associationId: string) => answerOf(association.areas.$get({ param: { associationId } })),
  change: (associationId: string, json: AreasChange) =>
    answerOf(association.areas.$post({ param: { associationId }, json })),
  changeCapabilities: (param: Path, json: CapabilitiesChange) =>
    answerOf(physician.capabilities.$post({ param, json })),
}

/** How a scheme stands in for absent physicians. */
export const coverageSettings = {
  of: (schemeId: string) => answerOf(settings.$get({ param: { schemeId } })),
  change: (schemeId: string, json: CoverageSettingsChange) =>
    answerOf(settings.$post({ param: { schemeId }, json })),
}

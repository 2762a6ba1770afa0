import { OpenAPIHono } from '@hono/zod-openapi'
import { auditTrailRoutes } from './audit/audit-trail.routes.ts'
import type { ServerContext } from './context.ts'
import { absenceRoutes } from './coverage/absences/absence.routes.ts'
import { absenceSeriesRoutes } from './coverage/absences/absence-series.routes.ts'
import { boardRoutes } from './coverage/board/board.routes.ts'
import { coverageSettingsRoutes } from './coverage/coverage-settings.routes.ts'
import { coverageYearRoutes } from './coverage/year/coverage-year.routes.ts'
import { areaRoutes } from './directory/areas/area.routes.ts'
import { associationSettingsRoutes } from './directory/association-settings.routes.ts'
import { clinicGroupRoutes } from './directory/clinic-group.routes.ts'
import { contactNumbersRoutes } from './directory/contact-numbers.routes.ts'
import { nurseLinkRoutes } from './directory/stations/nurse-link.routes.ts'
import { stationRoutes } from './directory/stations/station.routes.ts'
import { schemeMemberRoutes } from './duty/scheme-member.routes.ts'
import { downloadRoutes } from './feeds/download.routes.ts'
import { feedRoutes, feedsAreRead } from './feeds/feed.routes.ts'
import { subscriptionRoutes } from './feeds/subscription.routes.ts'
import { answerErrors, limitBody } from './http/answer-errors.ts'
import { apiDocs } from './http/api-docs.ts'
import { followChanges } from './http/follow-changes.ts'
import { identify } from './http/identify.ts'
import { ownOriginOnly } from './http/own-origin.ts'
import { page } from './http/page.ts'
import { refuseNul } from './http/refuse-nul.ts'
import { securityHeaders } from './http/security-headers.ts'
import { boardLinkRoutes } from './identity/board-link.routes.ts'
import { linkRoutes } from './identity/link.routes.ts'
import { ownAccountRoutes } from './identity/own-account.routes.ts'
import { peopleRoutes } from './identity/people.routes.ts'
import { signInRoutes } from './identity/sign-in.routes.ts'
import { affectedRoutes } from './patients/affected.routes.ts'
import { callRoutes } from './patients/calls/call.routes.ts'
import { careTeamRoutes } from './patients/care-team.routes.ts'
import { patientRoutes } from './patients/patient.routes.ts'
import { referralRoutes } from './patients/referral.routes.ts'
import { sheetRoutes } from './reports/sheet.routes.ts'
import { draftEditRoutes } from './roster/editing/draft-edit.routes.ts'
import { exchangeRoutes } from './roster/exchanges/exchange.routes.ts'
import { exchangeSettingsRoutes } from './roster/exchanges/exchange-settings.routes.ts'
import { fairnessRoutes } from './roster/fairness/fairness.routes.ts'
import { gateRoutes } from './roster/gate/gate.routes.ts'
import { ledgerRoutes } from './roster/ledger/ledger.routes.ts'
import { repairRoutes } from './roster/repair/repair.routes.ts'
import { rosterRoutes } from './roster/roster.routes.ts'
import { rotaRunRoutes } from './roster/runs/rota-run.routes.ts'
import { rotaSettingsRoutes } from './roster/settings/rota-settings.routes.ts'
import { versionRoutes } from './roster/versions/version.routes.ts'
import { wishRoutes } from './roster/wishes/wish.routes.ts'
import { wishRoundRoutes } from './roster/wishes/wish-round.routes.ts'

const routes = (context: ServerContext) =>
  new OpenAPIHono()
    .route('/', feedRoutes(context))
    .route('/api', rosterRoutes(context))
    .route('/api', gateRoutes(context))
    .route('/api', repairRoutes(context))
    .route('/api', versionRoutes(context))
    .route('/api', ledgerRoutes(context))
    .route('/api', fairnessRoutes(context))
    .route('/api', rotaRunRoutes(context))
    .route('/api', sheetRoutes(context))
    .route('/api', draftEditRoutes(context))
    .route('/api', exchangeRoutes(context))
    .route('/api', exchangeSettingsRoutes(context))
    .route('/api', wishRoundRoutes(context))
    .route('/api', wishRoutes(context))
    .route('/api', schemeMemberRoutes(context))
    .route('/api', rotaSettingsRoutes(context))
    .route('/api', associationSettingsRoutes(context))
    .route('/api', clinicGroupRoutes(context))
    .route('/api', areaRoutes(context))
    .route('/api', absenceRoutes(context))
    .route('/api', absenceSeriesRoutes(context))
    .route('/api', affectedRoutes(context))
    .route('/api', coverageSettingsRoutes(context))
    .route('/api', coverageYearRoutes(context))
    .route('/api', stationRoutes(context))
    .route('/api', nurseLinkRoutes(context))
    .route('/api', contactNumbersRoutes(context))
    .route('/api', patientRoutes(context))
    .route('/api', careTeamRoutes(context))
    .route('/api', referralRoutes(context))
    .route('/api', callRoutes(context))
    .route('/api', peopleRoutes(context))
    .route('/api', subscriptionRoutes(context))
    .route('/api', downloadRoutes(context))
    .route('/api', auditTrailRoutes(context))
    .route('/api', signInRoutes(context))
    .route('/api', ownAccountRoutes(context))
    .route('/api', linkRoutes(context))
    .route('/api', boardLinkRoutes(context))
    .route('/api', boardRoutes(context))

/** What the typed client of the page knows of the server. */
export type Api = ReturnType<typeof routes>

/** The whole program as one fetch handler. `report` hears of bugs; `pageFolder` holds the built page. */
export function createApp(context: ServerContext, pageFolder: string, report: (line: string) => void) {
  const app = new OpenAPIHono()
  app.use(securityHeaders)
  app.use('/feeds/*', feedsAreRead(context))
  app.use(limitBody, ownOriginOnly(context.config), refuseNul)
  app.use('/api/*', identify(context), followChanges(context, report))
  app.route('/', routes(context))
  app.doc31('/api/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Rinban 輪番',
      version: '1',
      description: 'The duty desk of home-care medicine. Times are Asia/Tokyo; intervals are half-open.',
    },
  })
  app.route('/api/docs', apiDocs())
  app.route('/', page(pageFolder))
  answerErrors(app, report)
  return app
}

import { OpenAPIHono } from '@hono/zod-openapi'
import { secureHeaders } from 'hono/secure-headers'
import { auditTrailRoutes } from './audit/audit-trail.routes.ts'
import type { ServerContext } from './context.ts'
import { associationSettingsRoutes } from './directory/association-settings.routes.ts'
import { schemeMemberRoutes } from './duty/scheme-member.routes.ts'
import { feedRoutes } from './feeds/feed.routes.ts'
import { subscriptionRoutes } from './feeds/subscription.routes.ts'
import { answerErrors, limitBody } from './http/answer-errors.ts'
import { apiDocs } from './http/api-docs.ts'
import { followChanges } from './http/follow-changes.ts'
import { identify } from './http/identify.ts'
import { ownOriginOnly } from './http/own-origin.ts'
import { page } from './http/page.ts'
import { refuseNul } from './http/refuse-nul.ts'
import { linkRoutes } from './identity/link.routes.ts'
import { ownAccountRoutes } from './identity/own-account.routes.ts'
import { peopleRoutes } from './identity/people.routes.ts'
import { signInRoutes } from './identity/sign-in.routes.ts'
import { draftEditRoutes } from './roster/editing/draft-edit.routes.ts'
import { fairnessRoutes } from './roster/fairness/fairness.routes.ts'
import { ledgerRoutes } from './roster/ledger/ledger.routes.ts'
import { repairRoutes } from './roster/repair/repair.routes.ts'
import { rosterRoutes } from './roster/roster.routes.ts'
import { rotaRunRoutes } from './roster/runs/rota-run.routes.ts'
import { rotaSettingsRoutes } from './roster/settings/rota-settings.routes.ts'
import { wishRoutes } from './roster/wishes/wish.routes.ts'
import { wishRoundRoutes } from './roster/wishes/wish-round.routes.ts'

/** No page loads anything from another site, and none runs inline script or style sheets. */
const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  referrerPolicy: 'no-referrer',
  xFrameOptions: 'DENY',
})

const routes = (context: ServerContext) =>
  new OpenAPIHono()
    .route('/', feedRoutes(context))
    .route('/api', rosterRoutes(context))
    .route('/api', repairRoutes(context))
    .route('/api', ledgerRoutes(context))
    .route('/api', fairnessRoutes(context))
    .route('/api', rotaRunRoutes(context))
    .route('/api', draftEditRoutes(context))
    .route('/api', wishRoundRoutes(context))
    .route('/api', wishRoutes(context))
    .route('/api', schemeMemberRoutes(context))
    .route('/api', rotaSettingsRoutes(context))
    .route('/api', associationSettingsRoutes(context))
    .route('/api', peopleRoutes(context))
    .route('/api', subscriptionRoutes(context))
    .route('/api', auditTrailRoutes(context))
    .route('/api', signInRoutes(context))
    .route('/api', ownAccountRoutes(context))
    .route('/api', linkRoutes(context))

/** What the typed client of the page knows of the server. */
export type Api = ReturnType<typeof routes>

/** The whole program as one fetch handler. `report` hears of bugs; `pageFolder` holds the built page. */
export function createApp(context: ServerContext, pageFolder: string, report: (line: string) => void) {
  const app = new OpenAPIHono()
  app.use(headers, limitBody, ownOriginOnly(context.config), refuseNul)
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

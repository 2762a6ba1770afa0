import { z } from '@hono/zod-openapi'
import type { Context } from '../../context.ts'
import { actorOf } from '../../http/actor-of.ts'
import { json, jsonBody } from '../../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../../http/api.ts'
import { protectedRoute } from '../../http/protected-route.ts'
import { rosterPath } from '../roster-view.ts'
import { differenceQuery, differenceSchema } from './difference-view.ts'
import { readDutyRecords, recordDuty } from './duty-record.service.ts'
import { dutyRecordsSchema, newDutyRecordSchema } from './duty-record-view.ts'
import { readVersions } from './list-versions.service.ts'
import { readDifference } from './read-difference.service.ts'
import { giveReceipt, readOwnReceipt, readReceipts } from './receipt.service.ts'
import { newReceiptSchema, ownReceiptSchema, receiptsSchema } from './receipt-view.ts'
import { versionsSchema, withdrawalSchema } from './version-view.ts'
import { withdrawUnits } from './withdraw-units.service.ts'

const ROSTER = '/schemes/{schemeId}/rosters/{fiscalYear}'
const badPath = { 400: problemResponse('Bad input, by field') } as const
const refusals = { ...badPath, 409: problemResponse('Refused: the reason says why') } as const

const getVersions = protectedRoute(
  { action: 'roster.read', about: 'scheme' },
  {
    method: 'get',
    path: `${ROSTER}/versions`,
    summary: 'The versions of a year with their checks, waivers and later changes',
    request: { params: rosterPath },
    responses: { 200: json(versionsSchema, 'The versions'), ...badPath },
  },
)

const getDifference = protectedRoute(
  { action: 'roster.read', about: 'scheme' },
  {
    method: 'get',
    path: `${ROSTER}/difference`,
    summary: 'What changes between two versions, the rota as it stands, or the draft (for the secretariat)',
    request: { params: rosterPath, query: differenceQuery },
    responses: { 200: json(differenceSchema, 'By person and by unit'), ...badPath },
  },
)

const postWithdrawal = protectedRoute(
  { action: 'roster.withdraw', about: 'scheme' },
  {
    method: 'post',
    path: `${ROSTER}/withdrawals`,
    summary: 'Take units that have not begun back from the published rota: the next version',
    request: { params: rosterPath, body: jsonBody(withdrawalSchema) },
    responses: { 200: json(versionsSchema, 'The versions as they are then'), ...refusals },
  },
)

const getReceipts = protectedRoute(
  { action: 'receipt.readAll', about: 'scheme' },
  {
    method: 'get',
    path: `${ROSTER}/receipts`,
    summary: 'Who has confirmed the newest version, and who has not',
    request: { params: rosterPath },
    responses: { 200: json(receiptsSchema, 'Everybody who is asked'), ...refusals },
  },
)

const ownPath = rosterPath.extend({ physicianId: z.string().max(80) })

const getReceipt = protectedRoute(
  { action: 'receipt.read', about: 'schemeMember' },
  {
    method: 'get',
    path: `${ROSTER}/physicians/{physicianId}/receipt`,
    summary: 'A physician’s duties and what is new in them since they last confirmed',
    request: { params: ownPath },
    responses: { 200: json(ownReceiptSchema, 'To be confirmed'), ...refusals },
  },
)

const postReceipt = protectedRoute(
  { action: 'receipt.give', about: 'schemeMember' },
  {
    method: 'post',
    path: `${ROSTER}/physicians/{physicianId}/receipt`,
    summary: 'Confirm having read the newest version, or accept it; said twice, it is said once',
    request: { params: ownPath, body: jsonBody(newReceiptSchema) },
    responses: { 200: json(ownReceiptSchema, 'As it is then'), ...refusals },
  },
)

const getRecords = protectedRoute(
  { action: 'dutyRecord.read', about: 'scheme' },
  {
    method: 'get',
    path: `${ROSTER}/records`,
    summary: 'Who really stood duty, beside the plan',
    request: { params: rosterPath },
    responses: { 200: json(dutyRecordsSchema, 'The duties that have begun'), ...badPath },
  },
)

const postRecord = protectedRoute(
  { action: 'dutyRecord.enter', about: 'scheme' },
  {
    method: 'post',
    path: `${ROSTER}/records`,
    summary: 'Record who really stood a duty, for good: a correction is another record',
    request: { params: rosterPath, body: jsonBody(newDutyRecordSchema) },
    responses: { 200: json(dutyRecordsSchema, 'The records as they are then'), ...refusals },
  },
)

export const versionRoutes = (context: Context) =>
  createApi()
    .openapi(getVersions, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      const versions = await readVersions(context, c.var.principal, schemeId, fiscalYear)
      return versions.ok ? c.json(versions.value, 200) : answerRefusal(c, versions)
    })
    .openapi(getDifference, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      const asked = c.req.valid('query')
      const difference = await readDifference(context, c.var.principal, schemeId, fiscalYear, asked)
      return difference.ok ? c.json(difference.value, 200) : answerRefusal(c, difference)
    })
    .openapi(postWithdrawal, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      const done = await withdrawUnits(context, actorOf(c), schemeId, fiscalYear, c.req.valid('json'))
      const versions = done.ok ? await readVersions(context, c.var.principal, schemeId, fiscalYear) : done
      return versions.ok ? c.json(versions.value, 200) : answerRefusal(c, versions)
    })
    .openapi(getReceipts, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      const receipts = await readReceipts(context, schemeId, fiscalYear)
      return receipts.ok ? c.json(receipts.value, 200) : answerRefusal(c, receipts)
    })
    .openapi(getReceipt, async c => {
      const receipt = await readOwnReceipt(context, c.req.valid('param'))
      return receipt.ok ? c.json(receipt.value, 200) : answerRefusal(c, receipt)
    })
    .openapi(postReceipt, async c => {
      const path = c.req.valid('param')
      const done = await giveReceipt(context, actorOf(c, path.physicianId), path, c.req.valid('json'))
      const receipt = done.ok ? await readOwnReceipt(context, path) : done
      return receipt.ok ? c.json(receipt.value, 200) : answerRefusal(c, receipt)
    })
    .openapi(getRecords, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      const records = await readDutyRecords(context, schemeId, fiscalYear)
      return records.ok ? c.json(records.value, 200) : answerRefusal(c, records)
    })
    .openapi(postRecord, async c => {
      const { schemeId, fiscalYear } = c.req.valid('param')
      const done = await recordDuty(context, actorOf(c), schemeId, fiscalYear, c.req.valid('json'))
      const records = done.ok ? await readDutyRecords(context, schemeId, fiscalYear) : done
      return records.ok ? c.json(records.value, 200) : answerRefusal(c, records)
    })

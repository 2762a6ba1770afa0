import { z } from '@hono/zod-openapi'
import type { Context } from '../context.ts'
import { actorOf } from '../http/actor-of.ts'
import { json, jsonBody } from '../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../http/api.ts'
import { protectedRoute } from '../http/protected-route.ts'
import { changeContactNumbers, readContactNumbers } from './contact-numbers.service.ts'
import { contactNumbersChangeSchema, contactNumbersSchema } from './contact-numbers-view.ts'

const ofAssociation = z.object({ associationId: z.string().max(80) })
const ofPhysician = ofAssociation.extend({ physicianId: z.string().max(80) })

const getNumbers = protectedRoute(
  { action: 'contacts.read', about: 'association' },
  {
    method: 'get',
    path: '/associations/{associationId}/contacts',
    summary: 'The numbers on which the physicians of an association are called',
    request: { params: ofAssociation },
    responses: {
      200: json(contactNumbersSchema, 'The numbers'),
      400: problemResponse('Bad input, by field'),
    },
  },
)

const postNumbers = protectedRoute(
  { action: 'contacts.change', about: 'physician' },
  {
    method: 'post',
    path: '/associations/{associationId}/physicians/{physicianId}/contacts',
    summary: "Change the number of a physician's clinic and their own at night",
    request: { params: ofPhysician, body: jsonBody(contactNumbersChangeSchema) },
    responses: {
      200: json(contactNumbersSchema, 'The numbers as they are then'),
      400: problemResponse('Bad input, by field'),
      409: problemResponse('Somebody else was quicker'),
    },
  },
)

export const contactNumbersRoutes = (context: Context) =>
  createApi()
    .openapi(getNumbers, async c => {
      const numbers = await readContactNumbers(context.db, c.req.valid('param').associationId)
      return numbers.ok ? c.json(numbers.value, 200) : answerRefusal(c, numbers)
    })
    .openapi(postNumbers, async c => {
      const numbers = await changeContactNumbers(
        context,
        actorOf(c),
        c.req.valid('param'),
        c.req.valid('json'),
      )
      return numbers.ok ? c.json(numbers.value, 200) : answerRefusal(c, numbers)
    })

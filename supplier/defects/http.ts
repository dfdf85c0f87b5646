import { randomUUID } from 'node:crypto';
import type { Defect } from '../defect.ts';
import type { Call, JsonObject } from '../model.ts';
import { answers, bodies, without } from './edits.ts';

const SUCCESS = (status: number) => status < 300;

/** Defects of answers whatever they are about: statuses, headers, media types, error bodies. */
export const HTTP_DEFECTS: readonly Defect[] = [
  {
    id: 'answers-reservations-with-409',
    title: 'answers 409 where a slot was never offered',
    breaks: ['HTTP-STATUS', 'HTTP-REFUSED-422'],
    consequences: [],
    style: 'sync',
    replace: answers({ to: 'handleReserveAppointment', with: 422 }, (answer) => ({ ...answer, status: 409 })),
  },
  {
    id: 'redirects-cancellations',
    title: 'answers cancellations with a redirect',
    breaks: ['HTTP-STATUS'],
    consequences: ['HTTP-CREDENTIALS'],
    style: 'sync',
    replace: answers({ to: 'handleCancelOrder' }, () => ({ status: 302, headers: { Location: '/elsewhere' } })),
  },
  {
    id: 'out-of-coverage-not-found',
    title: 'answers 404 for an address out of coverage',
    breaks: ['HTTP-STATUS-TOLERATED'],
    consequences: ['HTTP-REFUSED-422', 'AVL-OUT-OF-COVERAGE'],
    style: 'sync',
    replace: (honest) => ({
      availabilityQuestion: (call) => {
        const read = honest.availabilityQuestion(call);
        const known = !read.ok || read.value.address.id === '200004033694';
        return known ? read : { ok: false, refusal: { status: 404, messages: ['the address is not known'] } };
      },
    }),
  },
  {
    id: 'limits-ordinary-traffic',
    title: 'answers 429 to the second search for appointments',
    breaks: ['HTTP-RATE'],
    consequences: ['APT-OPTIONAL-PARAMETERS', 'AVL-SPECIFICATION-IDS'],
    style: 'sync',
    replace: () => {
      let searches = 0;
      return {
        appointmentsRefusal: () =>
          (searches += 1) === 2 ? { status: 429, messages: ['too many requests, come back later'] } : undefined,
      };
    },
  },
  {
    id: 'chokes-on-notes',
    title: 'answers 400 to a good order that has notes',
    breaks: ['HTTP-UNDERSTOOD'],
    consequences: ['ORD-ACCEPTED'],
    style: 'sync',
    replace: (honest) => ({
      orderRequest: (call) => {
        const read = honest.orderRequest(call);
        const choke = read.ok && read.value.notes !== undefined;
        return choke ? { ok: false, refusal: { status: 400, messages: ['notes is not a known field'] } } : read;
      },
    }),
  },
  {
    id: 'fails-on-amendments',
    title: 'answers 500 to a good amendment',
    breaks: ['HTTP-UNDERSTOOD'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      amendmentRefusal: (order, request, world) =>
        honest.amendmentRefusal(order, request, world) ?? { status: 500, messages: ['something went wrong here'] },
    }),
  },
  {
    id: 'refuses-unknown-orders-with-400',
    title: 'answers 400 where the order is not known',
    breaks: ['HTTP-REFUSED-422'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      changeRefusal: (order, request) => {
        const refusal = honest.changeRefusal(order, request);
        return refusal && !order ? { ...refusal, status: 400 } : refusal;
      },
    }),
  },
  {
    id: 'refuses-without-reasons',
    title: 'gives no reason with a 422',
    breaks: ['HTTP-REASONS', 'HTTP-ERROR-BODY'],
    consequences: [],
    style: 'sync',
    replace: bodies({ with: 422 }, (body) => ({ ...body, messages: [] })),
  },
  {
    id: 'empty-created-order',
    title: 'answers 201 to an order with an empty body',
    breaks: ['HTTP-JSON'],
    consequences: [],
    style: 'sync',
    replace: answers({ to: 'handleCreateOrder', with: 201 }, ({ headers = {} }) => ({ status: 201, headers })),
  },
  {
    id: 'answers-in-plain-text',
    title: 'calls its JSON text/plain',
    breaks: ['HTTP-JSON'],
    consequences: ['HTTP-CREDENTIALS-BODY'],
    style: 'sync',
    replace: answers({}, (answer) => ({ ...answer, headers: { ...answer.headers, 'Content-Type': 'text/plain' } })),
  },
  {
    id: 'errors-of-its-own-shape',
    title: 'has errors of its own shape: {"error": ...}',
    breaks: ['HTTP-ERROR-BODY'],
    consequences: ['HTTP-REASONS', 'HTTP-CODE', 'HTTP-CODE-422', 'HTTP-CREDENTIALS-BODY'],
    style: 'sync',
    replace: (honest) => ({ errorBody: (refusal) => ({ error: honest.errorBody(refusal).code }) }),
  },
  {
    id: 'blames-the-gateway',
    title: 'uses an error code that only the gateway has',
    breaks: ['HTTP-ERROR-BODY'],
    consequences: ['HTTP-CODE', 'HTTP-CODE-422', 'HTTP-CREDENTIALS-BODY'],
    style: 'sync',
    replace: (honest) => ({ errorBody: (refusal) => ({ ...honest.errorBody(refusal), code: 'GATEWAY_FAULT' }) }),
  },
  {
    id: 'error-id-is-no-uuid',
    title: 'numbers its errors instead of giving each a UUID',
    breaks: ['HTTP-BODY-FULL'],
    consequences: ['HTTP-CREDENTIALS-BODY'],
    style: 'sync',
    replace: (honest) => {
      let count = 0;
      return { errorBody: (refusal) => ({ ...honest.errorBody(refusal), uuid: `E-${(count += 1)}` }) };
    },
  },
  {
    id: 'unknown-order-not-found-in-its-own-words',
    title: 'answers 404 with JSON of its own shape where the order is not known',
    breaks: ['HTTP-OPTIONAL-ERROR-BODY'],
    consequences: ['HTTP-CODE'],
    style: 'sync',
    replace: (honest) => ({
      changeRefusal: (order, request) => {
        const refusal = honest.changeRefusal(order, request);
        return refusal && !order ? { ...refusal, status: 404 } : refusal;
      },
      errorBody: (refusal) => (refusal.status === 404 ? { detail: refusal.messages[0] } : honest.errorBody(refusal)),
    }),
  },
  {
    id: 'drops-conversation-header',
    title: 'leaves X-Conversation-ID off its successes',
    breaks: ['HTTP-IDS', 'HTTP-IDS-DOCUMENTED'],
    consequences: [],
    style: 'sync',
    replace: answers({}, (answer) =>
      SUCCESS(answer.status)
        ? { ...answer, headers: without(answer.headers ?? {}, 'X-Conversation-ID') as Record<string, string> }
        : answer,
    ),
  },
  {
    id: 'answers-under-its-own-request-id',
    title: 'answers with a fresh X-Request-ID of its own',
    breaks: ['HTTP-IDS-ECHO'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      responseHeaders: (call) => ({ ...honest.responseHeaders(call), 'X-Request-ID': randomUUID() }),
    }),
  },
  {
    id: 'calls-the-invalid-malformed',
    title: 'gives MALFORMED_REQUEST with a 422',
    breaks: ['HTTP-CODE-422'],
    consequences: [],
    style: 'sync',
    replace: bodies({ with: 422 }, (body) => ({ ...body, code: 'MALFORMED_REQUEST' })),
  },
  {
    id: 'calls-the-malformed-invalid',
    title: 'gives INVALID_REQUEST with a 400',
    breaks: ['HTTP-CODE'],
    consequences: [],
    style: 'sync',
    replace: bodies({ with: 400 }, (body) => ({ ...body, code: 'INVALID_REQUEST' })),
  },
  {
    id: 'all-errors-under-one-id',
    title: 'gives the same uuid with every error',
    breaks: ['HTTP-ERROR-UUID'],
    consequences: [],
    style: 'sync',
    replace: (honest) => {
      const uuid = randomUUID();
      return { errorBody: (refusal) => ({ ...honest.errorBody(refusal), uuid }) };
    },
  },
  {
    id: 'shows-stack-traces',
    title: 'gives a stack trace as the reason',
    breaks: ['HTTP-MESSAGES'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      errorBody: (refusal) => ({
        ...honest.errorBody(refusal),
        messages: ['java.lang.NullPointerException\n\tat com.acme.Orders.place(Orders.java:42)'],
      }),
    }),
  },
  {
    id: 'takes-malformed-orders',
    title: 'answers 202 to orders that it cannot read',
    breaks: ['HTTP-REFUSES-INVALID'],
    consequences: ['HTTP-REFUSES-WITHOUT-HEADER', 'CAN-ACCEPTED'],
    style: 'async',
    replace: answers({ to: 'handleCreateOrder', with: 400 }, ({ headers = {} }) => ({ status: 202, headers })),
  },
  {
    id: 'fails-on-broken-json',
    title: 'answers 500 to a body that is not JSON',
    breaks: ['HTTP-REFUSES-INVALID'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      orderRequest: (call) => {
        const read = honest.orderRequest(call);
        const broken = !read.ok && read.refusal.messages.includes('the request is not valid JSON');
        return broken ? { ok: false, refusal: { status: 500, messages: ['something went wrong here'] } } : read;
      },
    }),
  },
  {
    id: 'does-without-headers',
    title: 'takes requests that lack mandatory headers',
    breaks: ['HTTP-REFUSES-WITHOUT-HEADER'],
    consequences: ['KCI-STRANGER'],
    style: 'sync',
    replace: (honest) => ({
      headersRefusal: () => undefined,
      orderRefusal: (request, call, world) => honest.orderRefusal(request, withTenant(call, request), world),
      opened: (request, call, world) => honest.opened(request, withTenant(call, request), world),
    }),
  },
  {
    id: 'refuses-the-malformed-with-422',
    title: 'answers 422 to what it cannot read',
    breaks: ['HTTP-MALFORMED-400'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      orderRequest: (call) => {
        const read = honest.orderRequest(call);
        return read.ok ? read : { ok: false, refusal: { ...read.refusal, status: 422 } };
      },
    }),
  },
];

/** The request as if the tenant that its body names had been in its headers. */
function withTenant(call: Call, { tenant }: JsonObject): Call {
  return { ...call, headers: { tenant: String(tenant), ...call.headers } };
}

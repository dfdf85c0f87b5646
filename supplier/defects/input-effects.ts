import type { Defect } from '../defect.ts';
import type { JsonObject } from '../model.ts';
import { CONTACT } from '../requests.ts';
import { answers } from './edits.ts';
import { overlooks, type Flaws } from './input-edits.ts';

const CONTACT_FLAWS: Flaws = {
  to: ['handleCreateOrder', 'handleCreateProblem'],
  wrong: ['missing', 'null', 'type', 'too-long', 'too-short', 'form'],
  where: /^primaryContact\./,
};

/** Whether nobody could be reached by what a request says. */
const isUnreachable = ({ primaryContact }: JsonObject) => CONTACT(primaryContact, '').length > 0;

const UNREACHABLE = { status: 400, messages: ['primaryContact is not valid'] };

/** Whether a refusal says nothing but that texts are too long or too short. */
const isOfLengths = (messages: readonly string[]) =>
  messages.every((message) => / must have \d+ .*characters/.test(message));

/** Defects of how a supplier refuses: what it does all the same, and what it says. */
export const REFUSED_INPUT_DEFECTS: readonly Defect[] = [
  {
    id: 'works-on-orders-that-it-refused',
    title: 'works on an order although it refused it for its contact',
    breaks: ['KCI-NO-EFFECT-OF-REFUSED'],
    consequences: ['KCI-STRANGER', 'KCI-SNAPSHOT', 'KCI-SCHEMA-LIKELY'],
    style: 'sync',
    replace: (honest) => ({
      ...overlooks({ ...CONTACT_FLAWS, to: ['handleCreateOrder'] })(honest),
      orderAnswer: (order, snapshot) =>
        order.kind === 'provide' && isUnreachable(order.asked)
          ? { status: 400, body: honest.errorBody(UNREACHABLE) }
          : honest.orderAnswer(order, snapshot),
    }),
  },
  {
    id: 'works-on-problems-that-it-refused',
    title: 'works on a problem although it refused it for its contact',
    breaks: ['KCI-NO-EFFECT-OF-REFUSED'],
    consequences: ['KCI-STRANGER', 'KCI-SNAPSHOT', 'KCI-SCHEMA-LIKELY'],
    style: 'async',
    replace: (honest) => ({
      ...overlooks({ ...CONTACT_FLAWS, to: ['handleCreateProblem'] })(honest),
      problemAnswer: (problem, snapshot) =>
        isUnreachable(problem.asked)
          ? { status: 400, body: honest.errorBody(UNREACHABLE) }
          : honest.problemAnswer(problem, snapshot),
    }),
  },
  {
    id: 'refuses-texts-in-words-of-its-framework',
    title: 'refuses what is no text with an error as its framework makes them',
    breaks: ['HTTP-ERROR-BODY'],
    consequences: ['HTTP-CODE'],
    style: 'sync',
    replace: (honest) => ({
      errorBody: (refusal) =>
        refusal.messages.some((message) => message.endsWith(' must be a string'))
          ? { timestamp: new Date(0).toISOString(), status: refusal.status, error: 'Bad Request' }
          : honest.errorBody(refusal),
    }),
  },
  {
    id: 'refuses-lengths-without-reasons',
    title: 'refuses texts that are too long or too short without saying so',
    breaks: ['HTTP-ERROR-BODY', 'HTTP-REASONS'],
    consequences: [],
    style: 'rich',
    replace: (honest) => ({
      errorBody: (refusal) => ({
        ...honest.errorBody(refusal),
        ...(refusal.status === 422 && isOfLengths(refusal.messages) ? { messages: [] } : {}),
      }),
    }),
  },
  {
    id: 'refuses-empty-bodies-in-html',
    title: 'refuses a request without a body with a page of HTML',
    breaks: ['HTTP-JSON'],
    consequences: [],
    style: 'async',
    replace: answers({ with: 400 }, ({ body, ...answer }, call) =>
      call.body === '' && call.query.size === 0
        ? {
            ...answer,
            headers: { ...answer.headers, 'Content-Type': 'text/html' },
            text: '<html><body><h1>HTTP Status 400 – Bad Request</h1></body></html>',
          }
        : { ...answer, body },
    ),
  },
];

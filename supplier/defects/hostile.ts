import type { Defect } from '../defect.ts';
import { answers, deliveries } from './edits.ts';

/** Defects of a supplier that is not itself: it breaks off, keeps silent, or talks too much. */
export const HOSTILE_DEFECTS: readonly Defect[] = [
  {
    id: 'hangs-up-on-cancellations',
    title: 'closes the connection on a cancellation without an answer',
    breaks: ['HTTP-ANSWERED'],
    consequences: ['HTTP-CREDENTIALS'],
    style: 'sync',
    replace: answers({ to: 'handleCancelOrder' }, () => ({ raw: '', end: true })),
  },
  {
    id: 'never-answers-cancellations',
    title: 'never answers a cancellation',
    breaks: ['HTTP-ANSWERED'],
    consequences: ['HTTP-CREDENTIALS'],
    style: 'sync',
    replace: answers({ to: 'handleCancelOrder' }, () => ({ raw: '', end: false })),
  },
  {
    id: 'stalls-in-the-middle',
    title: 'stops half way through the answer to an availability check',
    breaks: ['HTTP-ANSWERED'],
    consequences: ['HTTP-CREDENTIALS', 'HTTP-CREDENTIALS-EXPIRED'],
    style: 'sync',
    replace: answers({ to: 'handleAvailabilityCheck' }, () => ({ raw: `${HALF_AN_ANSWER}{"address":{`, end: false })),
  },
  {
    id: 'breaks-off-in-the-middle',
    title: 'closes the connection half way through the answer to an availability check',
    breaks: ['HTTP-ANSWERED'],
    consequences: ['HTTP-CREDENTIALS', 'HTTP-CREDENTIALS-EXPIRED'],
    style: 'sync',
    replace: answers({ to: 'handleAvailabilityCheck' }, () => ({ raw: `${HALF_AN_ANSWER}{"address":{`, end: true })),
  },
  {
    id: 'speaks-no-http',
    title: 'answers an availability check with something that is not HTTP',
    breaks: ['HTTP-ANSWERED'],
    consequences: ['HTTP-CREDENTIALS', 'HTTP-CREDENTIALS-EXPIRED'],
    style: 'sync',
    replace: answers({ to: 'handleAvailabilityCheck' }, () => ({ raw: '220 mail.example ready\r\n', end: true })),
  },
  {
    id: 'dies-after-the-first-order',
    title: 'is gone for good after its first order',
    breaks: ['HTTP-ANSWERED'],
    consequences: [
      'KCI-ORDER-OUTCOME',
      'KCI-COMPLETION',
      'TST-RESULT',
      'PRB-KCI-OUTCOME',
      'PRB-KCI-RESOLVED',
      'HTTP-CREDENTIALS',
      'HTTP-CREDENTIALS-EXPIRED',
    ],
    style: 'async',
    replace: (honest) => {
      let dead = false;
      return {
        wire: (answer, call) => {
          if (dead) return { raw: '', end: true };
          dead = call.operation === 'handleCreateOrder' && answer.status < 300;
          return honest.wire(answer, call);
        },
        copies: () => [],
      };
    },
  },
  {
    id: 'answers-in-html',
    title: 'answers every order with a web page',
    breaks: ['HTTP-JSON'],
    consequences: ['HTTP-REASONS', 'HTTP-CREDENTIALS-BODY'],
    style: 'sync',
    replace: answers({ to: 'handleCreateOrder' }, ({ status, headers }) => ({
      status,
      headers: { ...headers, 'Content-Type': 'text/html' },
      text: '<!doctype html><title>Orders</title><script>alert(1)</script><p>It works!</p>',
    })),
  },
  {
    id: 'never-sends-kcis',
    title: 'never sends a KCI',
    breaks: ['KCI-ORDER-OUTCOME'],
    consequences: ['KCI-COMPLETION', 'KCI-CANCELLATION-OUTCOME', 'CAN-ACCEPTED'],
    style: 'async',
    replace: deliveries(() => []),
  },
  {
    id: 'sends-garbage',
    title: 'sends text that is not JSON besides each KCI',
    breaks: ['KCI-JSON'],
    consequences: [],
    style: 'sync',
    replace: deliveries((kci) => [kci, '<kci>NOT JSON</kci>']),
  },
  {
    id: 'floods-with-one-kci',
    title: 'sends each KCI ten times',
    breaks: ['KCI-SENT-ONCE'],
    consequences: [],
    style: 'sync',
    replace: deliveries((kci) => Array.from({ length: 10 }, () => kci)),
  },
];

const HALF_AN_ANSWER = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n';

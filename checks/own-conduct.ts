import type { NoteEvent } from '../evidence/history.ts';
import { eventsOf, type Exchange } from '../evidence/exchanges.ts';
import { check, type Check } from './check.ts';
import { show } from './answers.ts';

/** Every request of ours that means to be valid is. */
export const ownRequests = check<{ readonly exchange: Exchange; readonly findings: readonly string[] }>({
  id: 'own-requests',
  requirement: 'HTTP-OWN-REQUESTS',
  title: 'valid requests of the harness',
  blames: 'harness',
  forEach: ({ views }) => [
    ...views.exchanges.filter(({ request }) => request.intent.valid).map((exchange) => ({ exchange, findings: [] })),
    ...views.broken,
  ],
  violation: ({ exchange, findings }) =>
    findings.map((finding) => ({
      expected: 'a request of the harness that the contract allows',
      actual: finding,
      seen: eventsOf(exchange),
    })),
});

/** No journey broke down. */
export const ownJourneys = check<readonly NoteEvent[]>({
  id: 'own-journeys',
  requirement: 'HTTP-OWN-JOURNEYS',
  title: 'journeys of the harness',
  blames: 'harness',
  forEach: ({ history }) => [
    history.filter((event): event is NoteEvent => event.type === 'note' && event.note === 'harness-error'),
  ],
  violation: (errors) =>
    errors.map(({ seq, journey = 'the run', text }) => ({
      expected: `${journey} runs to its end`,
      actual: show(text),
      seen: [seq],
    })),
});

/** The checks of our own conduct: what they find is never the supplier's fault. */
export const OWN_CONDUCT_CHECKS: readonly Check[] = [ownRequests, ownJourneys];

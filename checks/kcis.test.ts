import { expect, test } from '@playwright/test';
import * as fc from 'fast-check';
import { theContract } from '../specs/fixtures/contract.ts';
import { REQUIREMENTS } from '../specs/requirements.ts';
import { CATALOGUE } from './catalogue.ts';
import { history as historyOf, PROFILE } from './fixtures/history.ts';
import { story, type Draft, type Respond, type Spoil } from './fixtures/story.ts';
import { judge } from './judge.ts';
import type { Verdict } from './verdict.ts';
import type { History } from '../evidence/history.ts';

const KCI_CHECKS = CATALOGUE.checks.filter(({ requirement }) => requirement.startsWith('KCI-'));

const verdictsOn = async (happened: History): Promise<readonly Verdict[]> =>
  judge({ requirements: REQUIREMENTS, checks: KCI_CHECKS }, happened, await theContract(), PROFILE);

const failedOn = async (happened: History) =>
  (await verdictsOn(happened)).filter(({ outcome }) => outcome !== 'passed' && outcome !== 'not-applicable');

/** Spoils the KCI of one order with one reason. */
const at =
  (about: string, reason: string, change: (draft: Draft) => ReturnType<Spoil>): Spoil =>
  (draft) =>
    draft.about === about && draft.reasonCode === reason ? change(draft) : undefined;

const copy = (draft: Draft): Draft => structuredClone(draft);

let extras = 0;
/** One more KCI after a given one, later in sequence and time, with an id of its own. */
const followedBy = (change: (draft: Draft) => void) => (draft: Draft) => {
  const next = copy(draft);
  extras += 1;
  next.id = `00000000-0000-4000-9000-${String(extras).padStart(12, '0')}`;
  next.sequenceNumber = Number(draft.sequenceNumber) + 1;
  change(next);
  return [draft, next];
};

/** A cease that the supplier started, in progress from the first. */
const cease = (changes: Readonly<Record<string, unknown>>) => ({
  orderType: 'UNSOLICITED_CEASE',
  tenant: 'TENANT1',
  supplierOrderReference: 'CEASE_1',
  status: 'IN_PROGRESS',
  serviceId: 'S1',
  reason: 'CHANGE_OF_CP',
  requestedCeaseDate: '2026-01-20',
  committedDate: '2026-01-20T00:00:00.000Z',
  targetDate: '2026-01-20T00:00:00.000Z',
  ...changes,
});

const setHeader = (draft: Draft, name: string, value: string | undefined) => {
  draft.headers = draft.headers.filter(([key]) => key !== name);
  if (value !== undefined) draft.headers.push([name, value]);
};

const respond =
  (name: string, change: (answer: { status: number; body: unknown }) => void): Respond =>
  (asked, answer) => {
    if (asked === name) change(answer);
  };

test('an honest story raises no alarm and exercises every KCI check but those of other choices', async () => {
  const verdicts = await verdictsOn(story());
  expect(
    verdicts
      .filter(({ outcome }) => outcome !== 'passed')
      .map(({ check, reason, violations }) => ({ check, reason, violations })),
  ).toEqual([
    {
      check: 'token-is-asked-for-rightly',
      reason: 'binds only a supplier that asks for a token during the run (one from before may still be valid)',
      violations: [],
    },
    {
      check: 'token-is-used-again',
      reason: 'binds only a supplier that asks for a token during the run (one from before may still be valid)',
      violations: [],
    },
    {
      check: 'requested-cease-is-not-later',
      reason: 'binds only a supplier that gives both dates of an unsolicited cease',
      violations: [],
    },
    { check: 'failed-kci-is-sent-again', reason: undefined, violations: [] },
    {
      check: 'failed-kci-is-sent-again-first',
      reason: 'binds only a supplier that sends a KCI again after a failure',
      violations: [],
    },
  ]);
});

/** For each check, one way in which a supplier trips it. */
const SPOILED: Readonly<Record<string, Spoil | { readonly respond: Respond }>> = {
  'kci-is-a-json-object': at('completed', 'UPDATE', (draft) => void (draft.instead = '{"id": "')),
  'kci-is-posted-to-its-path': at('completed', 'UPDATE', (draft) => {
    draft.endpoint = 'other';
  }),
  'kci-has-json-media-type': (draft) => setHeader(draft, 'Content-Type', 'text/plain'),
  'kci-has-request-id': (draft) => setHeader(draft, 'X-Request-ID', undefined),
  'kci-request-id-is-new': (draft) => setHeader(draft, 'X-Request-ID', 'always-the-same'),
  'kci-continues-conversation': (draft) => setHeader(draft, 'X-Conversation-ID', undefined),
  'kci-carries-token': (draft) => {
    draft.answer = 401;
  },
  'kci-id-is-a-uuid': (draft) => void (draft.id = `KCI-${String(draft.id)}`),
  'kci-has-sequence-number': (draft) => void (draft.sequenceNumber = String(draft.sequenceNumber)),
  'kci-has-issued-on': (draft) => void (draft.issuedOn = '2026-01-12T09:00:00'),
  'kci-reason-is-known': at('retried', 'COMMITTED', (draft) => void (draft.reasonCode = 'IN_PROGRESS')),
  'kci-reason-is-confirmed': at('moved', 'CANCELLED', (draft) => void (draft.reasonCode = 'TERMINATED')),
  'kci-envelope-fits': at('completed', 'UPDATE', (draft) => void (draft.rest['text'] = 7)),
  'kci-snapshot-fits': at('completed', 'UPDATE', (draft) => void delete draft.order['address']),
  'kci-fits-likely-schema': at('completed', 'UPDATE', (draft) => void (draft.order['status'] = 'ON_HOLD')),
  'kci-keeps-to-known-members': at('completed', 'UPDATE', (draft) => void (draft.order['workbasket'] = 'NORTH')),
  'characteristics-go-by-known-names': at('completed', 'UPDATE', (draft) => {
    draft.order['serviceOrderItem'] = { serviceCharacteristics: [{ name: 'INNER_TAG', value: '7' }] };
  }),
  'kci-has-one-wrapper': (draft) => void (draft.rest['modifyServiceOrder'] = { ...draft.order }),
  'kci-wrapper-fits-order': (draft) => void (draft.wrapper = 'ceaseServiceOrder'),
  'kci-wrapper-is-likely': at('ethernet', 'ACKNOWLEDGED', (draft) => void (draft.wrapper = 'ethernetOrder')),
  'kci-keeps-the-order-type': at('completed', 'UPDATE', (draft) => void (draft.order['orderType'] = 'START')),
  'kci-names-its-order': (draft) => {
    delete draft.order['id'];
    delete draft.order['supplierOrderReference'];
  },
  'kci-carries-both-ids': at('completed', 'COMPLETED', (draft) => void delete draft.order['supplierOrderReference']),
  'reference-stays-the-same': at(
    'completed',
    'COMPLETED',
    (draft) => void (draft.order['supplierOrderReference'] = 'NEW_1'),
  ),
  'kci-names-the-tenant': (draft) => void (draft.order['tenant'] = 'TENANT2'),
  'kci-is-about-a-known-order': at(
    'completed',
    'UPDATE',
    followedBy((draft) => {
      draft.order['id'] = 77;
      draft.order['supplierOrderReference'] = 'NOBODY';
      setHeader(draft, 'X-Conversation-ID', 'nobody');
    }),
  ),
  'kci-id-is-used-once': (draft) => void (draft.id = '00000000-0000-4000-8000-000000000000'),
  'sequence-increases': (draft) => void (draft.sequenceNumber = 1),
  'sequence-has-no-gap': (draft) => void (draft.sequenceNumber = Number(draft.sequenceNumber) * 2),
  'issued-in-order': at('completed', 'UPDATE', (draft) => void (draft.issuedOn = '2026-01-12T08:00:00Z')),
  'issued-not-ahead': (draft) => void (draft.issuedOn = '2026-01-13T10:00:00Z'),
  'acknowledged-shows-acknowledged': at('retried', 'ACKNOWLEDGED', (draft) => void (draft.order['status'] = 'PENDING')),
  'committed-shows-in-progress': at('retried', 'COMMITTED', (draft) => void (draft.order['status'] = 'ACKNOWLEDGED')),
  'committed-gives-dates': at('retried', 'COMMITTED', (draft) => void delete draft.order['targetDate']),
  'committed-dates-are-equal': at(
    'retried',
    'COMMITTED',
    (draft) => void (draft.order['targetDate'] = '2026-01-21T09:00:00Z'),
  ),
  'committed-dates-are-ahead': at('retried', 'COMMITTED', (draft) => {
    draft.order['committedDate'] = '2024-01-10T09:00:00Z';
    draft.order['targetDate'] = '2024-01-10T09:00:00Z';
  }),
  'rejected-shows-rejected': at('rejected', 'ORDER_REJECTED', (draft) => void (draft.order['status'] = 'CANCELLED')),
  'rejected-says-why': at('rejected', 'ORDER_REJECTED', (draft) => void delete draft.rest['text']),
  'rejected-gives-no-dates': at(
    'rejected',
    'ORDER_REJECTED',
    (draft) => void (draft.order['committedDate'] = '2026-01-20T09:00:00Z'),
  ),
  'rejection-comes-early': at('retried', 'COMPLETED', (draft) => {
    draft.reasonCode = 'ORDER_REJECTED';
    draft.order['status'] = 'REJECTED';
  }),
  'rejection-comes-before-acknowledgement': at('retried', 'COMMITTED', (draft) => {
    draft.reasonCode = 'ORDER_REJECTED';
    draft.order['status'] = 'REJECTED';
  }),
  'delay-names-problem': at('completed', 'DELAY', (draft) => void delete draft.rest['problemCode']),
  'warning-names-problem': at('completed', 'WARNING', (draft) => void delete draft.rest['problemCode']),
  'reappoint-names-problem': at('moved', 'REAPPOINT', (draft) => void delete draft.rest['problemCode']),
  'cancelled-names-problem': at('moved', 'CANCELLED', (draft) => void delete draft.rest['problemCode']),
  'cancelled-shows-cancelled': at('moved', 'CANCELLED', (draft) => void (draft.order['status'] = 'HELD')),
  'completed-shows-completed': at('completed', 'COMPLETED', (draft) => void (draft.order['status'] = 'IN_PROGRESS')),
  'information-is-specified': at('pending', 'INFORMATION_REQUIRED', (draft) => void (draft.rest['text'] = ' ')),
  'unhappy-kci-names-problem': at('pending', 'INFORMATION_REQUIRED', (draft) => void delete draft.rest['problemCode']),
  'refusal-says-why': at('cancelled', 'CANCELLATION_REJECTED', (draft) => void delete draft.rest['text']),
  'kci-shows-the-booked-appointment': at(
    'completed',
    'COMMITTED',
    (draft) => void (draft.order['appointmentReservationId'] = 7),
  ),
  'reappointed-gives-slot': at('moved', 'REAPPOINTED', (draft) => void delete draft.order['appointmentTimeslot']),
  'slot-ends-after-it-starts': at('moved', 'REAPPOINTED', (draft) => {
    draft.order['appointmentTimeslot'] = { startDateTime: '2026-01-22T13:00:00Z', endDateTime: '2026-01-22T09:00:00Z' };
  }),
  'reappointed-names-its-reference': at('moved', 'REAPPOINTED', (draft) => {
    draft.order['appointmentSupplierReference'] = draft.order['appointmentReservationReference'];
    delete draft.order['appointmentReservationReference'];
  }),
  'target-follows-new-slot': at(
    'moved',
    'REAPPOINTED',
    (draft) => void (draft.order['targetDate'] = draft.order['committedDate']),
  ),
  'partial-is-explained': at('pending', 'COMPLETED', (draft) => void delete draft.rest['text']),
  'problem-is-listed': at('completed', 'DELAY', (draft) => void (draft.rest['problemCode'] = 'NET_DOWN')),
  'problem-fits-reason': at('completed', 'DELAY', (draft) => void (draft.rest['problemCode'] = 'CAPACITY_ISSUE')),
  'other-is-explained': at('cancelled', 'CANCELLATION_REJECTED', (draft) => void delete draft.rest['text']),
  'supplier-codes-agree': at('completed', 'DELAY', (draft) => void (draft.rest['supplierCodes'] = ['N2'])),
  'created-is-not-for-placed-orders': at('retried', 'ACKNOWLEDGED', (draft) => void (draft.reasonCode = 'CREATED')),
  'update-does-not-end': at('completed', 'COMPLETED', (draft) => void (draft.reasonCode = 'UPDATE')),
  'additional-and-warning-keep-status': at('completed', 'WARNING', (draft) => void (draft.order['status'] = 'HELD')),
  'delay-does-not-end': at('completed', 'DELAY', (draft) => void (draft.order['status'] = 'CANCELLED')),
  'reappointed-does-not-end': at('moved', 'REAPPOINTED', (draft) => void (draft.order['status'] = 'CANCELLED')),
  'resumed-is-in-progress': at(
    'completed',
    'RESUMED',
    (draft) => void (draft.order['targetDate'] = '2026-01-25T09:00:00Z'),
  ),
  'refusal-restores-status': at('cancelled', 'CANCELLATION_REJECTED', (draft) => void (draft.order['status'] = 'HELD')),
  'status-is-the-suppliers': at(
    'retried',
    'ACKNOWLEDGED',
    (draft) => void (draft.order['status'] = 'SENT_TO_SUPPLIER'),
  ),
  'step-is-described': at('retried', 'COMMITTED', () => 'leave out'),
  'nothing-follows-a-terminal-status': at(
    'retried',
    'COMPLETED',
    followedBy((draft) => {
      draft.reasonCode = 'DELAY';
      draft.order['status'] = 'HELD';
    }),
  ),
  'nothing-follows-a-presumed-end': at(
    'pending',
    'COMPLETED',
    followedBy((draft) => void (draft.order['status'] = 'COMPLETED')),
  ),
  'finished-order-is-not-reported-on': at(
    'retried',
    'COMPLETED',
    followedBy((draft) => void (draft.reasonCode = 'ADDITIONAL')),
  ),
  'cancelled-order-does-not-go-on': at('confirmed', 'SENTINEL', (draft) => {
    draft.reasonCode = 'COMPLETED';
    draft.order['status'] = 'COMPLETED';
  }),
  'accepted-order-is-acknowledged': (draft) => (draft.about === 'retried' ? 'leave out' : undefined),
  'acknowledgement-gives-order-number': at(
    'retried',
    'ACKNOWLEDGED',
    (draft) => void delete draft.order['supplierOrderReference'],
  ),
  'amendment-outcome-follows': at('pending', 'AMENDED', (draft) => void (draft.order['serviceOrderAmendmentId'] = 1)),
  'cancellation-outcome-follows': (draft) => (draft.about === 'cancelled' && draft.nth > 2 ? 'leave out' : undefined),
  'outcome-names-its-request': at('pending', 'AMENDED', (draft) => void delete draft.order['serviceOrderAmendmentId']),
  'outcome-quotes-its-request': at(
    'cancelled',
    'CANCELLED',
    (draft) => void delete draft.order['serviceOrderCancellationId'],
  ),
  'refused-order-does-not-start': at(
    'completed',
    'UPDATE',
    followedBy((draft) => {
      draft.reasonCode = 'ACKNOWLEDGED';
      draft.order = { ...draft.order, id: 1008, status: 'ACKNOWLEDGED' };
    }),
  ),
  'refused-order-is-rejected-once': at(
    'completed',
    'UPDATE',
    followedBy((draft) => {
      draft.reasonCode = 'ORDER_REJECTED';
      draft.order = { ...draft.order, id: 1007, status: 'REJECTED' };
    }),
  ),
  'accepted-order-comes-to-an-end': at('retried', 'COMPLETED', () => 'leave out'),
  'requested-cease-is-not-later': at(
    'completed',
    'UPDATE',
    followedBy((draft) => {
      draft.reasonCode = 'CREATED';
      draft.wrapper = 'unsolicitedCeaseServiceOrder';
      draft.order = cease({ requestedCeaseDate: '2027-01-20' });
    }),
  ),
  'committed-date-does-not-move': at(
    'completed',
    'DELAY',
    (draft) => void (draft.order['committedDate'] = draft.order['targetDate']),
  ),
  'dates-do-not-disappear': at('completed', 'COMPLETED', (draft) => void delete draft.order['targetDate']),
  'target-follows-commitment': at(
    'retried',
    'ACKNOWLEDGED',
    (draft) => void (draft.order['targetDate'] = '2026-01-21T09:00:00Z'),
  ),
  'warning-does-not-move-target': at(
    'completed',
    'WARNING',
    (draft) => void (draft.order['targetDate'] = '2026-01-25T09:00:00Z'),
  ),
  'kci-shows-the-placed-order': (draft) => void (draft.order['address'] = { id: '10002429381', type: 'UPRN' }),
  'nothing-is-lost': at('completed', 'COMPLETED', (draft) => {
    draft.order['serviceOrderItem'] = { serviceSpecification: { id: 'FTTP' }, serviceCharacteristics: [] };
  }),
  'additions-keep-their-value': at(
    'completed',
    'ADDITIONAL',
    followedBy((draft) => {
      draft.reasonCode = 'WARNING';
      draft.rest['problemCode'] = 'ACCESS_ISSUE';
      draft.order['serviceOrderItem'] = { serviceCharacteristics: [{ name: 'SERVICE_ID', value: 'S2' }] };
    }),
  ),
  'update-brings-news': at(
    'completed',
    'UPDATE',
    followedBy(() => undefined),
  ),
  'service-ids-are-unique': at('retried', 'COMPLETED', (draft) => void (draft.order['serviceOrderItem'] = SERVICE_S1)),
  'service-id-is-kept': at('completed', 'COMPLETED', (draft) => {
    draft.order['serviceOrderItem'] = { serviceCharacteristics: [{ name: 'SERVICE_ID', value: 'S2' }] };
  }),
  'amended-shows-amendment': at('pending', 'AMENDED', (draft) => void (draft.order['notes'] = 'First floor')),
  'granted-amendment-is-applied': at('pending', 'AMENDED', (draft) => {
    draft.order['primaryContact'] = { name: 'Test Customer', phoneNumber: '01632 960001' };
  }),
  'failed-kci-is-sent-again': at('retried', 'COMMITTED', (draft) => {
    draft.answer = 503;
    draft.scripted = true;
  }),
  'failed-kci-is-sent-again-first': (draft) => {
    if (draft.about !== 'retried') return undefined;
    if (draft.nth === 2) {
      held = copy(draft);
      draft.answer = 503;
      draft.scripted = true;
    }
    return draft.nth === 3 && held ? [draft, held] : undefined;
  },
  'taken-kci-is-not-repeated': at('retried', 'COMPLETED', (draft) => [draft, copy(draft), copy(draft), copy(draft)]),
};
let held: Draft | undefined;

/** What the order shows that is completed before. */
const SERVICE_S1 = { serviceCharacteristics: [{ name: 'SERVICE_ID', value: 'S1' }] };

for (const check of KCI_CHECKS.filter(({ id }) => !id.startsWith('token-'))) {
  test(`${check.id} is tripped`, async () => {
    const spoiled = SPOILED[check.id];
    expect(spoiled, 'a way to trip the check').toBeDefined();
    const happened = typeof spoiled === 'function' ? story(spoiled) : story(undefined, spoiled?.respond);
    const verdict = (await verdictsOn(happened)).find((candidate) => candidate.check === check.id);
    expect(verdict).toMatchObject({ outcome: 'failed' });
    for (const { expected, actual, seen } of verdict?.violations ?? []) {
      expect(expected).not.toMatch(/undefined|NaN|^$/);
      expect(actual).not.toMatch(/undefined|NaN|^$/);
      expect(seen.length).toBeGreaterThan(0);
      for (const seq of seen) expect(happened[seq - 1]).toBeDefined();
    }
  });
}

test('a needless copy of a KCI that fails may be sent again or not', async () => {
  const failing = (draft: Draft): Draft => ({ ...copy(draft), answer: 503, scripted: true });
  for (const copies of [
    (draft: Draft) => [draft, failing(draft), copy(draft)],
    (draft: Draft) => [draft, failing(draft)],
  ]) {
    const verdicts = await verdictsOn(story(at('retried', 'COMMITTED', copies)));
    const amiss = verdicts.filter(({ check, outcome }) => outcome === 'failed' && /-again|not-repeated/.test(check));
    expect(amiss).toEqual([]);
  }
});

test('an order that is completed without being acknowledged is a fault at once, and a rejected or cancelled one is none', async () => {
  const told = async (spoil: Spoil, within?: number) => {
    const happened = story(spoil);
    const at = happened.findIndex(({ type }) => type === 'end');
    const end = happened[at];
    const completion = happened.findLast(({ type }) => type === 'inbound');
    const soon =
      end && completion && within !== undefined
        ? [...happened.slice(0, at), { ...end, mono: completion.mono + within }]
        : happened;
    const verdicts = await verdictsOn(soon);
    return verdicts.find(({ check }) => check === 'accepted-order-is-acknowledged');
  };
  const untaken =
    (about: string): Spoil =>
    (draft) =>
      draft.about === about && ['ACKNOWLEDGED', 'COMMITTED'].includes(String(draft.reasonCode))
        ? 'leave out'
        : undefined;
  for (const [about, ending] of [
    ['retried', 'COMPLETED (sequence 3, status COMPLETED) without'],
    ['pending', 'COMPLETED (sequence 5, status PARTIAL) without'],
    ['ethernet', 'COMPLETED (sequence 3, status COMPLETED) without'],
  ] as const) {
    const verdict = await told(untaken(about), 2_000);
    expect(verdict).toMatchObject({ outcome: 'failed', violations: [{ actual: ending }] });
  }
  expect(await told(untaken('moved'), 2_000)).toMatchObject({ outcome: 'passed' });
  // What was sent before may be still on its way, or come after.
  expect(await told(untaken('ethernet'), 500)).toMatchObject({ outcome: 'passed' });
  const overtaken: Draft[] = [];
  const late: Spoil = (draft) => {
    if (draft.about !== 'retried') return undefined;
    if (draft.reasonCode === 'COMPLETED') return [draft, ...overtaken];
    overtaken.push(copy(draft));
    return 'leave out';
  };
  expect(await told(late, 2_000)).toMatchObject({ outcome: 'passed' });
});

test.describe('a correct supplier may', () => {
  const harmless = (spoil: Spoil, answers?: Respond) => async () => {
    expect((await failedOn(story(spoil, answers))).filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  };

  test(
    'send a KCI again after a 503, before the next',
    harmless(
      at('retried', 'COMMITTED', (draft) => {
        const again = copy(draft);
        setHeader(again, 'X-Request-ID', 'another');
        draft.answer = 503;
        draft.scripted = true;
        return [draft, again];
      }),
    ),
  );

  test(
    'have two KCIs overtake each other on the way',
    harmless((draft) => {
      if (draft.about !== 'completed' || (draft.reasonCode !== 'RESUMED' && draft.reasonCode !== 'ADDITIONAL'))
        return undefined;
      if (draft.reasonCode === 'RESUMED') {
        held = draft;
        return 'leave out';
      }
      return held ? [draft, held] : undefined;
    }),
  );

  test(
    'say COMMITTED at once after a 202',
    harmless(
      at('retried', 'ACKNOWLEDGED', () => 'leave out'),
      undefined,
    ),
  );

  test(
    'quote the requests that it decides by references of its own',
    harmless((draft) => {
      const id = draft.order['serviceOrderCancellationId'];
      if (typeof id !== 'number') return;
      delete draft.order['serviceOrderCancellationId'];
      draft.order['serviceOrderCancellationReference'] = `CAN-${id}`;
    }),
  );

  test(
    'answer an amendment with 201',
    harmless(
      (draft) => {
        if (draft.about !== 'pending' || draft.nth < 4) return undefined;
        if (draft.reasonCode === 'AMENDED') return 'leave out';
        draft.sequenceNumber = Number(draft.sequenceNumber) - 1;
        return undefined;
      },
      respond('amendment', (answer) => {
        answer.status = 201;
        answer.body = { id: 9002, orderId: 1002, notes: 'Second floor' };
      }),
    ),
  );

  test(
    'spell an instant with another offset',
    harmless((draft) => {
      if (draft.order['committedDate'] !== undefined && draft.nth % 2 === 0)
        draft.order['committedDate'] = '2026-01-20T10:00:00+01:00';
    }),
  );

  test(
    'drop a slot when the tenant has booked another appointment',
    harmless((draft) => {
      if (draft.about !== 'moved' || draft.nth < 4) return;
      if (draft.reasonCode === 'CANCELLED') {
        delete draft.order['appointmentTimeslot'];
        draft.order['appointmentReservationId'] = 7;
      }
    }),
  );

  test(
    'be asked to cease a line by the day of the commitment, whatever the offset',
    harmless(
      at(
        'completed',
        'UPDATE',
        followedBy((draft) => {
          draft.reasonCode = 'CREATED';
          draft.sequenceNumber = 1;
          setHeader(draft, 'X-Request-ID', 'of the cease');
          draft.wrapper = 'unsolicitedCeaseServiceOrder';
          draft.order = cease({ requestedCeaseDate: '2026-07-20', committedDate: '2026-07-19T23:00:00Z' });
        }),
      ),
    ),
  );

  test(
    'keep IN_PROGRESS when it asks for information',
    harmless(
      at('pending', 'INFORMATION_REQUIRED', (draft) => {
        draft.order['status'] = 'IN_PROGRESS';
      }),
    ),
  );
});

test('cutting an honest history anywhere fails nothing', async () => {
  const whole = story();
  const contract = await theContract();
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.length }), (length) => {
      const verdicts = judge(
        { requirements: REQUIREMENTS, checks: KCI_CHECKS },
        whole.slice(0, length),
        contract,
        PROFILE,
      );
      expect(verdicts.filter(({ outcome }) => outcome === 'failed' || outcome === 'broken')).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('an empty history passes nothing', async () => {
  const verdicts = await verdictsOn(historyOf({ type: 'end', reason: 'finished' }));
  expect(verdicts.filter(({ outcome }) => outcome === 'passed')).toEqual([]);
});

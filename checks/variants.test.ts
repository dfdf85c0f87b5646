import { expect, test } from '@playwright/test';
import { theContract } from '../specs/fixtures/contract.ts';
import { FAULT_KINDS, faultsOf, type Fault, type FaultKind } from '../specs/faults.ts';
import { isWithin } from '../specs/reach.ts';
import { FEATURES, severity, type Feature } from '../specs/requirement.ts';
import { VARIANT_REQUIREMENTS } from '../specs/requirements/variants.ts';
import type { History } from '../evidence/history.ts';
import { isPlayed } from '../journeys/journey.ts';
import { TARGETS } from '../journeys/variants/targets.ts';
import type { Check } from './check.ts';
import { HTTP_REQUIREMENTS } from '../specs/requirements/http.ts';
import { concluded, history, verdictsOf, type Happening } from './fixtures/history.ts';
import { EXOTIC, fault, LONGEST, sent, type Sent } from './fixtures/variants.ts';
import { listedStatus, refusesMalformedWith400 } from './http-statuses.ts';
import * as variants from './variants.ts';

const judged = (check: Check, ...happenings: readonly Happening[]) =>
  concluded(check, VARIANT_REQUIREMENTS, history(...happenings));
const violations = (check: Check, happened: History) =>
  verdictsOf(check, VARIANT_REQUIREMENTS, happened).flatMap((verdict) => verdict.violations);

const PLAIN = 'handleCreateOrder~1~0';
const plain = (answer: Sent['answer'], rest: Partial<Sent> = {}) => sent({ id: PLAIN, answer, ...rest });
const unusual = (answer: Sent['answer'], rest: Partial<Sent> = {}) =>
  sent({ id: 'handleCreateOrder~1~3', edits: [LONGEST], twin: PLAIN, answer, ...rest });
const exotic = (answer: Sent['answer'], rest: Partial<Sent> = {}) =>
  unusual(answer, { id: 'handleCreateOrder~1~4', edits: [EXOTIC], ...rest });
const broken = (kind: FaultKind, answer: Sent['answer'], rest: Partial<Sent> = {}) =>
  sent({
    id: `${PLAIN}~${kind}@/body/primaryContact/name`,
    fault: fault(kind),
    because: 'primaryContact.name is wrong',
    twin: PLAIN,
    answer,
    ...rest,
  });

test.describe('takes-valid-variants', () => {
  const check = variants.takesValidVariants;

  test('a success, and a refusal for what a request asks, are in order', () => {
    expect(judged(check, plain(201), unusual(202), unusual(422), unusual(404)).outcome).toBe('passed');
  });

  test('malformed, a fault, silence, and who was let in without it', () => {
    for (const answer of [400, 401, 403, 500, 501, 503, 'timeout', 'closed'] as const) {
      const failed = judged(check, plain(201), unusual(answer));
      expect(failed.outcome, `${answer}`).toBe('failed');
      expect(failed.actual[0]).toContain(
        typeof answer === 'number' ? `${answer}; 201 without` : `no answer (${answer})`,
      );
      expect(failed.expected[0]).toContain('unusual at body/notes (longest text)');
    }
    expect(judged(check, plain(400)).expected[0]).toContain('the plain request');
  });

  test('says how to repeat it, and shows it and its twin', () => {
    const [violation] = violations(check, history(plain(201), unusual(400)));
    expect(violation?.actual).toContain('run --only handleCreateOrder~1~3');
    expect(violation?.seen).toEqual([3, 4, 1, 2]);
  });

  test('what the plain request suffers, too, is told of that alone', () => {
    const failed = judged(check, plain(500), unusual(500), unusual(500, { id: 'handleCreateOrder~1~5' }));
    expect(failed).toMatchObject({ outcome: 'failed', actual: [expect.stringMatching(/^500; to repeat it: .*~1~0$/)] });
  });

  test('a fault is not told as one more request that was taken for malformed', () => {
    const failed = judged(check, plain(400), unusual(500), unusual(500, { id: 'handleCreateOrder~1~5' }));
    expect(failed.actual).toEqual([
      expect.stringMatching(/^400; to/),
      expect.stringMatching(/^500; .*1 more of the kind/),
    ]);
  });

  test('who turns everybody away is not judged by it, nor is the pace or an interruption', () => {
    for (const status of [401, 403, 429, 501]) {
      expect(judged(check, plain(status), unusual(status)).outcome, `${status}`).toBe('not-exercised');
    }
    expect(judged(check, plain(201), unusual(429), unusual('interrupted')).outcome).toBe('passed');
    expect(verdictsOf(check, VARIANT_REQUIREMENTS, history(plain(201), unusual(429)))[0]?.examined).toBe(1);
  });

  test('what is exotic is left to another rule, and so is what the gateway always sends', () => {
    expect(judged(check, plain(201), exotic(400), exotic(500)).outcome).toBe('passed');
    const bare = { operation: 'handleAvailabilityCheck', body: undefined, query: { address: '{}' } };
    expect(judged(check, plain(400, bare)).outcome).toBe('not-exercised');
  });

  test('of many that fail alike the simplest is told, with how many there are', () => {
    const days = { where: '/body/requestedCompletionDate', what: 'another day' };
    const failed = judged(
      check,
      plain(201),
      unusual(400, { id: 'a', edits: [days, LONGEST, { where: '/body/hazards', what: 'left out' }] }),
      unusual(400, { id: 'b', edits: [days, LONGEST] }),
      unusual(400, { id: 'b.0', edits: [LONGEST], shrunkFrom: 'b' }),
      unusual(400, { id: 'c', edits: [days] }),
    );
    expect(failed.actual).toEqual([
      expect.stringContaining('2 more of the kind; to repeat it: run --only b.0'),
      expect.stringMatching(/^400; 201 without what is unusual; to repeat it: run --only c$/),
    ]);
  });

  test('each operation has a verdict of its own', () => {
    const quote = { operation: 'handleQuote', id: 'handleQuote~1~0' };
    expect(judged(check, plain(201), sent({ ...quote, answer: 400 })).outcome).toBe('passed,failed');
  });
});

test.describe('takes-unusual-variants', () => {
  const check = variants.takesUnusualVariants;

  test('a refusal of what the plain request is granted is a warning', () => {
    expect(judged(check, plain(201), unusual(201)).outcome).toBe('passed');
    const [verdict] = verdictsOf(check, VARIANT_REQUIREMENTS, history(plain(201), unusual(422)));
    expect(verdict).toMatchObject({ outcome: 'failed', severity: 'warning' });
  });

  test('where the plain request is refused, or a fault is another matter, nothing is said', () => {
    expect(judged(check, plain(422), unusual(422)).outcome).toBe('not-exercised');
    expect(judged(check, plain(201), unusual(400)).outcome).toBe('not-exercised');
  });

  test('an exotic text may not be refused, nor stumbled over', () => {
    for (const answer of [400, 403, 422, 500, 'timeout'] as const) {
      expect(judged(check, plain(201), exotic(answer)).outcome, `${answer}`).toBe('failed');
    }
    expect(judged(check, plain(201), exotic(429)).outcome).toBe('not-exercised');
  });

  test('what was taken another time was not refused for what it is', () => {
    expect(judged(check, plain(201), unusual(422), unusual(201)).outcome).toBe('passed');
  });
});

const OWN_RULE: Readonly<Record<FaultKind, Check>> = {
  'broken-json': variants.refusesUnreadableVariants,
  'empty-body': variants.refusesUnreadableVariants,
  'not-an-object': variants.refusesUnreadableVariants,
  'bad-query-json': variants.refusesUnreadableVariants,
  'media-type': variants.refusesUnreadableVariants,
  missing: variants.refusesIncompleteVariants,
  null: variants.refusesIncompleteVariants,
  'missing-header': variants.refusesIncompleteVariants,
  'wrong-type': variants.refusesMistypedVariants,
  quoted: variants.refusesMistypedVariants,
  'too-long': variants.refusesVariantsOutOfBounds,
  'too-short': variants.refusesVariantsOutOfBounds,
  pattern: variants.refusesVariantsOutOfBounds,
  word: variants.refusesVariantsOutOfBounds,
  format: variants.refusesVariantsOutOfBounds,
  'too-small': variants.refusesVariantsOutOfBounds,
  'too-large': variants.refusesVariantsOutOfBounds,
  fraction: variants.refusesVariantsOutOfBounds,
  'too-few': variants.refusesVariantsOutOfBounds,
  'too-many': variants.refusesVariantsOutOfBounds,
};

test.describe('broken requests', () => {
  for (const kind of FAULT_KINDS) {
    test(`${kind}: refused with 400 or 422, by one rule`, () => {
      const check = OWN_RULE[kind];
      expect(judged(check, broken(kind, 400), plain(201)).outcome).toBe('passed');
      expect(judged(check, broken(kind, 422), plain(201)).outcome).toBe('passed');
      for (const status of [200, 201, 202, 401, 403, 302]) {
        const failed = judged(check, broken(kind, status), plain(201));
        expect(failed.outcome, `${status}`).toBe('failed');
        expect(failed.expected[0]).toBe('400 or 422, because primaryContact.name is wrong (body/primaryContact/name)');
        expect(failed.actual[0]).toBe(
          `${status}; 201 without the fault; to repeat it: run --only ${PLAIN}~${kind}@/body/primaryContact/name`,
        );
      }
      const others = variants.VARIANT_CHECKS.filter((other) => other !== check);
      const failing = others.filter((other) => judged(other, broken(kind, 201), plain(201)).outcome.includes('failed'));
      expect(failing.map(({ id }) => id)).toEqual([]);
    });
  }

  const checks = variants.VARIANT_CHECKS;
  const outcomes = (...happenings: readonly Happening[]) =>
    checks.map((check) => judged(check, ...happenings).outcome).filter((outcome) => outcome.includes('failed'));

  test('prove nothing where the twin was not taken, or was not sent', () => {
    for (const answer of [400, 401, 404, 422, 429, 503, 'timeout'] as const) {
      const check = variants.refusesIncompleteVariants;
      expect(judged(check, broken('missing', 201), plain(answer)).outcome, `${answer}`).toBe('not-exercised');
      expect(judged(variants.survivesBrokenVariants, broken('missing', 500), plain(answer)).outcome).toBe(
        'not-exercised',
      );
    }
    expect(judged(variants.refusesIncompleteVariants, broken('missing', 201)).outcome).toBe('not-exercised');
  });

  test('who limits the pace is not judged by it', () => {
    expect(outcomes(broken('missing', 429), plain(201))).toEqual([]);
  });

  test('of those with the same fault at the same place the simplest is told', () => {
    const failed = judged(
      variants.refusesIncompleteVariants,
      broken('missing', 201, { id: 'on-3', edits: [LONGEST], twin: 'three' }),
      sent({ id: 'three', edits: [LONGEST], answer: 201 }),
      broken('missing', 201, { id: 'on-0' }),
      broken('missing', 201, { id: 'elsewhere', fault: fault('missing', '/body/address') }),
      plain(201),
    );
    expect(failed.actual).toEqual([
      expect.stringContaining('1 more of the kind; to repeat it: run --only on-0'),
      expect.stringContaining('elsewhere'),
    ]);
  });

  test('one that was sent again is told once, with how it fared', () => {
    const check = variants.refusesIncompleteVariants;
    const again = (answer: number) =>
      judged(check, broken('missing', 201), plain(201), broken('missing', answer)).actual;
    expect(again(202)).toEqual([
      expect.stringMatching(/^201; 201 without the fault; the same when sent again; to repeat/),
    ]);
    expect(again(422)).toEqual([expect.stringMatching(/; not steadily: sent again, 422; to repeat/)]);
  });

  test('each broken one is seen, so that each can be looked at', () => {
    const happened = history(broken('missing', 201, { id: 'one' }), broken('missing', 201, { id: 'two' }), plain(201));
    const [violation] = violations(variants.refusesIncompleteVariants, happened);
    expect(violation?.seen).toEqual([1, 2, 5, 6, 3, 4]);
  });

  test('a place is named as it is read', () => {
    const at = (where: string) =>
      judged(variants.refusesIncompleteVariants, broken('missing', 201, { fault: fault('missing', where) }), plain(201))
        .expected[0];
    expect(at('/body/sites/0/name')).toContain('(body/sites[0]/name)');
    expect(at('/query/address/id')).toContain('(query address/id)');
    expect(at('/header/Tenant')).toContain('(header Tenant)');
    expect(at('/body')).toContain('(body)');
    expect(at('/body/a~1b')).toContain('(body/a/b)');
  });

  test('with a fault that may be overlooked bring a warning when they are taken, and nothing else', () => {
    const doubtful = (answer: Sent['answer']) =>
      broken('missing-header', answer, { fault: fault('missing-header', '/header/Tenant', 'lenient') });
    for (const answer of [400, 401, 403, 415, 422]) {
      expect(judged(variants.refusesDoubtfulVariants, doubtful(answer), plain(201)).outcome).not.toBe('failed');
      expect(outcomes(doubtful(answer), plain(201))).toEqual([]);
    }
    const [verdict] = verdictsOf(
      variants.refusesDoubtfulVariants,
      VARIANT_REQUIREMENTS,
      history(doubtful(202), plain(201)),
    );
    expect(verdict).toMatchObject({ outcome: 'failed', severity: 'warning' });
    expect(outcomes(doubtful(202), plain(201))).toHaveLength(1);
  });

  test('must not bring the supplier down', () => {
    const check = variants.survivesBrokenVariants;
    expect(judged(check, broken('missing', 400), plain(201)).outcome).toBe('passed');
    for (const answer of [500, 501, 502, 'timeout', 'closed'] as const) {
      const failed = judged(check, broken('missing', answer), plain(201));
      expect(failed.outcome, `${answer}`).toBe('failed');
      expect(outcomes(broken('missing', answer), plain(201)), 'and that is told once').toEqual(['failed']);
    }
    const lenient = broken('null', 500, { fault: fault('null', '/body/notes', 'lenient') });
    expect(judged(check, lenient, plain(201)).outcome).toBe('failed');
  });

  test('may be answered 501 where what they ask for is perhaps a value that is not listed, and only there', () => {
    const purpose = '/query/appointmentPurpose';
    const word = (weight: Fault['weight'], answer: number) =>
      judged(
        variants.survivesBrokenVariants,
        broken('word', answer, { fault: fault('word', purpose, weight) }),
        plain(201),
      ).outcome;
    expect(word('lenient', 501)).toBe('not-exercised');
    expect(word('lenient', 500)).toBe('failed');
    expect(word('sure', 501)).toBe('failed');
  });

  test('may be answered 415 for their media type, and only for that', () => {
    const status = (kind: FaultKind) =>
      concluded(listedStatus, HTTP_REQUIREMENTS, history(broken(kind, 415), plain(201))).outcome;
    expect(status('media-type')).toBe('passed');
    expect(status('missing')).toBe('failed');
  });

  test('JSON that breaks off is refused with 400, where the whole was taken', () => {
    const malformed = (status: number, twin = 201) =>
      concluded(
        refusesMalformedWith400,
        HTTP_REQUIREMENTS,
        history(broken('broken-json', status, { body: '{"id":', fault: fault('broken-json', '/body') }), plain(twin)),
      ).outcome;
    expect(malformed(400)).toBe('passed');
    expect(malformed(422)).toBe('failed');
    expect(malformed(422, 401)).toBe('not-applicable');
    const missing = history(broken('missing', 403), plain(201));
    expect(concluded(refusesMalformedWith400, HTTP_REQUIREMENTS, missing).outcome).toBe('not-applicable');
  });
});

test.describe('answers-steadily', () => {
  const check = variants.answersSteadily;

  test('binds only where something was sent again', () => {
    expect(judged(check, plain(201), unusual(500)).outcome).toBe('not-applicable');
    expect(judged(check, unusual(201), unusual(429)).outcome).toBe('not-applicable');
  });

  test('the same kind of answer is steady', () => {
    expect(judged(check, unusual(500), unusual(503)).outcome).toBe('passed');
    expect(judged(check, unusual(201), unusual(202)).outcome).toBe('passed');
    expect(judged(check, broken('missing', 400), broken('missing', 422)).outcome).toBe('passed');
    // What the plain request asks may be granted once and not twice.
    expect(judged(check, plain(201), plain(422)).outcome).toBe('passed');
  });

  test('another is not, and the finding says that it was', () => {
    expect(judged(check, unusual(500), unusual(201))).toMatchObject({
      outcome: 'failed',
      actual: [expect.stringContaining('500, then 201')],
    });
    expect(judged(check, unusual(422), unusual(201)).outcome).toBe('failed');
    expect(judged(check, broken('missing', 201), broken('missing', 400)).outcome).toBe('failed');
    expect(judged(variants.takesValidVariants, plain(201), unusual(500), unusual(201)).actual[0]).toContain(
      'not steadily: sent again, 201',
    );
  });
});

test('a fault is an error, and an unusual value at the most a warning', () => {
  const severities = Object.fromEntries(VARIANT_REQUIREMENTS.map((rule) => [rule.id, severity(rule)]));
  expect(severities).toEqual({
    'VAR-TAKES-VALID': 'error',
    'VAR-TAKES-UNUSUAL': 'warning',
    'VAR-REFUSES-UNREADABLE': 'error',
    'VAR-REFUSES-INCOMPLETE': 'error',
    'VAR-REFUSES-WRONG-TYPE': 'error',
    'VAR-REFUSES-OUT-OF-BOUNDS': 'error',
    'VAR-REFUSES-DOUBTFUL': 'warning',
    'VAR-SURVIVES': 'error',
    'VAR-STEADY': 'warning',
  });
});

test.describe('whatever a supplier claims', () => {
  /** The rules that refuse the faults which are sent to who claims these features. */
  const refusing = async (features: readonly Feature[]) => {
    const contract = await theContract();
    const kinds = TARGETS.filter((target) => isPlayed(target, features)).flatMap((target) =>
      faultsOf(contract.requestShape(target.operation, target.variant))
        .filter(({ weight }) => weight === 'sure')
        .map(({ kind }) => OWN_RULE[kind].requirement),
    );
    return new Set(kinds);
  };
  const rules = VARIANT_REQUIREMENTS.filter(({ id }) => id.startsWith('VAR-REFUSES') && id !== 'VAR-REFUSES-DOUBTFUL');

  test('a rule can be exercised in each of the ways that it names', async () => {
    for (const { id, reach = [] } of rules) {
      expect(reach.length).toBeGreaterThan(0);
      for (const way of reach) expect([...(await refusing(way))], `${id} by ${way.join()}`).toContain(id);
    }
  });

  test('a rule is in force wherever it can be exercised, and within reach but for one quote and for ceases that stay', async () => {
    for (const features of [...FEATURES.map((feature) => [feature]), ...TARGETS.map(({ when }) => when)]) {
      const sent = await refusing(features);
      for (const { id, whenAny = [], reach = [] } of rules.filter((rule) => sent.has(rule.id))) {
        expect(
          whenAny.some((feature) => features.includes(feature)),
          `${id} in force with ${features.join()}`,
        ).toBe(true);
        expect(isWithin(reach, features), `${id} within reach of ${features.join()}`).toBe(
          !['ethernet', 'cease'].includes(features.join()),
        );
      }
    }
  });
});

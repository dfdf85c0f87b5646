import type { Defect } from '../defect.ts';
import { isObject, type JsonObject } from '../model.ts';
import { answers, bodies, testKcis, without } from './edits.ts';

const TEST = { to: 'handleServiceTest', with: 201 } as const;

/** Changes the test that KCIs report. */
const reported = (edit: (test: JsonObject) => JsonObject) =>
  testKcis((kci) => ({ ...kci, serviceTest: edit(kci.serviceTest as JsonObject) }));

/** Defects of tests: how they are answered, and how their results are told. */
export const SERVICE_TEST_DEFECTS: readonly Defect[] = [
  {
    id: 'test-not-created',
    title: 'answers 200 to a test',
    breaks: ['TST-STATUS'],
    consequences: [],
    style: 'sync',
    replace: answers(TEST, (answer) => ({ ...answer, status: 200 })),
  },
  {
    id: 'tests-later',
    title: 'answers 202 to a test',
    breaks: ['TST-AT-ONCE'],
    consequences: ['HTTP-STATUS-TOLERATED'],
    style: 'async',
    replace: answers(TEST, ({ headers = {} }) => ({ status: 202, headers })),
  },
  {
    id: 'refuses-every-second-test',
    title: 'refuses every second good test',
    breaks: ['TST-ACCEPTED'],
    consequences: [],
    style: 'sync',
    replace: (honest) => {
      let tests = 0;
      return {
        testRefusal: (request, world) =>
          honest.testRefusal(request, world) ??
          (request.problemType !== 'CPE' && (tests += 1) % 2 === 0
            ? { status: 422, messages: ['no test can be made right now'] }
            : undefined),
      };
    },
  },
  {
    id: 'holds-cpe-to-the-pattern',
    title: 'refuses the problem type CPE because it is short',
    breaks: ['TST-CPE'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      testRefusal: (request, world) =>
        request.problemType === 'CPE'
          ? { status: 422, messages: ['problemType must have 5 to 25 letters'] }
          : honest.testRefusal(request, world),
    }),
  },
  {
    id: 'test-without-reference',
    title: 'gives no reference in the answer to a test',
    breaks: ['TST-REFERENCE'],
    consequences: [],
    style: 'sync',
    replace: bodies(TEST, (body) => without(body, 'supplierReference')),
  },
  {
    id: 'test-references-in-lower-case',
    title: 'gives tests references that a problem cannot name',
    breaks: ['TST-REFERENCE-FORM'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      testOpened: (request, call, world) => {
        const test = honest.testOpened(request, call, world);
        return { ...test, reference: test.reference.toLowerCase() };
      },
    }),
  },
  {
    id: 'renumbers-tests',
    title: 'answers a test under a number of its own',
    breaks: ['TST-ID'],
    consequences: [],
    style: 'sync',
    replace: bodies(TEST, (body) => ({ ...body, id: Number(body.id) + 1_000_000 })),
  },
  {
    id: 'answers-with-another-problem-type',
    title: 'answers every test as one for OUTAGE',
    breaks: ['TST-ECHO'],
    consequences: [],
    style: 'sync',
    replace: bodies(TEST, (body) => ({ ...body, problemType: 'OUTAGE' })),
  },
  {
    id: 'tests-any-service',
    title: 'takes tests of services that it does not have',
    breaks: ['TST-UNKNOWN-SERVICE'],
    consequences: [],
    style: 'sync',
    replace: () => ({ testRefusal: () => undefined }),
  },
  {
    id: 'keeps-results-to-itself',
    title: 'never tells the result of a test',
    breaks: ['TST-RESULT'],
    consequences: [],
    style: 'sync',
    replace: () => ({ testScript: () => [] }),
  },
  {
    id: 'result-without-outcome',
    title: 'tells that a test has ended but not how',
    breaks: ['TST-RESULT-OUTCOME'],
    consequences: [],
    style: 'sync',
    replace: reported((test) => ({
      ...test,
      result: isObject(test.result) ? without(test.result, 'testOutcome') : test.result,
    })),
  },
  {
    id: 'rejects-tests-by-result',
    title: 'shows a test that has run as REJECTED',
    breaks: ['TST-RESULT-STATUS'],
    consequences: [],
    style: 'sync',
    replace: reported((test) => ({ ...test, status: 'REJECTED' })),
  },
  {
    id: 'corrects-results',
    title: 'tells another result after the first',
    breaks: ['TST-RESULT-ONCE'],
    consequences: [],
    style: 'sync',
    replace: (honest) => ({
      testScript: (test, world) => [...honest.testScript(test, world), ...honest.testScript(test, world)],
      testGoesOn: () => true,
    }),
  },
  {
    id: 'tests-another-service',
    title: 'reports on a test of another service than was asked for',
    breaks: ['TST-SHOWS-TEST'],
    consequences: [],
    style: 'sync',
    replace: reported((test) => ({ ...test, serviceId: 'S99999' })),
  },
];

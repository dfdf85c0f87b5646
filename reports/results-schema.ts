import type { Pace, Profile } from '../specs/profile.ts';
import type { Waiver } from '../specs/waiver.ts';
import type { Shard } from '../evidence/journal.ts';
import type { Violation } from '../checks/check.ts';
import type { Outcome, Summary, Verdict } from '../checks/verdict.ts';
import type { JudgedWaiver } from '../checks/waivers.ts';
import { COVERAGE_DEFINITIONS } from './coverage-schema.ts';
import { DIFF_FORMAT, KINDS, type Change, type Comparison, type Kind, type Side, type State } from './diff.ts';
import { SIGNS } from './ledger.ts';
import type { LeftOver } from './left-over.ts';
import { RESULTS_FORMAT, type Results } from './results.ts';
import {
  as,
  byName,
  flag,
  list,
  moment,
  object,
  choice,
  text,
  whole,
  milliseconds,
  type Members,
  type Schema,
} from './schema.ts';

/** What the schema of `results.json` is known by; it changes with the format. */
export const RESULTS_SCHEMA_ID = 'urn:supplier-conformance:results@1';

const OUTCOMES: readonly Outcome[] = ['passed', 'failed', 'not-exercised', 'not-applicable', 'broken', 'waived'];
const SEVERITIES: readonly Verdict['severity'][] = ['error', 'warning'];
const DECISIONS: readonly Results['decision'][] = ['certifiable', 'certifiable-with-waivers', 'not-certifiable'];
const STATES: readonly State[] = [...(Object.keys(SIGNS) as (keyof typeof SIGNS)[]), 'absent'];

const WAIVER: Members<Waiver> = {
  always: {
    outcome: choice('What is waived: that the rule is broken, or that nothing brings its situation about.', [
      'failed',
      'not-exercised',
    ]),
    reason: text('Why.'),
    owner: text('Who answers for it.'),
    expires: text('The last day on which it counts, YYYY-MM-DD in UTC.', { format: 'date' }),
    place: text('Where it is written down: FILE:LINE:COLUMN.'),
  },
  perhaps: {
    check: text('The check whose verdicts it is about; absent where it is about a whole requirement.'),
    requirement: text('The requirement all of whose checks it is about; absent where it is about one check.'),
    operation: text('The operationId that it is about; absent where it is about all operations.'),
    link: text('The address of a page that tells more.'),
  },
};

const shard = (description: string) =>
  object<Shard>(description, {
    always: { index: whole('Which one, from 1.', 1), of: whole('How many there are.', 1) },
    perhaps: {},
  });

const harness = object<Results['harness']>('What judged the run.', {
  always: { name: text('Its name.'), version: text('Its version.') },
  perhaps: {},
});

const supplier = object<Results['supplier']>('Who was tested.', {
  always: { name: text('The name.'), baseUrl: text('The address of its Supplier API.') },
  perhaps: {},
});

const DEFINITIONS: Readonly<Record<string, Schema>> = {
  harness,
  supplier,
  waiver: object<Waiver>('A known failure that somebody answers for until a day.', WAIVER),
  violation: object<Violation>('Something that was found wrong.', {
    always: {
      expected: text('What was expected, for people.'),
      actual: text('What was seen, for people. It may hold whatever the supplier sent.'),
      seen: list(
        'The numbers of the events in journal.ndjson that show it. Event N stands on line N + 1.',
        whole('An event number.', 1),
      ),
    },
    perhaps: {},
  }),
  verdict: object<Verdict>('The conclusion of one check over the whole run, or over one operation of it.', {
    always: {
      check: text('The id of the check; never reused. With the operation it names a verdict from run to run.'),
      requirement: text('The id of the requirement that the check enforces.'),
      level: choice('How strongly the requirement binds.', ['MUST', 'SHOULD']),
      standing: choice('How the requirement is known.', [
        'documented',
        'policy',
        'example',
        'superseded',
        'tenant',
        'inferred',
      ]),
      severity: choice('What a breach does: an error stands in the way of going live, a warning does not.', SEVERITIES),
      outcome: choice(
        'What was concluded. not-exercised (nothing triggered the rule) is never a pass; broken is the fault of the harness.',
        OUTCOMES,
      ),
      examined: whole('How many situations were looked at.'),
      violations: list('What was found wrong.', { $ref: '#/definitions/violation' }),
    },
    perhaps: {
      operation: text('The operationId, where the check has a verdict for each operation.'),
      reason: text('Why the outcome is what it is, where that is not plain.'),
      waiver: as('Who answers for it; there where the outcome is waived.', 'waiver'),
    },
  }),
  side: object<Side>('One of the two runs of a comparison.', {
    always: {
      harness: as('What judged it.', 'harness'),
      supplier: as('Who was tested.', 'supplier'),
      seed: whole('Where its random choices began.'),
      startedAt: moment('When it began.'),
      certifiable: flag('Whether nothing stood in the way.'),
    },
    perhaps: { decision: choice('The same in a word.', DECISIONS) },
  }),
  change: object<Change>('What became of one verdict.', {
    always: {
      kind: choice('In a word.', KINDS),
      check: text('The id of the check.'),
      requirement: text('The id of its requirement.'),
      severity: choice('That of the new run, or of the old one where the new one has none.', SEVERITIES),
      before: choice('How it was marked.', STATES),
      after: choice('How it is marked.', STATES),
      obstructs: flag('Whether it stands in the way now and did not before.'),
    },
    perhaps: {
      operation: text('The operationId, where the check has a verdict for each operation.'),
      example: object<NonNullable<Change['example']>>('The first thing that is newly wrong.', {
        always: { expected: text('What was expected.'), actual: text('What was seen.') },
        perhaps: {},
      }),
    },
  }),
  ...COVERAGE_DEFINITIONS,
};

const profile = object<Profile>('As what the supplier was tested.', {
  always: {
    name: text('The profile.'),
    features: list('The features that it claims; a claimed feature is mandatory.', text('A feature.')),
    tenant: text('The tenant that was ordered for.'),
    pace: object<Pace>('How long the run waited, in milliseconds.', {
      always: {
        request: milliseconds('For an answer.'),
        acknowledge: milliseconds('For the first KCI after a 202.'),
        outcome: milliseconds('For any later outcome.'),
        quiet: milliseconds('For what should not come.'),
      },
      perhaps: {},
    }),
  },
  perhaps: {},
});

const summary = object<Summary>('How many verdicts of each kind; the numbers add up to that of the verdicts.', {
  always: {
    passed: whole('Passed.'),
    failed: whole('Failed, of severity error.'),
    warned: whole('Failed, of severity warning.'),
    notExercised: whole('Not exercised.'),
    notApplicable: whole('Not applicable.'),
    broken: whole('Broken.'),
    waived: whole('Waived.'),
  },
  perhaps: {},
});

const leftOver = object<LeftOver>('One thing that is still there.', {
  always: { text: text('What it is and why it is there, for people.') },
  perhaps: {
    journey: text('Who left it.'),
    kind: choice('What it is.', ['order', 'problem', 'reservation']),
    id: { description: "The gateway's number of it.", type: 'number' },
    reference: text("The supplier's reference of it."),
  },
});

const judgedWaiver = object<JudgedWaiver>('A waiver and what became of it.', {
  always: {
    ...WAIVER.always,
    state: choice(
      'unmatched: what it waives did not happen; unseen: the run has not seen enough to tell. Expired and unmatched ones fail the run.',
      ['used', 'expired', 'unmatched', 'unseen'],
    ),
    covers: whole('How many verdicts it waived.'),
  },
  perhaps: { ...WAIVER.perhaps, problem: text('What has to be done about it.') },
});

const sinceBaseline = object<Comparison>('What has changed since the results that the run was compared with.', {
  always: {
    format: { description: 'The format of the comparison.', const: DIFF_FORMAT },
    before: as('The baseline.', 'side'),
    after: as('This run.', 'side'),
    circumstances: list('How the runs themselves differ.', text('A sentence.')),
    obstructing: whole('How many verdicts stand in the way that did not before.'),
    summary: object<Readonly<Record<Kind, number>>>('How many changes of each kind.', {
      always: Object.fromEntries(KINDS.map((kind) => [kind, whole('How many.')])) as Record<Kind, Schema>,
      perhaps: {},
    }),
    changes: list('The changes, the weightiest first.', { $ref: '#/definitions/change' }),
  },
  perhaps: {},
});

/** The JSON Schema of `results.json`, for those who read it with programs; what later versions add is allowed. */
export const RESULTS_SCHEMA: Schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: RESULTS_SCHEMA_ID,
  title: 'The results of a run of supplier-conformance (results.json)',
  ...object<Results>('What was concluded of a run.', {
    always: {
      format: {
        description: 'It changes when a reader of an earlier one would misread it, not when something is added.',
        const: RESULTS_FORMAT,
      },
      harness: as('What judged the run.', 'harness'),
      supplier: as('Who was tested.', 'supplier'),
      profile,
      contract: byName('The SHA-256 of each contract document by file name.', text('In hexadecimal digits.')),
      seed: whole('Where random choices began.'),
      startedAt: moment('When the run began.'),
      finishedAt: moment('When it ended.'),
      interrupted: flag('Whether it was stopped before it had done all that it meant to do.'),
      certifiable: flag(
        'Whether nothing stands in the way of going live; never of an interrupted or limited run or a shard, nor where something that binds is waived.',
      ),
      decision: choice('The same in a word, which tells what is certifiable but for waivers.', DECISIONS),
      summary,
      verdicts: list('The verdicts.', { $ref: '#/definitions/verdict' }),
      leftOver: list("What the run left behind on the supplier's system.", leftOver),
    },
    perhaps: {
      interruption: text('What interrupted it.'),
      only: list('The ids that the run was limited to; absent where it was not.', text('An id.')),
      shard: shard('Which part of a run this is; absent where it is all of it.'),
      waivers: list('The waivers of the run; absent where there were none.', judgedWaiver),
      sinceBaseline,
      coverage: as('Which behaviour that the contract describes was seen. It judges nothing.', 'coverage'),
    },
  }),
  definitions: DEFINITIONS,
};

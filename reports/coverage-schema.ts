import type {
  Coverage,
  LifecycleCoverage,
  OperationCoverage,
  Sighting,
  TransitionCoverage,
} from '../checks/coverage.ts';
import type {
  FaultCoverage,
  FaultyTally,
  PlaceCoverage,
  ValidTally,
  VariantCoverage,
} from '../checks/coverage-variants.ts';
import { list, mark, object, choice, text, whole, type Members, type Schema } from './schema.ts';

const SIGHTING: Members<Sighting> = {
  always: {
    state: choice('out-of-reach: with the features claimed, or at all, no run brings it about.', [
      'seen',
      'not-seen',
      'out-of-reach',
    ]),
    times: whole('How often it was seen.'),
  },
  perhaps: {
    first: whole('The number of the first event that shows it.', 1),
    why: text('Why it is out of reach.'),
    undescribed: mark('Set for what was seen though the contract does not describe it.'),
  },
};

/** The definitions of the coverage in the schema of the results, by their names. */
export const COVERAGE_DEFINITIONS: Readonly<Record<string, Schema>> = {
  coverage: object<Coverage>('Which behaviour was seen.', {
    always: {
      operations: list('The answers of each operation.', { $ref: '#/definitions/operation' }),
      reasons: list('The reason codes of KCIs.', { $ref: '#/definitions/reason' }),
      lifecycles: list('The changes of status that KCIs told.', { $ref: '#/definitions/lifecycle' }),
      variants: list('The generated requests.', { $ref: '#/definitions/variant' }),
    },
    perhaps: {},
  }),
  operation: object<OperationCoverage>('The statuses of an operation and whether its answers had them.', {
    always: {
      operation: text('The operationId.'),
      method: text('The HTTP method.'),
      path: text('The path.'),
      statuses: list(
        'The statuses.',
        object<OperationCoverage['statuses'][number]>('Whether an answer had a status.', {
          always: { status: whole('The HTTP status.'), ...SIGHTING.always },
          perhaps: SIGHTING.perhaps,
        }),
      ),
    },
    perhaps: {},
  }),
  reason: object<Coverage['reasons'][number]>('Whether a KCI had a reason code.', {
    always: { reason: text('The reason code.'), ...SIGHTING.always },
    perhaps: SIGHTING.perhaps,
  }),
  lifecycle: object<LifecycleCoverage>('The changes of status of one kind of thing.', {
    always: {
      lifecycle: text('What it is known by.'),
      title: text('What it is, for people.'),
      transitions: list(
        'The changes of status.',
        object<TransitionCoverage>('A change of status, or its staying as it is.', {
          always: {
            from: text('The status before.'),
            to: text('The status after.'),
            reasons: list('By which reason codes it was told.', { $ref: '#/definitions/reason' }),
            ...SIGHTING.always,
          },
          perhaps: SIGHTING.perhaps,
        }),
      ),
    },
    perhaps: {},
  }),
  variant: object<VariantCoverage>('What of the requests of an operation was generated, sent and answered.', {
    always: {
      operation: text('The operationId.'),
      method: text('The HTTP method.'),
      path: text('The path.'),
      generated: whole('How many variants there were.'),
      sent: whole('How many requests were sent for them.'),
      shrunk: whole('How many of these were sent to find a simpler one that shows the same.'),
      valid: object<ValidTally>('How valid ones were answered.', {
        always: {
          sent: whole('How many were sent.'),
          taken: whole('Taken, as they should be.'),
          refused: whole('Refused.'),
          otherwise: whole('Answered with what a valid request should not be answered with.'),
        },
        perhaps: {},
      }),
      faulty: object<FaultyTally>('How those with a fault were answered.', {
        always: {
          sent: whole('How many were sent.'),
          refused: whole('Refused, as they should be.'),
          taken: whole('Taken.'),
          failed: whole("Answered with a fault of the supplier's, or not at all."),
          inconclusive: whole('Proving nothing, mostly because the same request without the fault was not taken.'),
        },
        perhaps: {},
      }),
      places: list(
        'The places that can be varied.',
        object<PlaceCoverage>('A place, and how it was varied.', {
          always: {
            where: text('A JSON pointer into the request.'),
            edits: list('In which ways; none where it was left as it is.', text('In a few words.')),
          },
          perhaps: {},
        }),
      ),
      faults: list(
        'The faults that a request can have.',
        object<FaultCoverage>('A fault and what became of it.', {
          always: {
            kind: text('Which kind of fault.'),
            where: text('A JSON pointer into the request.'),
            weight: choice('Whether it has to be refused, or a reader may well overlook it.', ['sure', 'lenient']),
            state: choice('The worst that became of it.', ['refused', 'taken', 'failed', 'inconclusive', 'not-sent']),
            times: whole('How often it was sent.'),
          },
          perhaps: {},
        }),
      ),
    },
    perhaps: { variant: text('The kind of body, where the operation has several.') },
  }),
};

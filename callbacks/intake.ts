import type { Recorder } from '../evidence/recorder.ts';
import { refused, unavailable, type Arrival, type Decision, type Gate } from './answers.ts';
import type { Limits } from './limits.ts';

/** The one way from an arrival to an answer: decide, record, and only then hand over what may be sent. */
export interface Intake {
  /** The decision about an arrival, which is recorded when this returns; `given` stands in for the gate's. Never throws. */
  readonly take: (arrival: Arrival, given?: Decision) => Decision;
  /** Records a note about what is received. Never throws. */
  readonly note: (note: 'remark' | 'harness-error', text: string) => void;
}

/** An intake that keeps no more than the limits allow, and tells `onFault` of what cannot be recorded. */
export function createIntake(
  gate: Gate,
  recorder: Pick<Recorder, 'record'>,
  limits: Limits,
  onFault: (fault: Error) => void,
): Intake {
  let requests = 0;
  let characters = 0;
  let full = false;

  const note: Intake['note'] = (note, text) => {
    try {
      recorder.record({ type: 'note', note, text });
    } catch (fault) {
      onFault(asError(fault));
    }
  };

  const decide = (arrival: Arrival): Decision => {
    try {
      return gate.decide(arrival);
    } catch (fault) {
      note('harness-error', `deciding about an inbound request failed: ${asError(fault).message}`);
      return refused(500, ['the harness failed to judge this']);
    }
  };

  return {
    note,
    take: (arrival, given) => {
      if (full) return FULL;
      if (requests >= limits.keptRequests || characters >= limits.keptText) {
        full = true;
        note(
          'remark',
          `${requests} inbound requests with ${characters} characters are kept, which is all that a run keeps; ` +
            'those that follow are answered 503 and not recorded',
        );
        return FULL;
      }
      requests += 1;
      characters += arrival.body.text.length + arrival.path.length;
      for (const [name, value] of arrival.headers) characters += name.length + value.length;
      const decision = given ?? decide(arrival);
      const { answer, refusal, scripted } = decision;
      try {
        recorder.record({
          type: 'inbound',
          ...arrival,
          answer,
          ...(refusal === undefined ? {} : { refusal }),
          ...(scripted ? { scripted } : {}),
        });
        return decision;
      } catch (fault) {
        onFault(asError(fault));
        return UNRECORDED;
      }
    },
  };
}

/** What is recorded of senders that may not send. */
export interface Strangers {
  /** Records one with the decision about it, as far as it still counts; never throws. */
  readonly note: (arrival: Omit<Arrival, 'endpoint'>, decision: Decision) => Decision;
}

/** How many of them are recorded one by one: a flood of them may not use up what is kept of the supplier. */
const STRANGERS_KEPT = 100;

/** Records the first ones, and says so when it stops. */
export function createStrangers(intake: Intake): Strangers {
  let seen = 0;
  return {
    note: (arrival, decision) => {
      seen += 1;
      if (seen <= STRANGERS_KEPT) return intake.take({ endpoint: 'other', ...arrival }, decision);
      if (seen === STRANGERS_KEPT + 1) {
        intake.note(
          'remark',
          `more than ${STRANGERS_KEPT} requests came from addresses that may not send; further ones are refused and not recorded`,
        );
      }
      return decision;
    },
  };
}

const FULL = unavailable('more arrived than a run keeps');
const UNRECORDED = refused(500, ['the harness cannot record what it receives']);

function asError(fault: unknown): Error {
  return fault instanceof Error ? fault : new Error(String(fault));
}

import { check, type Check } from './check.ts';
import { reported, type Reported } from './kci-triggers.ts';
import { dayOf } from './london.ts';

/** A KCI that shows by when a line is to be ceased, and when the supplier will do it. */
interface Dated extends Reported {
  readonly requested: string;
  readonly committed: string;
}

export const requestedCeaseIsNotLater = check<Dated>({
  id: 'requested-cease-is-not-later',
  requirement: 'KCI-CEASE-DATE',
  title: 'requestedCeaseDate no later than committedDate',
  forEach: (evidence) =>
    reported(evidence).flatMap((trigger) => {
      const { requestedCeaseDate, committedDate } = trigger.kci.entity ?? {};
      const [requested, committed] = [dayOf(requestedCeaseDate), dayOf(committedDate)];
      return requested === undefined || committed === undefined ? [] : [{ ...trigger, requested, committed }];
    }),
  violation: ({ kci, requested, committed }) =>
    requested > committed
      ? {
          expected: `requestedCeaseDate no later than committedDate, ${committed}`,
          actual: requested,
          seen: [kci.event.seq],
        }
      : undefined,
});

/** Checks of ceases that the supplier announces itself. */
export const KCI_CEASE_CHECKS: readonly Check[] = [requestedCeaseIsNotLater];

import type { RequestEvent } from '../evidence/history.ts';
import { check, type Check } from './check.ts';
import { isRejection, isSuccess, type Answered } from './answers.ts';
import { notRepeated, otherNumbers } from './echo.ts';
import { aimedAt, done, plain, statusOtherThan, taken, takes, type ChangeOperation } from './order-requests.ts';

/** The names of a check of amendments or cancellations, whatever they are of, and whom it binds. */
type Definition = Pick<Check, 'id' | 'requirement' | 'title' | 'onlyIf'>;

/** A check that changes which are taken are taken with 201 or 202. */
export const changesAreTaken = (definition: Definition, operation: ChangeOperation): Check =>
  check<Answered>({
    ...definition,
    forEach: (evidence) => taken(evidence, operation),
    violation: (exchange) => statusOtherThan(exchange, takes, '201 or 202'),
  });

/** A check that changes which nothing speaks against are taken. */
export const plainChangesAreTaken = (definition: Definition, operation: ChangeOperation): Check =>
  check<Answered>({
    ...definition,
    forEach: (evidence) => plain(evidence, operation),
    violation: (exchange) => statusOtherThan(exchange, isSuccess, '201 or 202'),
  });

/** A check that an answer 201 to a change has the numbers of the gateway. */
export const changesKeepNumbers = (
  definition: Definition,
  operation: ChangeOperation,
  ...members: readonly string[]
): Check =>
  check<Answered>({
    ...definition,
    forEach: (evidence) => done(evidence, operation),
    violation: (exchange) => otherNumbers(exchange, ...members),
  });

/** A check that an answer 201 to a change repeats it, the members aside that have a rule of their own. */
export const changesAreRepeated = (
  definition: Definition,
  operation: ChangeOperation,
  ...apart: readonly string[]
): Check =>
  check<Answered>({
    ...definition,
    forEach: (evidence) => done(evidence, operation),
    violation: (exchange) => notRepeated(exchange, ...apart),
  });

/** A check that changes with an aim that cannot be granted are refused. */
export const changesAreRefused = (
  definition: Definition,
  operation: ChangeOperation,
  aim: RequestEvent['aim'],
  expected: string,
): Check =>
  check<Answered>({
    ...definition,
    forEach: (evidence) => aimedAt(evidence, operation, aim),
    violation: (exchange) => statusOtherThan(exchange, isRejection, expected),
  });

/** A check that changes of what has ended are refused, or left to a KCI that refuses them. */
export const lateChangesAreRefused = (definition: Definition, operation: ChangeOperation, refusal: string): Check =>
  check<Answered>({
    ...definition,
    forEach: (evidence) => aimedAt(evidence, operation, 'after-terminal'),
    violation: (exchange) =>
      statusOtherThan(exchange, (status) => isRejection(status) || status === 202, `422, or 202 and ${refusal} by KCI`),
  });

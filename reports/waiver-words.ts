import type { Waiver } from '../specs/waiver.ts';
import type { JudgedWaiver } from '../checks/waivers.ts';
import { isExcused } from '../checks/verdict.ts';
import type { Results } from './results.ts';
import { shortened } from './text.ts';
import { FAINT, WORDS_TOLD, type Pen } from './pen.ts';
import { SIGNS, type Entry } from './ledger.ts';

/** Who answers for a known failure, and until when. */
export function answersFor({ owner, expires }: Pick<Waiver, 'owner' | 'expires'>): string {
  return `${owner} answers for it until ${expires}`;
}

/** All that a waiver says: who answers for it, until when, why, and where more is told. */
export function waiverWords(waiver: Waiver): string {
  const link = waiver.link === undefined ? '' : ` (${waiver.link})`;
  const what = waiver.outcome === 'not-exercised' ? 'Not exercised; ' : '';
  return `${what}${answersFor(waiver)}: ${waiver.reason}${link}`;
}

/** What has to be done about the waivers of a run, a line each; any of them fails the run. */
export function waiverProblems({ waivers = [] }: Pick<Results, 'waivers'>): readonly string[] {
  return waivers.flatMap(({ problem }: JudgedWaiver) => problem ?? []);
}

/** The waivers without which something would stand in the way. */
export function neededWaivers({ verdicts }: Pick<Results, 'verdicts'>): readonly Waiver[] {
  const needed = verdicts.filter(isExcused).flatMap(({ waiver }) => waiver ?? []);
  return needed.filter(({ place }, index) => needed.findIndex((other) => other.place === place) === index);
}

/** What is waived of a requirement, for a terminal: the rule, who answers for it and why, and what was seen. */
export function waivedText({ requirement, verdicts }: Entry, pen: Pen, colour: number): readonly string[] {
  const waived = verdicts.filter(({ outcome }) => outcome === 'waived');
  return [
    ...pen.item(2, `${SIGNS.waived.symbol} `, `${requirement.id}  ${requirement.sentence}`, colour),
    ...waived.flatMap(({ check, operation, waiver, reason, violations: [first] }) => [
      ...pen.item(4, 'check    ', operation === undefined ? check : `${check}, ${operation}`, FAINT),
      ...(waiver ? pen.item(4, 'waived   ', shortened(waiverWords(waiver), WORDS_TOLD)) : []),
      ...(reason === undefined ? [] : pen.item(4, 'because  ', shortened(reason, WORDS_TOLD))),
      ...(first ? pen.item(4, 'seen     ', shortened(first.actual, WORDS_TOLD)) : []),
    ]),
  ];
}

import type { Verdict } from '../../checks/verdict.ts';
import { markOf, SIGNS, WEIGHT, type Mark } from '../ledger.ts';
import { markup, type Markup } from './markup.ts';

/** A mark with its colour, its symbol and its word. */
export function sign(mark: Mark): Markup {
  const { symbol, word } = SIGNS[mark];
  return markup`<span class="sign ${mark}"><span class="symbol" aria-hidden="true">${symbol}</span>${word}</span>`;
}

/** The symbol of a mark alone, its word for screen readers. */
export function symbol(mark: Mark): Markup {
  const { symbol, word } = SIGNS[mark];
  return markup`<span class="sign small ${mark}"><span class="symbol" aria-hidden="true">${symbol}</span><span class="unseen">${word}</span></span>`;
}

/** What marks mean, for a reader who has not met them. */
export function meanings(marks: readonly Mark[]): Markup {
  return markup`<dl class="meanings">
    ${marks.map((mark) => markup`<div><dt>${sign(mark)}</dt><dd>${SIGNS[mark].meaning}</dd></div>`)}
  </dl>`;
}

/** Where a requirement's findings stand on the page. */
export function findingsAnchor(requirement: string): string {
  return `finding-${requirement}`;
}

/** Where a requirement that was not exercised is told how to be. */
export function untriedAnchor(requirement: string): string {
  return `untried-${requirement}`;
}

/** Where a requirement stands in the list of all. */
export function requirementAnchor(requirement: string): string {
  return `requirement-${requirement}`;
}

/** Where the requirements that no check enforces stand on the page. */
export const UNTESTED = 'untested';

/** Where an order, problem or test is drawn; takes the number of its first event. */
export function storyAnchor(event: number): string {
  return `story-${event}`;
}

/** What verdicts found in an event: the requirement, and how it is marked. */
export interface Pointer {
  readonly requirement: string;
  readonly mark: Mark;
}

/** What was found, by event number: each requirement once, failures first. */
export function pointers(verdicts: readonly Verdict[]): ReadonlyMap<number, readonly Pointer[]> {
  const found = new Map<number, Pointer[]>();
  for (const verdict of WEIGHT.flatMap((mark) => verdicts.filter((candidate) => markOf(candidate) === mark))) {
    for (const event of new Set(verdict.violations.flatMap(({ seen }) => seen))) {
      const here = found.get(event) ?? [];
      found.set(event, here);
      if (!here.some(({ requirement }) => requirement === verdict.requirement))
        here.push({ requirement: verdict.requirement, mark: markOf(verdict) });
    }
  }
  return found;
}

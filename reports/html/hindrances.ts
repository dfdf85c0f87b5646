import type { History } from '../../evidence/history.ts';
import { grouped } from '../../specs/grouped.ts';
import { count, shortened } from '../text.ts';
import { markup, type Markup } from './markup.ts';

/** Something that kept journeys from setting out, as they noted it themselves. */
export interface Hindrance {
  readonly cause: string;
  /** What did not happen for it, each once. */
  readonly effects: readonly string[];
  /** How many journeys noted it. */
  readonly journeys: number;
}

/** How many are told in full, how many effects of each, and how much of each text, in characters; the journal has all. */
const HINDRANCES_TOLD = 8;
const EFFECTS_TOLD = 4;
const TEXT_TOLD = 200;

/** What is not done, and why: journeys that cannot set out note it so. */
const NOTED = /^([^:]+): (.+)$/s;

/** What kept journeys from setting out, alike ones together, those that kept most of them first. */
export function hindrancesIn(history: History): readonly Hindrance[] {
  const noted = history.flatMap((event) => {
    if (event.type !== 'note' || event.note !== 'remark' || event.journey === undefined) return [];
    const [, effect, cause] = NOTED.exec(event.text) ?? [];
    return effect === undefined || cause === undefined ? [] : [{ effect, cause, journey: event.journey }];
  });
  return [...grouped(noted, ({ cause }) => cause)]
    .map(([cause, alike]) => ({
      cause,
      effects: [...new Set(alike.map(({ effect }) => effect))],
      journeys: new Set(alike.map(({ journey }) => journey)).size,
    }))
    .toSorted((one, other) => other.journeys - one.journeys);
}

/** The causes alone in a sentence, the first of them; empty where there are none. */
export function causeWords(hindrances: readonly Hindrance[], most: number): string {
  const causes = hindrances.slice(0, most).map(({ cause }) => shortened(cause, TEXT_TOLD));
  const rest = hindrances.length - causes.length;
  return causes.length === 0
    ? ''
    : `The run noted why it could not try things: ${causes.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`;
}

/** What kept journeys from setting out, in a list. */
export function hindranceList(hindrances: readonly Hindrance[]): Markup | false {
  const rest = hindrances.length - HINDRANCES_TOLD;
  return (
    hindrances.length > 0 &&
    markup`<h3>Why, as far as the run noted it: see to these first</h3>
      <ul class="notes">
        ${hindrances.slice(0, HINDRANCES_TOLD).map(({ cause, effects, journeys }) => {
          const more = effects.length - EFFECTS_TOLD;
          return markup`<li>
            <b>${shortened(cause, TEXT_TOLD)}</b>: ${effects
              .slice(0, EFFECTS_TOLD)
              .map((effect) => shortened(effect, TEXT_TOLD))
              .join(', ')}${more > 0 && ` and ${more} more`}
            <span class="faint">(${count(journeys, 'journey')})</span>
          </li>`;
        })}
      </ul>
      ${rest > 0 && markup`<p class="aside">${count(rest, 'further remark')} in “The run”.</p>`}`
  );
}

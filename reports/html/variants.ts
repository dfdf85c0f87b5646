import type { Fault } from '../../specs/faults.ts';
import type { Generated, RequestEvent } from '../../evidence/history.ts';
import { placeWords } from '../../evidence/variants.ts';
import type { FaultCoverage, VariantCoverage } from '../../checks/coverage-variants.ts';
import { ofVariants } from '../coverage-words.ts';
import { count, shortened } from '../text.ts';
import { markup, type Markup } from './markup.ts';

/** A longer id of a variant is shown by its beginning, in characters. */
const ID_SHOWN = 200;

/** At most so many unusual things of a request are named. */
const EDITS_NAMED = 12;

/** What sort of variant a request is, in two words. */
export function sortOf({ fault, edits }: Generated): string {
  return `${fault ? 'faulty' : edits.length > 0 ? 'unusual' : 'plain'} variant`;
}

/** Where a generated request came from: its id and seed, what is unusual or wrong about it, its twin, and how to send both again. */
export function provenance({ intent }: RequestEvent, generated: Generated): Markup {
  const { id, edits, fault, twin, shrunkFrom } = generated;
  const named = edits.slice(0, EDITS_NAMED).map(({ where, what }) => `${placeWords(where)} (${what})`);
  if (edits.length > named.length) named.push(`${edits.length - named.length} more`);
  const seed = /^[^~]*~(-?\d+)~/.exec(id)?.[1];
  return markup`<dl class="origin">
    ${fact('Variant', code(id))} ${seed !== undefined && fact('Seed', seed)}
    ${fault && fact('Meant to be wrong', `${intent.valid ? fault.kind : intent.because} (${placeWords(fault.where)})`)}
    ${named.length > 0 && fact('Unusual and allowed', named.join('; '))}
    ${twin !== undefined && fact(fault ? 'Twin without the fault' : 'Twin without what is unusual', code(twin))}
    ${shrunkFrom !== undefined && fact('Shrunk from', code(shrunkFrom))}
    ${fact('To send it again', markup`<code>run --only ${shortened(id, ID_SHOWN)}</code>`)}
  </dl>`;
}

function fact(name: string, value: string | Markup): Markup {
  return markup`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

function code(id: string): Markup {
  return markup`<code>${shortened(id, ID_SHOWN)}</code>`;
}

/** The places in the body of a generated request that make it what it is, as JSON paths such as `/sites[0]/name`. */
export function placesIn({ fault, edits }: Generated): readonly string[] {
  return [...(fault ? [fault] : edits)]
    .map(({ where }) => placeWords(where))
    .filter((place) => place.startsWith('body'))
    .map((place) => place.slice('body'.length));
}

/** What was sent of the variants of each operation, how it fared, and what was not sent. */
export function variants(all: readonly VariantCoverage[]): Markup {
  const { faults, places, sent } = ofVariants(all);
  return markup`<h3>
      Request variants
      <span class="numbers">${count(sent, 'request')}; ${faults.seen} of ${faults.within} faults tried, ${places.seen} of ${places.within} places varied</span>
    </h3>
    <table class="seen-table" id="variants-sent">
      <thead>
        <tr>
          <th scope="col">Operation</th>
          ${COLUMNS.map(([name]) => markup`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${all.map(
          (coverage) =>
            markup`<tr>
              <th scope="row">${nameOf(coverage)}</th>
              ${COLUMNS.map(([name, told]) => markup`<td><b class="name">${name}</b> ${told(coverage)}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
    ${all.filter(({ sent: requests }) => requests > 0).map(detail)}`;
}

function nameOf({ method, path, variant }: VariantCoverage): string {
  return `${method.toUpperCase()} ${path}${variant === undefined ? '' : ` ${variant}`}`;
}

const COLUMNS: readonly (readonly [name: string, told: (coverage: VariantCoverage) => string])[] = [
  ['variants', ({ generated }) => String(generated)],
  ['requests', ({ sent, shrunk }) => `${sent}${shrunk > 0 ? `, ${shrunk} of them to find a simpler one` : ''}`],
  [
    'valid',
    ({ valid }) => tally([valid.taken, 'taken'], [valid.refused, 'refused'], [valid.otherwise, 'answered otherwise']),
  ],
  [
    'with a fault',
    ({ faulty }) =>
      tally(
        [faulty.refused, 'refused'],
        [faulty.taken, 'taken'],
        [faulty.failed, 'failed'],
        [faulty.inconclusive, 'inconclusive'],
      ),
  ],
  ['faults tried', ({ faults }) => `${faults.filter(isTried).length} of ${faults.length}`],
  ['places varied', ({ places }) => `${places.filter(({ edits }) => edits.length > 0).length} of ${places.length}`],
];

function tally(...numbers: readonly (readonly [number: number, word: string])[]): string {
  const some = numbers.filter(([number]) => number > 0);
  return some.length === 0 ? 'none' : some.map(([number, word]) => `${number} ${word}`).join(', ');
}

const isTried = ({ state }: FaultCoverage) => state !== 'not-sent' && state !== 'inconclusive';

const STATES: readonly (readonly [state: FaultCoverage['state'], words: string])[] = [
  ['taken', 'Faults that were taken'],
  ['failed', 'Faults that brought a fault of the supplier, or no answer'],
  ['refused', 'Faults that were refused'],
  ['inconclusive', 'Faults that prove nothing, as the same request without them was not taken'],
  ['not-sent', 'Faults that were not sent'],
];

function detail(coverage: VariantCoverage): Markup {
  const varied = coverage.places.filter(({ edits }) => edits.length > 0);
  const left = coverage.places.filter(({ edits }) => edits.length === 0);
  return markup`<details class="more">
    <summary>${nameOf(coverage)}: what was varied and broken, and what was not</summary>
    <dl class="seen-steps plain">
      ${STATES.map(([state, words]) => {
        const faults = coverage.faults.filter((fault) => fault.state === state);
        return faults.length > 0 && row(`${words} (${faults.length})`, byKind(faults));
      })}
      ${
        varied.length > 0 &&
        row(
          `Places that were varied (${varied.length})`,
          varied.map(({ where, edits }) => `${placeWords(where)}: ${edits.join(', ')}`),
        )
      }
      ${left.length > 0 && row(`Places that were left as they are (${left.length})`, [left.map(({ where }) => placeWords(where)).join(', ')])}
    </dl>
  </details>`;
}

function row(name: string, lines: readonly string[]): Markup {
  return markup`<div>
    <dt>${name}</dt>
    <dd>${lines.map((line) => markup`<p>${line}</p>`)}</dd>
  </div>`;
}

/** Faults of one kind in a line, with their places. */
function byKind(faults: readonly Fault[]): readonly string[] {
  return [...new Set(faults.map(({ kind }) => kind))].map((kind) => {
    const places = faults.filter((fault) => fault.kind === kind).map(({ where }) => placeWords(where));
    return `${kind}: ${places.join(', ')}`;
  });
}

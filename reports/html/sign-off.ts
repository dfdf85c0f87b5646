import { neededWaivers } from '../waiver-words.ts';
import type { ReportInput } from '../input.ts';
import { markup, type Markup } from './markup.ts';

/** Who signs. */
const PARTIES = ['For the supplier', 'For the Fibre Cafe'] as const;

const COLUMNS = ['Name', 'Role', 'Signature', 'Date'] as const;

/** Where to decide and to sign, on paper: a printed report is filled in by hand. */
export function signOff({ results }: ReportInput): Markup {
  const choices = [
    'may go live',
    ...(neededWaivers(results).length > 0 ? ['may go live, with the waivers listed above accepted'] : []),
    'may not go live yet',
  ];
  return markup`<section class="sign-off" aria-labelledby="sign-off-title">
    <h2 id="sign-off-title">Sign-off, for the features above and no others</h2>
    <p class="choices">
      The supplier: ${choices.map((choice) => markup`<span class="choice"><span class="box" aria-hidden="true"></span> ${choice}</span>`)}
    </p>
    <table class="signatures">
      <thead>
        <tr><td></td>${COLUMNS.map((column) => markup`<th scope="col">${column}</th>`)}</tr>
      </thead>
      <tbody>
        ${PARTIES.map((party) => markup`<tr><th scope="row">${party}</th>${COLUMNS.map((column) => markup`<td><span class="label" aria-hidden="true">${column}</span></td>`)}</tr>`)}
      </tbody>
    </table>
  </section>`;
}

import type { RequestEvent } from '../../evidence/history.ts';
import { replay, type Replay } from '../curl.ts';
import type { groundsOf, UsedUp } from '../used-up.ts';
import { markup, type Markup } from './markup.ts';

/** Which request brought about what another names. */
export type Grounds = ReturnType<typeof groundsOf>;

/** A longer curl line helps nobody; in characters. */
const CURL_SHOWN = 24_000;

/** How to send a request again from a shell; where it names what may be used up, with how to have another first. */
export function curl(request: RequestEvent, grounds: Grounds): Markup {
  const again = replay(request);
  const line = lineOf(again);
  if (line === undefined) {
    return markup`<p class="aside">
      ${'impossible' in again ? again.impossible : `The curl line is too long to be shown; the journal has the request as event ${request.seq}.`}
    </p>`;
  }
  const { names, secrets } = again as Extract<Replay, { readonly line: string }>;
  return markup`${names.length > 0 && anew(names, grounds(names))}${wire('Send it again', line, secrets)}`;
}

/** How to have another of what a request names: by the request that brought it about, and by what the supplier then calls it. */
function anew(names: readonly UsedUp[], ground: RequestEvent | undefined): Markup {
  const numbered = names.find(({ variable }) => variable === 'ORDER' || variable === 'PROBLEM')?.variable;
  const again = ground && replay(ground, numbered ?? 'NUMBER');
  const line = again && lineOf(again);
  if (!again || 'impossible' in again || line === undefined) return aside('This request', names);
  const told = names.filter(({ variable }) => variable !== numbered);
  return markup`${again.names.length > 0 && aside('What this request names was had by one that', again.names)}
    ${wire('First bring about another', line, again.secrets)}
    ${told.length > 0 && aside('Then wait until the supplier has taken it on. This request', told)}`;
}

function aside(which: string, names: readonly UsedUp[]): Markup {
  const listed = names.map(
    ({ variable, value }, index) => markup`${index > 0 && ' and '}${value} (set <code>${variable}</code>)`,
  );
  return markup`<p class="aside">${which} names ${listed}, which the run may have used up: name another.</p>`;
}

function wire(title: string, line: string, secrets: readonly string[]): Markup {
  const first =
    secrets.length > 0 &&
    markup` <span class="faint">set ${secrets.map((name, index) => markup`${index > 0 && ', '}<code>${name}</code>`)} first</span>`;
  return markup`<section class="wire curl">
    <p class="wire-title">${title}${first}</p>
    <pre class="code"><code>${line}</code></pre>
  </section>`;
}

function lineOf(again: Replay): string | undefined {
  return 'line' in again && again.line.length <= CURL_SHOWN ? again.line : undefined;
}

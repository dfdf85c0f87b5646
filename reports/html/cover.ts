import { FEATURES } from '../../specs/requirement.ts';
import { isExcused, type Summary } from '../../checks/verdict.ts';
import { headline, SEALS, totals } from '../headline.ts';
import type { ReportInput } from '../input.ts';
import { markOf, SIGNS, WEIGHT, type Chapter, type Entry } from '../ledger.ts';
import type { Obstacle } from '../obstacles.ts';
import { count, duration, moment, shortened } from '../text.ts';
import type { Chronicle } from './chronicle.ts';
import { markup, type Markup } from './markup.ts';
import { firstOf } from './obstacles.ts';
import { feltByRetailers } from './retailers.ts';
import { findingsAnchor, meanings, sign } from './signs.ts';
import { signOff } from './sign-off.ts';
import { leftOver, notTried, showsNoCredentials } from './untried.ts';
import { excusedList, outOfDate } from './waivers.ts';

/** A longer name or address is told by its beginning, in characters. */
const LONGEST_NAME = 300;

/**
 * The first page, for whoever signs off: who was tested, the decision, the totals, what to fix first, what was not tried, what
 * somebody answers for, what was left behind, what exactly this is about, and where to sign.
 */
export function cover(
  input: ReportInput,
  chapters: readonly Chapter[],
  obstacles: readonly Obstacle[],
  chronicle: Chronicle,
): Markup {
  const { results } = input;
  const { tone, title, answer, because } = headline(results, chapters);
  const excused = chapters.flatMap(({ entries }) => entries.filter(({ verdicts }) => verdicts.some(isExcused)));
  const elapsed = Date.parse(results.finishedAt) - Date.parse(results.startedAt);
  return markup`<header class="cover" id="summary">
    <p class="eyebrow">Supplier conformance report for the Fibre Cafe</p>
    <h1>${shortened(results.supplier.name, LONGEST_NAME)}</h1>
    <p class="base">${shortened(results.supplier.baseUrl, LONGEST_NAME)}</p>
    <p class="brief">
      Tenant ${shortened(results.profile.tenant, LONGEST_NAME)}, ${moment(results.startedAt)},
      ${duration(elapsed)}${results.interrupted && ', interrupted'}
    </p>
    <div class="decision ${tone}">
      <span class="seal" aria-hidden="true">${SEALS[tone]}</span>
      <div>
        <p class="title">${title}</p>
        <p><b>${answer}</b> ${because}</p>
        ${showsNoCredentials(input.run) && markup`<p>It was tested without credentials: whether it turns away who shows none is not known.</p>`}
      </div>
    </div>
    ${tally(results.summary, results.verdicts.length, chapters)} ${firstOf(obstacles, results)} ${feltByRetailers(chronicle)} ${noticed(chapters, obstacles.length > 0)} ${excusedList(excused)}
    ${outOfDate(results)}
    <div class="beside">${notTried(input, chapters)} ${leftOver(results)}</div>
    ${facts(input)} ${signOff(input)}
    <p class="paper-only aside">
      On paper, this report leaves out the messages and the course of each order: they are in its file, and in the journal
      by the event numbers given here.
    </p>
  </header>`;
}

/** How many warnings the cover names, and how much of what was seen it quotes, in characters. */
const WARNINGS_NAMED = 3;
const QUOTED = 90;

/** What was warned of, the first of it by name: whoever signs on paper has nothing to open. Beside what is in the way it is told in short. */
function noticed(chapters: readonly Chapter[], isBlocked: boolean): Markup | false {
  const warned = chapters.flatMap(({ entries }) => entries).filter(({ mark }) => mark === 'warned');
  const named = warned.slice(0, warned.length === WARNINGS_NAMED + 1 ? warned.length : WARNINGS_NAMED);
  const unnamed = warned.length - named.length;
  const link = ({ requirement: { id } }: Entry) => markup`<a class="id" href="#${findingsAnchor(id)}">${id}</a>`;
  if (isBlocked && warned.length > 0)
    return markup`<p class="felt">
      <b>${count(warned.length, 'warning')}</b>, not in the way:
      ${named.map((entry, index) => markup`${index > 0 && ', '}${link(entry)}`)}${unnamed > 0 && markup` and <a href="#warned">${unnamed} more</a><span class="paper-only">, under “Warnings”</span>`}
    </p>`;
  return (
    warned.length > 0 &&
    markup`<section class="noticed" aria-labelledby="noticed-title">
      <h2 id="noticed-title">${warned.length === 1 ? 'A warning' : `${warned.length} warnings`}, not in the way</h2>
      <ul class="points">
        ${named.map((entry) => {
          const found = entry.verdicts
            .filter((verdict) => markOf(verdict) === 'warned')
            .flatMap(({ violations }) => violations);
          return markup`<li>
            ${link(entry)} ${entry.requirement.sentence}
            ${found[0] && markup`<span class="faint">Expected ${shortened(found[0].expected, QUOTED)}; seen ${shortened(found[0].actual, QUOTED)}${found.length > 1 && `, and ${found.length - 1} more`}.</span>`}
          </li>`;
        })}
        ${unnamed > 0 && markup`<li><a href="#warned">and ${unnamed} more</a><span class="paper-only">, under “Warnings”</span></li>`}
      </ul>
    </section>`
  );
}

function tally(summary: Summary, verdicts: number, chapters: readonly Chapter[]): Markup {
  const shown = totals(summary).filter(({ mark, number }) => number > 0 || mark === 'passed' || mark === 'failed');
  const requirements = chapters.reduce(
    (sum, { entries }) => sum + entries.filter((entry) => entry.verdicts.length > 0).length,
    0,
  );
  let start = 0;
  const bar = shown.map(({ mark, number }) => {
    const width = verdicts === 0 ? 0 : (number / verdicts) * 100;
    const piece =
      width > 0 &&
      markup`<rect class="fill ${mark}" x="${start.toFixed(3)}%" y="0" width="${width.toFixed(3)}%" height="10" />`;
    start += width;
    return piece;
  });
  return markup`<div class="tally">
    <svg class="bar" width="100%" height="10" aria-hidden="true">${bar}</svg>
    <ul class="totals">
      ${shown.map(({ mark, number }) => markup`<li class="${mark}" title="${SIGNS[mark].meaning}"><span class="number">${number}</span> ${sign(mark)}</li>`)}
    </ul>
    <p class="sum">
      ${shown.map(({ number }) => number).join(' + ')} = ${count(verdicts, 'verdict')} on
      ${count(requirements, 'requirement')}. A requirement may have several checks, and one verdict for each operation.
    </p>
    <details class="more screen-only">
      <summary>What these words mean</summary>
      ${meanings(WEIGHT)}
    </details>
  </div>`;
}

/** What exactly was tested, by whom, when and against what. */
function facts(input: ReportInput): Markup {
  const { results, run, chain } = input;
  const { shard, only } = results;
  const { shards } = run.header;
  return markup`<section class="about" aria-labelledby="about-title">
    <h2 id="about-title">What this is about</h2>
    <dl class="facts">
      ${fact('Environment', shortened(results.supplier.baseUrl, LONGEST_NAME))} ${fact('Tenant', shortened(results.profile.tenant, LONGEST_NAME))}
      ${fact('Profile', shortened(results.profile.name, LONGEST_NAME))} ${fact('Started', moment(results.startedAt))}
      ${fact('Finished', `${moment(results.finishedAt)}${results.interrupted ? ', interrupted' : ''}`)}
      ${fact('Traffic', traffic(run.history.map(({ type }) => type)))}
      ${fact('Harness', `${results.harness.name} ${results.harness.version}`)} ${fact('Seed', String(results.seed))}
      ${only && fact('Limited to', shortened(only.join(', '), LONGEST_NAME))}
      ${shard && fact('Shard', `${shard.index} of ${shard.of}`)}
      ${shards && fact('Put together from', count(shards.length, 'shard'))}
      <div class="wide">
        <dt>Features claimed</dt>
        <dd>
          <ul class="features">
            ${FEATURES.map((feature) => results.profile.features.includes(feature) && markup`<li>${feature}</li>`)}
          </ul>
        </dd>
      </div>
      <div class="wide">
        <dt>Contract, with the SHA-256 of each document</dt>
        <dd>${Object.entries(results.contract).map(([file, hash]) => document(file, hash, input))}</dd>
      </div>
      ${
        chain !== undefined &&
        markup`<div class="wide">
          <dt>Fingerprint of the evidence (the last link in the chain of the journal)</dt>
          <dd class="hash">
            <code>${chain}</code>
            <p class="faint screen-only">The journal in a sealed bundle ends with the same. Whether it and this report are as they were made is told by supplier-conformance verify.</p>
          </dd>
        </div>`
      }
    </dl>
  </section>`;
}

/** A contract document; its title and version are told where what is at hand is that very document. */
function document(file: string, hash: string, { contract }: ReportInput): Markup {
  const [name] = Object.entries(contract?.hashes ?? {}).find(([, other]) => other === hash) ?? [];
  const edition = name === undefined ? undefined : contract?.editions[name];
  return markup`<p class="hash">
    <span>${edition && `${shortened(edition.title, LONGEST_NAME)} ${shortened(edition.version, 40)}, `}${shortened(file, LONGEST_NAME)}</span>
    <code>${shortened(hash, 128)}</code>
  </p>`;
}

function fact(name: string, value: string): Markup {
  return markup`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

function traffic(types: readonly string[]): string {
  const number = (type: string) => types.filter((candidate) => candidate === type).length;
  return `${count(number('request'), 'request')} sent, ${number('inbound')} received`;
}

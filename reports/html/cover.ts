import { FEATURES } from '../../specs/requirement.ts';
import { isExcused, type Summary } from '../../checks/verdict.ts';
import type { ReportInput } from '../input.ts';
import { headline, SEALS, standingInTheWay, totals } from '../headline.ts';
import { SIGNS, type Chapter, type Entry } from '../ledger.ts';
import { count, duration, moment } from '../text.ts';
import { markup, type Markup } from './markup.ts';
import { findingsAnchor, sign, untriedAnchor } from './signs.ts';
import { excusedList, outOfDate } from './waivers.ts';

/** The first page: who was tested, the decision, the totals, what stands in the way. */
export function cover(input: ReportInput, chapters: readonly Chapter[]): Markup {
  const { results, run } = input;
  const { tone, title, because } = headline(results, chapters);
  const blocking = standingInTheWay(chapters);
  const excused = chapters.flatMap(({ entries }) => entries.filter(({ verdicts }) => verdicts.some(isExcused)));
  const elapsed = Date.parse(results.finishedAt) - Date.parse(results.startedAt);
  return markup`<header class="cover" id="summary">
    <p class="eyebrow">Supplier conformance report</p>
    <h1>${results.supplier.name}</h1>
    <p class="base">${results.supplier.baseUrl}</p>
    <p class="brief">
      Tenant ${results.profile.tenant}, ${moment(results.startedAt)},
      ${duration(elapsed)}${results.interrupted && ', interrupted'}
    </p>
    <div class="decision ${tone}">
      <span class="seal" aria-hidden="true">${SEALS[tone]}</span>
      <div>
        <p class="title">${title}</p>
        <p>${because}</p>
      </div>
    </div>
    ${tally(results.summary, results.verdicts.length, chapters)} ${blocking.length > 0 && inTheWayList(blocking)}
    ${excusedList(excused)} ${outOfDate(results)}
    <dl class="facts">
      ${fact('Profile', results.profile.name)} ${fact('Tenant', results.profile.tenant)}
      ${fact('Started', moment(results.startedAt))}
      ${fact('Finished', `${moment(results.finishedAt)}${results.interrupted ? ', interrupted' : ''}`)}
      ${fact('Traffic', traffic(run.history.map(({ type }) => type)))}
      ${fact('Harness', `${results.harness.name} ${results.harness.version}`)} ${fact('Seed', String(results.seed))}
      <div class="wide">
        <dt>Features claimed</dt>
        <dd>
          <ul class="features">
            ${FEATURES.map((feature) => {
              const isClaimed = results.profile.features.includes(feature);
              return isClaimed && markup`<li>${feature}</li>`;
            })}
          </ul>
          ${unclaimed(results.profile.features)}
        </dd>
      </div>
      <div class="wide">
        <dt>Contract, SHA-256</dt>
        <dd>
          ${Object.entries(results.contract).map(([file, hash]) => markup`<p class="hash"><span>${file}</span> <code>${hash}</code></p>`)}
        </dd>
      </div>
    </dl>
  </header>`;
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
  </div>`;
}

function inTheWayList(blocking: readonly Entry[]): Markup {
  return markup`<section class="way" id="in-the-way" aria-labelledby="in-the-way-title">
    <h2 id="in-the-way-title">What stands in the way</h2>
    <ol>
      ${blocking.map(({ mark, requirement }) => {
        const anchor = mark === 'not-exercised' ? untriedAnchor(requirement.id) : findingsAnchor(requirement.id);
        return markup`<li>
          ${sign(mark)} <a href="#${anchor}">${requirement.id}</a> <span>${requirement.sentence}</span>
        </li>`;
      })}
    </ol>
  </section>`;
}

function fact(name: string, value: string): Markup {
  return markup`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

function unclaimed(features: readonly string[]): Markup | false {
  const missing = FEATURES.filter((feature) => !features.includes(feature));
  return missing.length > 0 && markup`<p class="faint">Not claimed, so not judged: ${missing.join(', ')}.</p>`;
}

function traffic(types: readonly string[]): string {
  const number = (type: string) => types.filter((candidate) => candidate === type).length;
  return `${count(number('request'), 'request')} sent, ${number('inbound')} received`;
}

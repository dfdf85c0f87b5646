import { totals } from '../reports/headline.ts';
import { SIGNS } from '../reports/ledger.ts';
import { BOLD, penOf, type Look } from '../reports/pen.ts';
import { count, duration, moment } from '../reports/text.ts';
import type { Finding } from './finding.ts';
import { oneLine } from './one-line.ts';
import type { Verification } from './verify.ts';

const SIGN: Readonly<Record<Finding['state'], string>> = { well: '✓', note: '!', open: '?', wrong: '✕' };
const COLOUR: Readonly<Record<Finding['state'], number>> = { well: 32, note: 33, open: 36, wrong: 31 };

const DECISIONS = {
  certifiable: 'certifiable',
  'certifiable-with-waivers': 'certifiable with waivers: whoever signs off decides whether to accept them',
  'not-certifiable': 'not certifiable',
} as const;

/** What was found in a bundle, for whoever decides on it: what was looked at, a line each, what was sealed, and the outcome. */
export function verificationText(bundle: string, { outcome, findings, manifest }: Verification, look: Look): string {
  const pen = penOf(look);
  const width = Math.max(...findings.map(({ about }) => about.length)) + 1;
  const lines = findings.flatMap(({ about, state, text }) =>
    pen.item(0, `${SIGN[state]} ${about.padEnd(width)}`, text, ...(state === 'well' ? [] : [COLOUR[state]])),
  );
  const fact = (name: string, text: string) => pen.item(2, name.padEnd(13), oneLine(text));
  return [
    ...pen.item(0, '', `Sealed evidence: ${bundle}`, BOLD),
    ...lines,
    ...(manifest
      ? ['', pen.paint(outcome === 'wrong' ? 'What it claims' : 'What was sealed', BOLD), ...facts(manifest, fact)]
      : []),
    '',
    ...pen.item(
      0,
      `${{ verified: '✓', open: '?', wrong: '✕' }[outcome]} `,
      closingWords({ outcome, findings, ...(manifest ? { manifest } : {}) }),
      BOLD,
    ),
  ].join('\n');
}

function facts(
  { run, journal, shards, decision, summary, waivers, key, sealedAt, harness }: NonNullable<Verification['manifest']>,
  fact: (name: string, text: string) => readonly string[],
): readonly string[] {
  const all = totals(summary);
  const told = all.filter(({ mark, number }) => number > 0 || mark === 'passed' || mark === 'failed');
  const sum = all.reduce((total, { number }) => total + number, 0);
  return [
    ...fact('Supplier', `${run.supplier.name} at ${run.supplier.baseUrl}`),
    ...fact('Decision', DECISIONS[decision]),
    ...fact(
      'Totals',
      `${told.map(({ mark, number }) => `${number} ${SIGNS[mark].word}`).join(' + ')} = ${count(sum, 'verdict')}${waivers > 0 ? `; ${count(waivers, 'waiver')}` : ''}`,
    ),
    ...fact(
      'Period',
      `${moment(run.startedAt)} to ${moment(run.finishedAt)}, by the clock of the machine that recorded it${run.interrupted ? '; interrupted' : ''}`,
    ),
    ...(run.only ? fact('Limited to', run.only.join(', ')) : []),
    ...(run.shard ? fact('Part', `shard ${run.shard.index} of ${run.shard.of} only`) : []),
    ...fact('Profile', `${run.profile.name}, tenant ${run.profile.tenant}, seed ${run.seed}`),
    ...fact(
      'Patience',
      `${duration(run.profile.pace.request)} for an answer, ${duration(run.profile.pace.acknowledge)} for the first KCI, ${duration(run.profile.pace.outcome)} for an outcome, ${duration(run.profile.pace.quiet)} for what should not come`,
    ),
    ...fact('Features', run.profile.features.join(', ')),
    ...fact('Evidence', `${count(journal.events, 'event')}${shards ? `, of ${shards.length} shards` : ''}`),
    ...fact('Harness', `${run.harness.name} ${run.harness.version}; sealed with ${harness.version}`),
    ...fact('Sealed', `${moment(sealedAt)}, by the clock of the machine that sealed it`),
    ...fact('Key', key.fingerprint),
  ];
}

/** What it comes to; a bundle may well be sound and tell of a run that failed. */
function closingWords({ outcome, findings, manifest }: Verification): string {
  const matters = (wanted: Finding['state']) =>
    [...new Set(findings.filter(({ state }) => state === wanted).map(({ about }) => about.toLowerCase()))].join(', ');
  const decision = manifest ? `The run is ${DECISIONS[manifest.decision]}.` : '';
  switch (outcome) {
    case 'verified':
      return `Verified: nothing was changed since it was sealed with this key, and its verdicts follow from its evidence. ${decision}`;
    case 'open':
      return `Not verified: nothing was found wrong, but not everything could be checked (${matters('open')}). Do first what it says at each ? above. Of itself the bundle says: ${decision}`;
    case 'wrong':
      return `Does not verify: ${matters('wrong')}. What is marked with ✕ was changed after it was sealed, was sealed by somebody else, or does not follow from the evidence. Do not accept it.`;
  }
}

/** What was found in a bundle, for programs; characters that a terminal would obey or hide stand in it by their numbers. */
export function verificationJson(verification: Verification): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(verification, undefined, 2).replace(/[^\P{C}\n]|\p{Zl}|\p{Zp}/gu, (character) =>
    character.split('').map(escaped).join(''),
  );
}

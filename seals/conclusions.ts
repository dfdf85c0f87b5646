import { thrownWords } from '../specs/thrown.ts';
import { ContractError } from '../specs/contract.ts';
import { isWaiver, subjectOf, type Waiver } from '../specs/waiver.ts';
import type { RecordedRun } from '../evidence/journal.ts';
import type { Results } from '../reports/results.ts';
import { count } from '../reports/text.ts';
import { bodiesOf, type Documents } from './bundle.ts';
import type { Members } from './container.ts';
import { contractFindings } from './contracts.ts';
import { differenceOf, textDifference, verdictDifferences } from './differences.ts';
import { bodyIn, type SealedEvidence } from './evidence.ts';
import { foundOf, someOf, wrong, type Finding } from './finding.ts';
import { isPacked } from './gzip.ts';
import { factsOf, manifestBytes, MANIFEST, type Facts, type Manifest } from './manifest.ts';
import { concludedBy, otherReports, otherVerdicts } from './versions.ts';

/** What judging a bundle again needs of it. */
export interface Evidence {
  readonly run: RecordedRun;
  /** The link of the last line of its journal. */
  readonly chain: string;
  /** The known failures that were waived. */
  readonly waivers: readonly Waiver[];
  readonly documents: Documents;
}

/** What judging gives. */
export interface Conclusions {
  readonly results: Results;
  /** All reports by file name, that of the results included. */
  readonly reports: Readonly<Record<string, string>>;
  /** The contract documents of the run that were not at hand as they were. */
  readonly changed: readonly string[];
}

/** Judges a recorded run again. */
export type JudgeAgain = (evidence: Evidence) => Promise<Conclusions>;

/** What judging a bundle again takes beside it. */
export interface Judging {
  /** This harness. */
  readonly harness: Manifest['harness'];
  readonly judgeAgain: JudgeAgain;
  /** The contract documents that may take the place of the harness's own, by their SHA-256. */
  readonly accepted?: ReadonlySet<string>;
}

/** The waivers that results were judged with, as they were given. */
export function waiversIn({ waivers = [] }: Pick<Results, 'waivers'>): readonly Waiver[] {
  return waivers.map((judged) => {
    const { state: _, covers: __, problem: ___, ...waiver } = judged;
    return waiver;
  });
}

/**
 * Judges the evidence in a bundle again and sees whether all that the bundle concludes follows from it.
 * @throws ContractError when this harness has no contract documents of its own to judge by.
 */
export async function conclusionsOf(
  evidence: SealedEvidence,
  members: Members,
  manifest: Manifest,
  { harness, judgeAgain, accepted = new Set() }: Judging,
): Promise<readonly Finding[]> {
  const { journal, shards, documents } = evidence;
  const read = resultsIn(members, manifest);
  const given = typeof read === 'string' ? undefined : read;
  const unread = typeof read === 'string' ? [wrong('Verdicts', read)] : [];
  if (!journal) {
    return [...unread, { about: 'Verdicts', state: 'open', text: 'they cannot be judged again without the evidence' }];
  }
  const { header, history, chain } = journal;
  const waivers = given ? waiversIn(given) : (header.waivers ?? []);
  try {
    const judged = await judgeAgain({ run: { header, history }, chain, waivers, documents });
    const facts = asJson(factsOf(judged.results, journal, shards));
    const isSame = manifest.harness.name === harness.name && manifest.harness.version === harness.version;
    const versions = { sealer: manifest.harness.version, own: harness.version };
    const concluded = isSame
      ? [
          ...(given ? verdictFindings(given, asJson(judged.results)) : []),
          ...waiverFindings(waivers, header.waivers ?? []),
          ...factFindings(members, manifest, facts),
          ...reportFindings(members, manifest, bodiesOf({ ...judged, journal, shards, documents })),
        ]
      : [
          ...(given ? otherVerdicts(given, asJson(judged.results), versions) : []),
          ...waiverFindings(waivers, header.waivers ?? []),
          ...factFindings(members, manifest, given ? { ...facts, ...concludedBy(given) } : facts),
          otherReports(versions),
        ];
    return [...contractFindings({ header, documents, changed: judged.changed, accepted }), ...unread, ...concluded];
  } catch (error) {
    if (error instanceof ContractError && Object.keys(documents).length === 0 && !header.contractFiles) throw error;
    // The evidence may have been made up by anybody: whatever judging it trips over is found, and no fault of the harness.
    const why = thrownWords(error);
    return [...unread, wrong('Verdicts', `the evidence cannot be judged again: ${why}`)];
  }
}

/** The results in a bundle, or what is wrong with them. */
function resultsIn(members: Members, manifest: Manifest): Results | string {
  const body = bodyIn(members, manifest, 'results.json');
  if (!body) return 'results.json is missing';
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (error) {
    return `results.json is not JSON (${thrownWords(error)})`;
  }
  const { verdicts, waivers = [] } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Results>;
  const isList = (list: unknown) =>
    Array.isArray(list) && list.every((item) => typeof item === 'object' && item !== null);
  if (!isList(verdicts) || !isList(waivers)) return 'results.json holds no results of a run';
  return waiversIn({ waivers }).every(isWaiver)
    ? (value as Results)
    : 'results.json has a waiver such as no list of known failures may hold';
}

function verdictFindings(sealed: Results, judged: Results): readonly Finding[] {
  const { verdicts, ...said } = sealed;
  const { verdicts: found, ...given } = judged;
  const rest = differenceOf(said, given);
  return foundOf(
    'Verdicts',
    [
      ...verdictDifferences(verdicts, found, true),
      ...(rest
        ? [`results.json at ${rest.place} says ${rest.sealed}, and judging the evidence gives ${rest.found}`]
        : []),
    ],
    `${count(verdicts.length, 'verdict')}, judged again from the evidence, ${verdicts.length === 1 ? 'is' : 'are'} the same`,
  );
}

function waiverFindings(waivers: readonly Waiver[], ofRun: readonly Waiver[]): readonly Finding[] {
  if (waivers.length === 0 && ofRun.length === 0) return [];
  const whose =
    differenceOf(waivers, ofRun) === undefined
      ? 'known to the run'
      : `chosen after the run, which knew of ${ofRun.length}`;
  const named = someOf(waivers.map((waiver) => `${subjectOf(waiver)} (${waiver.owner}, until ${waiver.expires})`));
  const what = waivers.length === 0 ? 'none' : count(waivers.length, 'waiver');
  const text = `${what}, ${whose}${named.length > 0 ? `: ${named.join(', ')}` : ''}`;
  return [{ about: 'Waivers', state: 'note', text }];
}

function factFindings(members: Members, manifest: Manifest, facts: Facts): readonly Finding[] {
  const { run, journal, shards, decision, summary, waivers } = manifest;
  const told: Facts = { run, journal, ...(shards ? { shards } : {}), decision, summary, waivers };
  const difference = differenceOf(told, facts);
  const layout = textDifference(
    Buffer.from(members.get(MANIFEST) ?? []).toString('utf8'),
    manifestBytes(manifest).toString('utf8'),
  );
  return foundOf(
    'Manifest',
    [
      ...(difference
        ? [`at ${difference.place} it says ${difference.sealed}, and the evidence gives ${difference.found}`]
        : []),
      ...(layout
        ? [
            `at line ${layout.line}, column ${layout.column} it is not laid out as seal writes it, so that another reader may read something else`,
          ]
        : []),
    ],
    'what it tells of the run follows from the evidence',
  );
}

/**
 * How the files in a bundle differ from those that seal makes of the same evidence. Reports are drawn by pure functions: the same
 * version draws the same bytes, and anything else was not drawn by it.
 */
function reportFindings(members: Members, manifest: Manifest, due: ReadonlyMap<string, Buffer>): readonly Finding[] {
  const names = Object.keys(manifest.files);
  const astray = [...due].flatMap(([member, body]) => {
    const name = isPacked(member) ? member.slice(0, -'.gz'.length) : member;
    const found = bodyIn(members, manifest, member);
    if (!found) return [`${name} is missing`];
    if (found.equals(body)) return [];
    const difference = textDifference(found.toString('utf8'), body.toString('utf8'));
    return [
      difference
        ? `${name} at line ${difference.line}, column ${difference.column} is not what follows from the evidence`
        : `${name} holds bytes that are no text`,
    ];
  });
  const strange = names.filter((name) => !due.has(name)).map((name) => `${name} is nothing that a run leaves`);
  const isInOrder = [...due.keys()].every((name, index) => name === names[index]);
  const all = [...astray, ...strange];
  return foundOf(
    'Reports',
    all.length === 0 && !isInOrder ? ['they are not in the order in which seal puts them'] : all,
    `${[...due.keys()].join(', ')} are what this harness makes of the evidence, byte for byte`,
  );
}

function asJson<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

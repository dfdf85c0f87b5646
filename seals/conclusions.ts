import type { Waiver } from '../specs/waiver.ts';
import type { RecordedRun } from '../evidence/journal.ts';
import type { Results } from '../reports/results.ts';
import { count } from '../reports/text.ts';
import { JOURNAL, reportMember, shardMember, type Documents } from './bundle.ts';
import type { Members } from './container.ts';
import { differenceOf, textDifference, verdictDifferences } from './differences.ts';
import { bodyIn, type SealedEvidence } from './evidence.ts';
import { foundOf, type Finding } from './finding.ts';
import { factsOf, sha256, type Facts, type Manifest } from './manifest.ts';

/** What judging a bundle again needs of it. */
export interface Evidence {
  readonly run: RecordedRun;
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

/** Judges the evidence in a bundle again and sees whether all that the bundle concludes follows from it. */
export async function conclusionsOf(
  { journal, shards, documents }: SealedEvidence,
  members: Members,
  manifest: Manifest,
  { harness, judgeAgain, accepted = new Set() }: Judging,
): Promise<readonly Finding[]> {
  const results = resultsIn(members, manifest);
  const unread: readonly Finding[] =
    typeof results === 'string' ? [{ about: 'Verdicts', state: 'wrong', text: results }] : [];
  if (!journal) {
    return [...unread, { about: 'Verdicts', state: 'open', text: 'they cannot be judged again without the evidence' }];
  }
  const { header, history } = journal;
  const given = typeof results === 'string' ? undefined : results;
  const waivers = given ? waiversIn(given) : (header.waivers ?? []);
  let judged: Conclusions;
  try {
    judged = await judgeAgain({ run: { header, history }, waivers, documents });
  } catch (error) {
    // The evidence may have been made up by anybody: whatever judging it trips over is found, and no fault of the harness.
    const why = error instanceof Error ? error.message : String(error);
    return [...unread, { about: 'Verdicts', state: 'wrong', text: `the evidence cannot be judged again: ${why}` }];
  }
  const isSame = manifest.harness.name === harness.name && manifest.harness.version === harness.version;
  const facts = factsOf(judged.results, journal, shards);
  return [
    ...contractFindings(journal.header.contract, documents, judged.changed, accepted),
    ...unread,
    ...(given ? verdictFindings(given, judged.results, isSame) : []),
    ...waiverFindings(waivers, header.waivers ?? []),
    ...factFindings(manifest, asJson(facts)),
    ...(isSame ? reportFindings(members, manifest, judged) : [otherVersion(manifest, harness)]),
  ];
}

/** The results in a bundle, or what is wrong with them. */
function resultsIn(members: Members, manifest: Manifest): Results | string {
  const body = bodyIn(members, manifest, 'results.json');
  if (!body) return 'results.json is missing';
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (error) {
    return `results.json is not JSON (${error instanceof Error ? error.message : String(error)})`;
  }
  const { verdicts, waivers = [] } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Results>;
  const isList = (list: unknown) =>
    Array.isArray(list) && list.every((item) => typeof item === 'object' && item !== null);
  return isList(verdicts) && isList(waivers) ? (value as Results) : 'results.json holds no results of a run';
}

function contractFindings(
  contract: Readonly<Record<string, string>>,
  documents: Documents,
  changed: readonly string[],
  accepted: ReadonlySet<string>,
): readonly Finding[] {
  const about = 'Contract';
  const own = Object.values(documents).flatMap((files) =>
    Object.entries(files).map(([path, body]) => ({ path, hash: sha256(body) })),
  );
  const strange = own.filter(({ hash }) => !accepted.has(hash)).map(({ path, hash }) => `${path} (SHA-256 ${hash})`);
  const found: Finding[] = [];
  if (strange.length > 0) {
    found.push({
      about,
      state: 'open',
      text: `judged by documents that the supplier gave in place of those of this harness, which may ask for less: ${strange.join(', ')}; if they are yours, say so by --contract with your files`,
    });
  }
  if (changed.length > 0) {
    found.push({
      about,
      state: 'open',
      text: `this harness has another ${changed.join(' and ')} than the run was judged by; verdicts may differ for that`,
    });
  }
  if (found.length > 0) return found;
  const whose = own.length === 0 ? 'of this harness' : 'that were accepted, else of this harness';
  return [{ about, state: 'well', text: `${Object.keys(contract).join(' and ')} are those ${whose}` }];
}

function verdictFindings(sealed: Results, judged: Results, isSame: boolean): readonly Finding[] {
  const found = asJson(judged);
  const wrong = verdictDifferences(sealed.verdicts, found.verdicts, isSame);
  const { verdicts: _, ...said } = sealed;
  const { verdicts: __, ...given } = found;
  const { certifiable, decision, summary } = given;
  const rest = isSame
    ? differenceOf(said, given)
    : differenceOf(
        { certifiable: said.certifiable, decision: said.decision, summary: said.summary },
        { certifiable, decision, summary },
      );
  const well = `${count(sealed.verdicts.length, 'verdict')}, judged again from the evidence, ${sealed.verdicts.length === 1 ? 'is' : 'are'} the same`;
  return foundOf(
    'Verdicts',
    [
      ...wrong,
      ...(rest
        ? [`results.json at ${rest.place} says ${rest.sealed}, and judging the evidence gives ${rest.found}`]
        : []),
    ],
    well,
  );
}

function waiverFindings(waivers: readonly Waiver[], ofRun: readonly Waiver[]): readonly Finding[] {
  if (waivers.length === 0 && ofRun.length === 0) return [];
  const text =
    differenceOf(waivers, ofRun) === undefined
      ? `${count(waivers.length, 'known failure')} waived, as the run knew them`
      : `${count(waivers.length, 'known failure')} waived; they were chosen after the run, which knew of ${ofRun.length}`;
  return [{ about: 'Waivers', state: 'note', text }];
}

function factFindings(manifest: Manifest, facts: Facts): readonly Finding[] {
  const { run, journal, shards, decision, summary, waivers } = manifest;
  const told: Facts = { run, journal, ...(shards ? { shards } : {}), decision, summary, waivers };
  const difference = differenceOf(told, facts);
  return foundOf(
    'Manifest',
    difference
      ? [`at ${difference.place} it says ${difference.sealed}, and the evidence gives ${difference.found}`]
      : [],
    'what it tells of the run follows from the evidence',
  );
}

/** Reports are drawn by pure functions: the same version draws the same bytes, and anything else was not drawn by it. */
function reportFindings(members: Members, manifest: Manifest, { reports }: Conclusions): readonly Finding[] {
  const names = Object.keys(reports);
  const wrong = names.flatMap((name) => {
    const body = bodyIn(members, manifest, reportMember(name));
    const difference = textDifference(body?.toString('utf8') ?? '', reports[name] ?? '');
    if (!body) return [`${name} is missing`];
    if (difference) {
      return [`${name} at line ${difference.line}, column ${difference.column} is not what follows from the evidence`];
    }
    return body.equals(Buffer.from(reports[name] ?? '')) ? [] : [`${name} holds bytes that are no text`];
  });
  const known = new Set<string>([
    ...names.map(reportMember),
    JOURNAL,
    ...(manifest.shards ?? []).map((_, index) => shardMember(index + 1)),
    ...Object.values(manifest.documents ?? {}).flatMap((members) => Object.values(members)),
  ]);
  const strange = Object.keys(manifest.files).filter((name) => !known.has(name));
  return foundOf(
    'Reports',
    [...wrong, ...strange.map((name) => `${name} is nothing that a run leaves`)],
    `${names.join(', ')} are what this harness draws of the evidence, byte for byte`,
  );
}

function otherVersion({ harness: sealer }: Manifest, harness: Manifest['harness']): Finding {
  return {
    about: 'Reports',
    state: 'open',
    text: `sealed with ${sealer.name} ${sealer.version}, and this is ${harness.version}: only the outcomes of verdicts were compared; verify with ${sealer.version} to have their wording and the reports checked`,
  };
}

function asJson<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

import { createHash } from 'node:crypto';
import type { Invocation, Location, Log, Notification, ReportingDescriptor, Result, Run } from 'sarif';
import { severity, type Requirement } from '../specs/requirement.ts';
import { blocks, type Verdict } from '../checks/verdict.ts';
import { exitCode } from './exit-code.ts';
import type { ReportInput } from './input.ts';
import { STANDING_WORDS } from './ledger.ts';
import { interruptionWords, type Results } from './results.ts';
import { shortened, visible } from './text.ts';
import { answersFor, waiverProblems, waiverWords } from './waiver-words.ts';

/** How many places a finding points at; the report has all. */
const PLACES_TOLD = 50;

/** How much of what was expected or seen is told, in characters. */
const SEEN_TOLD = 1_000;

/** How much of a name becomes part of the name of the run, in characters. */
const NAME_TOLD = 100;

/** The name of the file that findings point into: event N of a journal is its line N + 1, after the header. */
const JOURNAL = 'journal.ndjson';

/**
 * The findings of a run as SARIF 2.1.0, for the pages that show them from run to run. A rule is a requirement, a result what one
 * check found (of one operation): an error where it binds, a warning where it does not, and a note where what binds was not
 * exercised, could not be judged or is waived. Its fingerprints say the same every night. What is waived is suppressed, and is
 * there.
 */
export function renderSarif(input: ReportInput): string {
  const { requirements, verdicts, results } = input;
  const told = verdicts.filter(isTold);
  const rules = requirements.filter(({ id }) => told.some(({ requirement }) => requirement === id));
  const places = rules.map(({ id }) => id);
  // The format wants suppressions of all results or of none.
  const suppresses = told.some(({ outcome }) => outcome === 'waived');
  const run: Run = {
    tool: {
      driver: {
        name: results.harness.name,
        version: results.harness.version,
        semanticVersion: results.harness.version,
        shortDescription: { text: 'Judges network operators against the Supplier API of the Fibre Cafe.' },
        rules: rules.map(ruleOf),
      },
    },
    automationDetails: {
      id: nameOf(results),
      description: { text: plain(`Conformance of ${results.supplier.name} at ${results.supplier.baseUrl}`) },
    },
    invocations: [invocationOf(input)],
    artifacts: [
      {
        location: { uri: JOURNAL, index: 0 },
        description: { text: 'Everything that happened, an event a line.' },
        mimeType: 'application/x-ndjson',
        encoding: 'utf-8',
      },
    ],
    columnKind: 'utf16CodeUnits',
    defaultEncoding: 'utf-8',
    newlineSequences: ['\n'],
    results: told.map((verdict) => resultOf(verdict, input, places.indexOf(verdict.requirement), suppresses)),
    properties: {
      supplier: results.supplier,
      profile: results.profile,
      contract: results.contract,
      seed: results.seed,
      decision: results.decision,
      certifiable: results.certifiable,
      interrupted: results.interrupted,
      summary: results.summary,
      ...(results.only ? { only: results.only } : {}),
      ...(results.shard ? { shard: results.shard } : {}),
    },
  };
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [run],
  };
  return `${JSON.stringify(log, undefined, 1)}\n`;
}

/**
 * The name of the run, whose part before the last slash says of which series it is. Pages take what a run does not find any more
 * for mended: one that did not look at everything is of a series of its own.
 */
function nameOf({ supplier, profile, only, shard, startedAt }: Results): string {
  const part = shard ? [`shard ${shard.index} of ${shard.of}`] : only ? ['limited'] : [];
  return ['supplier-conformance', segment(supplier.name), segment(profile.tenant), ...part, startedAt].join('/');
}

/** What is told: what was found, waived or not, and what stands in the way because nobody could find anything. */
function isTold(verdict: Verdict): boolean {
  return verdict.outcome === 'failed' || verdict.outcome === 'waived' || blocks(verdict);
}

function ruleOf(requirement: Requirement): ReportingDescriptor {
  const { id, sentence, source, advice, exercise, area, level, standing } = requirement;
  const known = STANDING_WORDS[standing];
  return {
    id,
    shortDescription: { text: sentence },
    fullDescription: { text: `${sentence} (${level}, ${known}; ${source})` },
    help: {
      text: `What to do: ${advice}\n\nHow a run brings it about: ${exercise}\n\nSource: ${source} (${known}).`,
      markdown: `**What to do:** ${advice}\n\n**How a run brings it about:** ${exercise}\n\n**Source:** ${source} (${known}).\n\n\`supplier-conformance explain ${id}\` tells all that is known of it.`,
    },
    defaultConfiguration: { level: severity(requirement) },
    properties: { tags: [area, level, standing], 'problem.severity': severity(requirement) },
  };
}

function resultOf(verdict: Verdict, input: ReportInput, ruleIndex: number, suppresses: boolean): Result {
  const { check, requirement, operation, outcome, violations, examined, waiver } = verdict;
  const events = [...new Set(violations.flatMap(({ seen }) => seen))].slice(0, PLACES_TOLD);
  const where = operation === undefined ? {} : { logicalLocations: [logicalLocation(operation, input)] };
  const [first, ...others] = events.map((event) => placeOf(event + 1, `Event ${event}`));
  return {
    ruleId: requirement,
    ruleIndex,
    kind: 'fail',
    level: levelOf(verdict),
    message: { text: messageOf(verdict, input) },
    // What points at no event is about the run as a whole, which the first line tells of.
    locations: [{ ...(first ?? placeOf(1, 'The run')), ...where }],
    ...(others.length > 0 ? { relatedLocations: others.map((place, index) => ({ id: index + 1, ...place })) } : {}),
    ...(violations.length > 0 ? { occurrenceCount: violations.length } : {}),
    partialFingerprints: fingerprintsOf(check, operation),
    ...(waiver
      ? {
          suppressions: [
            {
              kind: 'external' as const,
              status: 'accepted' as const,
              justification: plain(`${waiver.reason} (${answersFor(waiver)})`),
              properties: { ...waiver },
            },
          ],
        }
      : suppresses
        ? { suppressions: [] }
        : {}),
    properties: { check, outcome, examined, ...(operation === undefined ? {} : { operation }) },
  };
}

/** Not every page knows suppressions: what is waived weighs no more than what stands in nobody's way. */
function levelOf({ severity: weight, outcome }: Verdict): 'error' | 'warning' | 'note' {
  return outcome === 'failed' ? weight : 'note';
}

function messageOf(verdict: Verdict, { requirements, checks }: ReportInput): string {
  const { check, requirement, operation, outcome, violations, reason, waiver } = verdict;
  const rule = requirements.find(({ id }) => id === requirement);
  const title = checks.find(({ id }) => id === check)?.title ?? check;
  const subject = plain(operation === undefined ? title : `${title} (${operation})`);
  const because = reason === undefined ? '' : ` ${plain(reason)}`;
  const waived = waiver ? [`Waived: ${plain(waiverWords(waiver))}`] : [];
  const [first] = violations;
  switch (waiver?.outcome ?? outcome) {
    case 'failed':
      return [
        `${subject}.${because}`,
        ...(first ? [`Expected: ${plain(first.expected)}`, `Seen: ${plain(first.actual)}`] : []),
        ...(violations.length > 1 ? [`And ${violations.length - 1} more of the kind.`] : []),
        ...waived,
      ].join('\n');
    case 'broken':
      return `${subject}: could not be judged, by the fault of the harness.${because}`;
    default:
      return [
        `${subject}: not exercised, so nobody knows.${because}`,
        ...(rule ? [`To exercise it: ${rule.exercise}`] : []),
        ...waived,
      ].join('\n');
  }
}

function logicalLocation(
  operation: string,
  { contract }: ReportInput,
): NonNullable<Location['logicalLocations']>[number] {
  const known = contract?.operations.find(({ id }) => id === operation);
  return {
    name: operation,
    fullyQualifiedName: `Supplier API/${operation}`,
    ...(known ? { decoratedName: `${known.method.toUpperCase()} ${known.path}` } : {}),
    kind: 'function',
  };
}

function placeOf(startLine: number, text: string): Location {
  return {
    physicalLocation: { artifactLocation: { uri: JOURNAL, index: 0 }, region: { startLine } },
    message: { text },
  };
}

/** What a finding is known by from run to run: its check and operation, whatever was seen and wherever. */
function fingerprintsOf(check: string, operation = ''): Readonly<Record<string, string>> {
  const name = `${check}/${operation}`;
  // Pages for code go by the second only, which elsewhere is made of the text of a line.
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 16);
  return { 'checkAndOperation/v1': name, primaryLocationLineHash: `${digest}:1` };
}

function invocationOf(input: ReportInput): Invocation {
  const { results, run } = input;
  const faults = run.history.flatMap((event): readonly Notification[] =>
    event.type === 'note' && event.note === 'harness-error'
      ? [
          {
            level: 'error',
            message: { text: plain(event.text) },
            locations: [placeOf(event.seq + 1, `Event ${event.seq}`)],
          },
        ]
      : [],
  );
  const interruption: readonly Notification[] = results.interrupted
    ? [{ level: 'error', message: { text: plain(interruptionWords(results)) } }]
    : [];
  const waivers = waiverProblems(results).map((text): Notification => ({
    level: 'warning',
    message: { text: plain(text) },
  }));
  const notifications = [...interruption, ...faults];
  return {
    startTimeUtc: results.startedAt,
    endTimeUtc: results.finishedAt,
    executionSuccessful: !results.interrupted,
    ...(results.interrupted ? {} : { exitCode: exitCode(input) }),
    ...(notifications.length > 0 ? { toolExecutionNotifications: notifications } : {}),
    ...(waivers.length > 0 ? { toolConfigurationNotifications: waivers } : {}),
  };
}

/**
 * Text of anybody's for a message: on one line, nothing hidden, of bounded length, and nothing in it that the format reads as a
 * link, as the place of an argument or as two braces that mean one.
 */
function plain(text: string): string {
  const line = visible(shortened(text, SEEN_TOLD)).replace(/\s+/g, ' ').trim();
  // What belongs together keeps its order, with a space in between.
  return shortened(line, SEEN_TOLD).replace(/\](?=\()|\{(?=\{|\d+\})|\}(?=\})/g, '$& ');
}

/** Text as one part of a path. */
function segment(text: string): string {
  return shortened(
    plain(text)
      .replace(/[/\s]+/g, ' ')
      .trim() || '-',
    NAME_TOLD,
  );
}

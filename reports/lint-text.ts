import { grouped } from '../specs/grouped.ts';
import type { Requirement, Severity } from '../specs/requirement.ts';
import { readKci } from '../evidence/kci.ts';
import { asDeliveries, type Samples } from '../evidence/samples.ts';
import type { Finding } from '../checks/lint.ts';
import { SIGNS } from './ledger.ts';
import { BOLD, COLOURS, FAINT, penOf, PLAIN, WORDS_TOLD, type Look, type Pen } from './pen.ts';
import { count, shortened, visible } from './text.ts';

/** What was found in and of a text with KCIs. */
export interface Linted {
  /** What the text is called: the path of its file, for example. */
  readonly source: string;
  readonly samples: Samples;
  readonly findings: readonly Finding[];
  /** The rule that is broken by what is not JSON. */
  readonly jsonRule: Requirement;
}

/** What is wrong with one sample by one rule. */
interface Fault {
  readonly requirement: Requirement;
  readonly severity: Severity;
  readonly excusable: boolean;
  readonly findings: readonly {
    readonly expected: string;
    readonly actual: string;
    /** The lines of other KCIs that show it. */
    readonly compare: readonly number[];
  }[];
}

/** All that is wrong at one place of the text. */
interface Place {
  readonly line: number;
  readonly title: string;
  readonly faults: readonly Fault[];
}

/** How many findings of severity error there are; what is not JSON counts too. */
export function errorsOf({ samples, findings }: Linted): number {
  return samples.unreadable.length + findings.filter(({ severity }) => severity === 'error').length;
}

/** What is wrong with samples, KCI by KCI, errors before warnings, and last the totals. */
export function lintText(linted: Linted, look: Look = PLAIN): string {
  const { source, samples, findings } = linted;
  const pen = penOf(look);
  const places = [...unreadablePlaces(linted), ...samplePlaces(linted)].toSorted((a, b) => a.line - b.line);
  const errors = errorsOf(linted);
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  const totals = errors + warnings === 0 ? 'nothing wrong' : `${count(errors, 'error')}, ${count(warnings, 'warning')}`;
  const { others } = samples;
  return [
    ...chapter('Errors', 'error'),
    ...chapter('Warnings, not in the way', 'warning'),
    ...pen.item(
      0,
      '',
      `${errors > 0 ? '✕' : '✓'} ${count(samples.kcis.length, 'KCI')}: ${totals}`,
      BOLD,
      errors > 0 ? 31 : 32,
    ),
    ...pen.item(
      2,
      '',
      'Judged by themselves: how KCIs are delivered (headers, token, repetition), and whether they fit what was asked for, only a run can tell.',
    ),
    ...(others.length > 0
      ? pen.item(2, '', `Passed over, as they are no KCIs: JSON objects on ${linesWords(others)}.`)
      : []),
    `  In: ${visible(source)}`,
  ].join('\n');

  function chapter(heading: string, severity: Severity): readonly string[] {
    const concerned = places.flatMap((place) => {
      const faults = place.faults.filter((fault) => fault.severity === severity);
      return faults.length > 0 ? [{ ...place, faults }] : [];
    });
    if (concerned.length === 0) return [];
    return [
      ...pen.item(0, '', heading, BOLD),
      ...concerned.flatMap(({ line, title, faults }) => [
        ...pen.item(2, `line ${line}  `, title, BOLD),
        ...faults.flatMap((fault) => faultLines(fault, pen)),
        '',
      ]),
    ];
  }
}

function unreadablePlaces({ samples, jsonRule }: Linted): readonly Place[] {
  return samples.unreadable.map(({ line, problem }) => ({
    line,
    title: 'not JSON',
    faults: [
      {
        requirement: jsonRule,
        severity: 'error',
        excusable: false,
        findings: [{ expected: 'a KCI as JSON', actual: problem, compare: [] }],
      },
    ],
  }));
}

function samplePlaces({ samples, findings }: Linted): readonly Place[] {
  const lineOf = (sample: number) => samples.kcis[sample - 1]?.line ?? 0;
  const bySample = grouped(findings, ({ sample }) => sample);
  return asDeliveries(samples.kcis).map((event) => {
    const { reasonCode = 'no reason', sequenceNumber = 'none', id = 'none' } = readKci(event) ?? {};
    const faults = new Map<string, Fault>();
    for (const { sample, requirement, severity, excusable = false, expected, actual, seen } of bySample.get(
      event.seq,
    ) ?? []) {
      const compare = [...new Set(seen.filter((other) => other !== sample).map(lineOf))];
      const known = faults.get(requirement.id)?.findings ?? [];
      const fault = { requirement, severity, excusable, findings: [...known, { expected, actual, compare }] };
      faults.set(requirement.id, fault);
    }
    return {
      line: lineOf(event.seq),
      title: `${reasonCode}, sequence ${sequenceNumber}, id ${shortened(id, 60)}`,
      faults: [...faults.values()],
    };
  });
}

function faultLines({ requirement, severity, excusable, findings }: Fault, pen: Pen): readonly string[] {
  const mark = severity === 'error' ? 'failed' : 'warned';
  return [
    `    ${pen.paint(`${SIGNS[mark].symbol} ${requirement.id}`, BOLD, COLOURS[mark])} ${pen.paint(`${requirement.level}, ${requirement.standing}`, FAINT)}`,
    ...pen.item(6, '', requirement.sentence),
    ...findings.flatMap(({ expected, actual, compare }) => [
      ...pen.item(6, 'expected ', shortened(expected, WORDS_TOLD)),
      ...pen.item(
        6,
        'seen     ',
        `${shortened(actual, WORDS_TOLD)}${compare.length > 0 ? ` (compare ${linesWords(compare)})` : ''}`,
        COLOURS[mark],
      ),
    ]),
    ...(excusable
      ? pen.item(
          6,
          'unless   ',
          'a request of the tenant that was granted with 201, which samples do not show, explains it',
        )
      : []),
    ...pen.item(6, 'to do    ', requirement.advice),
  ];
}

function linesWords(lines: readonly number[]): string {
  const listed = lines.slice(0, 6).join(', ');
  return `${lines.length === 1 ? 'line' : 'lines'} ${listed}${lines.length > 6 ? ', ...' : ''}`;
}

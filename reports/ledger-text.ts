import { severity, type Requirement } from '../specs/requirement.ts';
import type { Check } from '../checks/check.ts';
import { AREA_WORDS, ledger } from './ledger.ts';
import { BOLD, COLOURS, FAINT, penOf, PLAIN, type Look, type Pen } from './pen.ts';
import { count } from './text.ts';

/** All that accounts for the rules of the contract: the requirements, what enforces them, and what is known to break them. */
export interface Accounts {
  readonly requirements: readonly Requirement[];
  readonly checks: readonly Pick<Check, 'id' | 'requirement' | 'blames'>[];
  readonly defects: readonly { readonly id: string; readonly breaks: readonly string[] }[];
}

/** What became of each requirement: its checks and the defects that trip them, or why nothing enforces it. */
export function ledgerText(accounts: Accounts, look: Look = PLAIN): string {
  const pen = penOf(look);
  const { requirements, checks, defects } = accounts;
  return [
    ...ledger(requirements, []).flatMap(({ area, entries }) => {
      const own = entries.map(({ requirement }) => requirement);
      const width = Math.max(...own.map(({ id }) => id.length));
      return [
        pen.paint(AREA_WORDS[area], BOLD),
        ...pen.item(0, '', totalsOf({ ...accounts, requirements: own }), FAINT),
        ...own.flatMap((requirement) => accountOf(requirement, width, accounts, pen)),
        '',
      ];
    }),
    ...pen.item(0, '', totalsOf({ requirements, checks, defects })),
  ].join('\n');
}

function accountOf(
  { id, level, standing, untested }: Requirement,
  width: number,
  { checks, defects }: Accounts,
  pen: Pen,
): readonly string[] {
  const own = checks.filter(({ requirement }) => requirement === id);
  const broken = defects.filter(({ breaks }) => breaks.includes(id)).map((defect) => defect.id);
  const bond = severity({ level, standing });
  const colour = bond === 'error' ? COLOURS.failed : COLOURS.warned;
  const gap = own.some(({ blames }) => blames === 'harness') ? 'nothing: it judges ourselves' : 'nothing';
  const account = `${own.map((check) => check.id).join(', ') || 'no check'}; tripped by ${broken.join(', ') || gap}`;
  return [
    `  ${pen.paint(id.padEnd(width), BOLD)}  ${level.padEnd(6)}  ${standing.padEnd(10)}  ${pen.paint(bond, colour)}`,
    ...(untested === undefined ? pen.item(4, '', account) : pen.item(4, 'untested: ', untested)),
  ];
}

/** The accounts in one line. */
function totalsOf({ requirements, checks, defects }: Accounts): string {
  const ids = new Set(requirements.map(({ id }) => id));
  const enforcing = checks.filter(({ requirement }) => ids.has(requirement));
  const tripping = defects.filter(({ breaks }) => breaks.some((id) => ids.has(id)));
  const untested = requirements.filter((requirement) => requirement.untested !== undefined).length;
  return `${count(requirements.length, 'requirement')}: ${requirements.length - untested} checked by ${count(enforcing.length, 'check')}, ${untested} untested; ${count(tripping.length, 'defect')}.`;
}

import type { Mark } from './ledger.ts';
import { visible } from './text.ts';

/** How text is laid out: whether it is coloured, and how many characters wide it may be. */
export interface Look {
  readonly colour: boolean;
  readonly width: number;
}

/** The look of text that is written to a file. */
export const PLAIN: Look = { colour: false, width: 100 };

/** The look that suits where text is written to: colour only on a terminal whose user has not asked for none (NO_COLOR). */
export function lookOf(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  environment: Readonly<Record<string, string | undefined>>,
): Look {
  const isTerminal = stream.isTTY === true;
  const refused = (environment.NO_COLOR ?? '') !== '' || environment.TERM === 'dumb';
  return {
    colour: isTerminal && !refused,
    width: Math.min(Math.max((isTerminal && stream.columns) || PLAIN.width, 40), 120),
  };
}

/** The colour in which each mark is shown. */
export const COLOURS: Readonly<Record<Mark, number>> = {
  failed: 31,
  broken: 35,
  'not-exercised': 36,
  warned: 33,
  waived: 36,
  passed: 32,
  'not-applicable': 90,
  untested: 90,
};

/** The code that makes what is beside the point recede. */
export const FAINT = 90;
/** The code that makes headings stand out. */
export const BOLD = 1;

/** What writes the lines of a terminal in one look. */
export interface Pen {
  readonly paint: (text: string, ...codes: readonly number[]) => string;
  /** Text at a label's right, wrapped; the supplier's own words cannot steer the terminal. */
  readonly item: (indent: number, label: string, text: string, ...codes: readonly number[]) => readonly string[];
}

/** The pen that writes in a look. */
export function penOf({ colour, width }: Look): Pen {
  const paint = (text: string, ...codes: readonly number[]) =>
    colour && codes.length > 0 ? `\u001b[${codes.join(';')}m${text}\u001b[0m` : text;
  return {
    paint,
    item: (indent, label, text, ...codes) => {
      const start = indent + label.length;
      const lines = wrapped(visible(text), Math.max(width - start, 20));
      return lines.map((line, index) =>
        index === 0
          ? `${' '.repeat(indent)}${paint(label, FAINT)}${paint(line, ...codes)}`
          : `${' '.repeat(start)}${paint(line, ...codes)}`,
      );
    },
  };
}

/** Text in lines of at most that many characters, broken at spaces where there are any. */
function wrapped(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let rest = paragraph;
    while (rest.length > width) {
      const space = rest.lastIndexOf(' ', width);
      const end = space > 0 ? space : width;
      lines.push(rest.slice(0, end));
      rest = rest.slice(end).trimStart();
    }
    return [...lines, rest];
  });
}

/** How much of one finding is told on a terminal, in characters. */
export const WORDS_TOLD = 400;

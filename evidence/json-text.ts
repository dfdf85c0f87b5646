/** Where a JSON object ends in a text, or why what begins there is none. */
export type ObjectScan =
  | {
      /** The place after its closing brace. */
      readonly end: number;
    }
  | {
      /** The place up to which it is JSON. */
      readonly at: number;
      readonly problem: string;
      /** The place up to which it was meant to go, as its braces tell. */
      readonly until: number;
    };

/** What may come next in a JSON text; `first` ones may also be the end of what has just been opened. */
const WANTED = {
  value: 'a value',
  firstValue: 'a value or ]',
  name: 'a name in double quotes',
  firstName: 'a name in double quotes or }',
  colon: 'a colon',
  next: 'a comma or ',
} as const;

type Wanted = keyof typeof WANTED;

const SPACE = /[\t\n\r ]*/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

/** Finds the end of the JSON object that begins at a place of a text, whatever follows it. Never throws. */
export function endOfObject(text: string, start: number): ObjectScan {
  const closings: string[] = [];
  let wanted: Wanted = 'value';
  let at = start;
  for (;;) {
    const here = at + lengthOf(SPACE, text, at);
    const sign = text[here];
    const valueWanted: boolean = wanted === 'value' || wanted === 'firstValue';
    const nameWanted: boolean = wanted === 'name' || wanted === 'firstName';
    if (sign === '"' && (valueWanted || nameWanted)) {
      const string = endOfString(text, here);
      if ('problem' in string) return { at, problem: string.problem, until: extentOf(text, start) };
      at = string.end;
      wanted = nameWanted ? 'colon' : 'next';
    } else if (valueWanted && (sign === '{' || sign === '[')) {
      closings.push(sign === '{' ? '}' : ']');
      at = here + 1;
      wanted = sign === '{' ? 'firstName' : 'firstValue';
    } else if (sign !== undefined && sign === closings.at(-1) && ['next', 'firstName', 'firstValue'].includes(wanted)) {
      closings.pop();
      at = here + 1;
      if (closings.length === 0) return { end: at };
      wanted = 'next';
    } else if (sign === ',' && wanted === 'next') {
      at = here + 1;
      wanted = closings.at(-1) === '}' ? 'name' : 'value';
    } else if (sign === ':' && wanted === 'colon') {
      at = here + 1;
      wanted = 'value';
    } else {
      const length = valueWanted ? lengthOf(SCALAR, text, here) : 0;
      if (length === 0) {
        const problem = `expected ${wordsFor(wanted, closings)}, found ${foundAt(text, here)}`;
        return { at, problem, until: extentOf(text, start) };
      }
      at = here + length;
      wanted = 'next';
    }
  }
}

function wordsFor(wanted: Wanted, closings: readonly string[]): string {
  return wanted === 'next' ? `${WANTED.next}${closings.at(-1)}` : WANTED[wanted];
}

function foundAt(text: string, place: number): string {
  const word = /[\w.+-]+|./uy;
  word.lastIndex = place;
  return word.exec(text)?.[0] ?? 'the end of the text';
}

function lengthOf(pattern: RegExp, text: string, place: number): number {
  pattern.lastIndex = place;
  return pattern.exec(text)?.[0].length ?? 0;
}

function endOfString(text: string, start: number): { readonly end: number } | { readonly problem: string } {
  let at = start + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === 0x22) return { end: at + 1 };
    if (Number.isNaN(code) || code === 0x0a || code === 0x0d) return { problem: 'a string is not closed on its line' };
    if (code < 0x20) return { problem: 'a string holds a control character that is not escaped' };
    const length = code === 0x5c ? lengthOf(ESCAPE, text, at) : 1;
    if (length === 0) return { problem: `a string holds ${text.slice(at, at + 2)}, which is no escape` };
    at += length;
  }
}

/** How far an object goes that is not quite JSON: to the brace that closes its first, or to the end of the text. */
function extentOf(text: string, start: number): number {
  const signs = /"(?:[^"\\\n]|\\.)*"?|[{}]/g;
  signs.lastIndex = start;
  let depth = 0;
  for (let sign = signs.exec(text); sign; sign = signs.exec(text)) {
    if (sign[0] === '{') depth += 1;
    if (sign[0] === '}') depth -= 1;
    if (depth === 0) return signs.lastIndex;
  }
  return text.length;
}

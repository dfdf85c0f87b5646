import type { Header, RawBody, RequestEvent } from '../evidence/history.ts';
import { jsonObject } from '../evidence/kci.ts';
import { visible } from './text.ts';
import { usedUp, type UsedUp } from './used-up.ts';

/** A shell command that sends a request again, or why there is none. */
export type Replay =
  | {
      /** For any POSIX shell. */
      readonly line: string;
      /** The shell variables that stand for what was redacted; whoever replays sets them first. */
      readonly secrets: readonly string[];
      /** What it names that may be used up: set these variables to name another, else it is sent as it was. */
      readonly names: readonly UsedUp[];
    }
  | { readonly impossible: string };

/** Headers that belong to one connection or follow from the rest: curl makes its own. */
const OF_THE_CONNECTION = new Set([
  'host',
  'content-length',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'expect',
]);

/** Longer arguments do not fit one word of a command line everywhere; then the body travels by a pipe. In characters. */
const ARGUMENT_LIMIT = 30_000;

/**
 * The curl command that sends the bytes of a request again: the same method, URL, headers and body, and nothing that curl
 * would add of its own. What was redacted is a shell variable. A request that was generated gets a number of its own each time
 * it is sent, since a supplier takes each number once; so does any other where a shell variable is named for it.
 */
export function replay(request: RequestEvent, numberedAs = request.generated ? NUMBER : undefined): Replay {
  const { body, headers, method, url } = request;
  const names = numberedAs === undefined ? [] : usedUp(request);
  if (body?.truncated)
    return {
      impossible: `Only a part of the body was recorded (it had ${body.bytes} bytes), so it cannot be sent again.`,
    };
  const secrets = new Map<string, string>();
  const inWords = (parts: readonly Part[]) => parts.map(shellWord).join('') || "''";
  const word = (text: string, name: string) => inWords(pieces(text, name, secrets));
  const options: string[] = ['-i'];
  if (url.startsWith('https:')) options.push('--http1.1');
  if (/[[\]{}]/.test(url)) options.push('--globoff');
  if (/\/\.\.?(?:[/?]|$)/.test(url)) options.push('--path-as-is');
  if (method !== 'GET' || body) options.push(`-X ${word(method, 'METHOD')}`);
  const kept = headers.filter(([name]) => !OF_THE_CONNECTION.has(name.toLowerCase()));
  const lines = kept.map(
    ([name, value]) => `-H ${word(value === '' ? `${name};` : `${name}: ${value}`, variableOf(name))}`,
  );
  if (has(headers, 'accept-encoding')) lines.push('--compressed');
  const ownWords = [
    'Accept',
    'User-Agent',
    ...(body ? ['Content-Type'] : []),
    ...((body?.bytes ?? 0) > 1000 ? ['Expect'] : []),
  ];
  lines.push(...ownWords.filter((name) => !has(kept, name)).map((name) => `-H '${name}:'`));
  let source = '';
  if (body) {
    const bytes = Buffer.from(body.text, body.encoding);
    const said = pieces(body.text, 'SECRET', secrets);
    const parts = named(numberedAs === undefined ? said : renumbered(said, numberedAs, body), names);
    if (body.encoding === 'utf8' && isPlain(body.text) && body.text.length <= ARGUMENT_LIMIT) {
      lines.push(`--data-raw ${inWords(parts)}`);
    } else {
      source = `${printf(body.encoding === 'utf8' ? parts : [{ bytes }])} | `;
      lines.push('--data-binary @-');
    }
  }
  const target = inWords(namedInPath(pieces(url, 'SECRET', secrets), names));
  const command = [`curl ${options.join(' ')} ${target}`, ...lines].join(' \\\n  ');
  const line = source + command;
  return {
    line: line.includes(`"$${numberedAs}"`) ? `${numberedAs}=$(date +%s); ${line}` : line,
    secrets: [...new Set(secrets.values())],
    names,
  };
}

/** The shell variable for a number that no other request has: the seconds since 1970. */
const NUMBER = 'NUMBER';

/** A body with the shell's number in place of the one that the request was given, be it in quotes; the ids of all else are texts. */
function renumbered(parts: readonly Part[], variable: string, body: RawBody): readonly Part[] {
  const own = jsonObject(body)?.id;
  if (typeof own === 'string' && /^\d+$/.test(own)) {
    return cut(parts, `"id":"${own}"`, [{ text: '"id":"' }, { variable }, { text: '"' }]);
  }
  const index = parts.findIndex((part) => 'text' in part && OWN_NUMBER.test(part.text));
  const part = parts[index];
  if (!part || !('text' in part)) return parts;
  const [, before = '', after = ''] = OWN_NUMBER.exec(part.text) ?? [];
  return parts.toSpliced(index, 1, { text: before }, { variable }, { text: after });
}

const OWN_NUMBER = /^(.*?"id":)\d+(?=[,}])(.*)$/s;

/** A body in which shell variables name what may be used up. */
function named(parts: readonly Part[], names: readonly UsedUp[]): readonly Part[] {
  return names.reduce((rest, { variable, value, where }) => {
    const member = `"${where.replace(/^.*\//, '')}":`;
    const standIn = { variable, otherwise: value };
    const asText = cut(rest, `${member}"${value}"`, [{ text: `${member}"` }, standIn, { text: '"' }]);
    return asText === rest ? cut(rest, member + value, [{ text: member }, standIn]) : asText;
  }, parts);
}

/** A URL that ends in what may be used up. */
function namedInPath(parts: readonly Part[], names: readonly UsedUp[]): readonly Part[] {
  const id = names.find(({ where }) => where === '/path/id');
  const variable = id && { variable: id.variable, otherwise: id.value };
  return variable ? cut(parts, `/${id.value}`, [{ text: '/' }, variable]) : parts;
}

const holds = (text: string) => (part: Part) => 'text' in part && part.text.includes(text);

/** Parts in which others stand in place of a text, where it comes first. */
function cut(parts: readonly Part[], text: string, others: readonly Part[]): readonly Part[] {
  const index = parts.findIndex(holds(text));
  const part = parts[index];
  if (!part || !('text' in part)) return parts;
  const start = part.text.indexOf(text);
  const around = [{ text: part.text.slice(0, start) }, ...others, { text: part.text.slice(start + text.length) }];
  return parts.toSpliced(index, 1, ...around.filter((one) => !('text' in one) || one.text !== ''));
}

type Part =
  | { readonly text: string }
  /** A shell variable, and what stands there when it is not set. */
  | { readonly variable: string; readonly otherwise?: string }
  | { readonly bytes: Buffer };

const REDACTED = /\[redacted [0-9a-f]{12}\]/g;

/** Text cut at its redaction marks; equal marks get the same variable, others one of their own. */
function pieces(text: string, name: string, secrets: Map<string, string>): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(REDACTED)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    const taken = new Set(secrets.values());
    let variable = secrets.get(match[0]) ?? name;
    for (let number = 2; !secrets.has(match[0]) && taken.has(variable); number += 1) variable = `${name}_${number}`;
    secrets.set(match[0], variable);
    parts.push({ variable });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

function variableOf(header: string): string {
  if (header.toLowerCase() === 'authorization') return 'TOKEN';
  const name = header.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
  return /^[A-Z]/.test(name) ? name : `HEADER_${name}`;
}

function shellWord(part: Part): string {
  if ('variable' in part) return expansion(part);
  if ('text' in part && isPlain(part.text)) return `'${part.text.replaceAll("'", String.raw`'\''`)}'`;
  return `"$(${printf([part])})"`;
}

function expansion({ variable, otherwise }: { readonly variable: string; readonly otherwise?: string }): string {
  return otherwise === undefined ? `"$${variable}"` : `"\${${variable}:-${otherwise}}"`;
}

/** A printf that writes the parts byte by byte: shells agree on octal escapes, and on little else. */
function printf(parts: readonly Part[]): string {
  const format = parts.map((part) => {
    if ('variable' in part) return '%s';
    const bytes = 'bytes' in part ? part.bytes : Buffer.from(part.text);
    return Array.from(bytes, (byte, place) => {
      if (byte === 0x25) return '%%';
      // A quote would end the word, a backslash starts an escape, and a dash in front would be taken for an option.
      const isLiteral =
        byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c && !(place === 0 && byte === 0x2d);
      return isLiteral ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
    }).join('');
  });
  const variables = parts.flatMap((part) => ('variable' in part ? [expansion(part)] : []));
  return ['printf', `'${format.join('')}'`, ...variables].join(' ');
}

/** Whether text survives being shown, copied and pasted into a terminal: nothing invisible, and no tab, which a shell would complete. */
function isPlain(text: string): boolean {
  return !text.includes('\t') && visible(text) === text;
}

function has(headers: readonly Header[], name: string): boolean {
  return headers.some(([candidate]) => candidate.toLowerCase() === name.toLowerCase());
}

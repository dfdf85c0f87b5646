import { isObject } from '../specs/json-object.ts';
import { header, json } from '../evidence/history.ts';
import type { Answer } from './client.ts';

/** What came where a success of the Supplier API was asked for and is none: in words that follow the status, and what to do. */
export interface ForeignAnswer {
  readonly what: string;
  readonly advice: string;
}

/** How much of an answer is quoted, in characters. */
const QUOTED = 80;

/**
 * What an answer to a question for availability is where nobody of the Supplier API gave it: a web page, say; undefined where it is
 * a JSON object, or longer than what was read of it. `presented` is the Authorization header of the request, which is not quoted.
 */
export function foreignAnswer(answer: Answer, presented?: string): ForeignAnswer | undefined {
  const { headers, body } = answer;
  const read = json(body);
  if (body.truncated || (read.ok && isObject(read.value))) return undefined;
  const type = header(headers, 'Content-Type')?.split(';')[0]?.trim() || 'no Content-Type';
  const isJson = /[/+]json$/i.test(type);
  const what = read.ok ? 'no JSON object' : isJson ? `no JSON (${read.problem})` : 'not the Supplier API';
  return {
    what: `with ${type} (${quoted(answer, presented)}): that is ${what}`,
    advice: 'check supplier.baseUrl, with any prefix: the operations follow it',
  };
}

/** The beginning of an answer's body on one line, without the credentials that it was asked with, should it echo them. */
export function quoted({ body }: Answer, presented: string | undefined): string {
  const secret = presented?.split(' ').at(-1);
  const text = secret ? body.text.replaceAll(secret, '[redacted]') : body.text;
  const line = text.trim().replace(/\s+/g, ' ');
  if (line === '') return 'an empty body';
  return line.length > QUOTED ? `${line.slice(0, QUOTED - 3)}...` : line;
}

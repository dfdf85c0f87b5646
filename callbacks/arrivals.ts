import type { IncomingMessage } from 'node:http';
import { rawBody } from '../evidence/bodies.ts';
import type { Header, InboundEvent, RawBody } from '../evidence/history.ts';

/** A body as it came. */
export interface Received {
  readonly body: RawBody;
  /** Set when it is longer than what is taken. */
  readonly overlong?: true;
  /** Why it ends before its end, where it does. */
  readonly incomplete?: string;
}

// A sender that goes on although its body is too large gets this many times the limit to finish and read the answer.
const PATIENCE = 8;

/**
 * Reads the body of a request to its end, keeping at most `limit` bytes of it; never rejects. Bytes that cannot be searched for
 * secrets, because they are cut or no text, are only counted when `confidential`.
 */
export function receiveBody(request: IncomingMessage, limit: number, confidential: boolean): Promise<Received> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let kept = 0;
    let total = 0;
    let settled = false;
    const settle = (incomplete?: string) => {
      if (settled) return;
      settled = true;
      const bytes = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
      const text = rawBody(bytes, total, limit);
      const body: RawBody = incomplete === undefined ? text : { ...text, truncated: true };
      const hidden = confidential && (body.truncated === true || body.encoding === 'base64');
      resolve({
        body: hidden ? counted(total) : body,
        ...(total > limit ? { overlong: true } : {}),
        ...(incomplete === undefined ? {} : { incomplete }),
      });
    };
    const declared = Number(request.headers['content-length'] ?? 0);
    request.on('data', (chunk: Buffer) => {
      total += chunk.length;
      if (settled) return;
      if (kept < limit) {
        chunks.push(chunk);
        kept += chunk.length;
      }
      const expected = Math.max(total, declared);
      if (total > limit && expected > limit * PATIENCE) {
        total = expected;
        settle();
      }
    });
    request.on('end', () => settle());
    // An error is always followed by the close, which is where it is dealt with.
    request.on('error', () => undefined);
    request.on('close', () => settle('the connection was closed before the whole body had come'));
  });
}

/** The header fields of a request as they were sent, in order. */
export function headersOf({ rawHeaders }: IncomingMessage): readonly Header[] {
  const headers: Header[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  return headers;
}

/** What can be told of bytes that are not an HTTP request. */
export type Fragment = Pick<InboundEvent, 'method' | 'path' | 'headers' | 'body'>;

const FRAGMENT_LIMIT = 4096;
const REQUEST_LINE = /^([!-~]+) ([!-~]+) HTTP\/\d\.\d$/;
const HEADER_LINE = /^([\w!#$%&'*+.^`|~-]+):[ \t]*(.*)$/;
const MAYBE_SECRET = /secret|token|password|authori|cookie|api-?key|basic|bearer/i;

/**
 * Reads what it can from the first bytes of a message that is not HTTP: a request line, header lines, and the rest as body. A
 * rest that might hold a secret is only counted.
 */
export function readFragment(bytes: Buffer): Fragment {
  const [first = '', ...lines] = bytes.subarray(0, FRAGMENT_LIMIT).toString('latin1').split(/\r?\n/);
  const [, method = '', path = ''] = REQUEST_LINE.exec(first) ?? [];
  const rest = method === '' ? [first] : [];
  const headers: Header[] = [];
  const end = lines.includes('') ? lines.indexOf('') : lines.length;
  for (const line of lines.slice(0, end)) {
    const [, name, value] = HEADER_LINE.exec(line) ?? [];
    if (name === undefined || value === undefined) rest.push(line);
    else headers.push([name, value]);
  }
  rest.push(...lines.slice(end + 1));
  const text = rest.join('\n');
  const cut = bytes.length > FRAGMENT_LIMIT ? ({ truncated: true } as const) : {};
  const body = MAYBE_SECRET.test(text) ? counted(bytes.length) : { ...rawBody(Buffer.from(text, 'latin1')), ...cut };
  return { method, path, headers, body };
}

/** A message of which only the size is told, since its bytes may begin in the middle of a secret. */
export function countedFragment(bytes: number): Fragment {
  return { method: '', path: '', headers: [], body: counted(bytes) };
}

function counted(bytes: number): RawBody {
  return { text: '', encoding: 'utf8', bytes, ...(bytes > 0 ? ({ truncated: true } as const) : {}) };
}

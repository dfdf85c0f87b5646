import { createHmac, randomBytes } from 'node:crypto';
import type { Header, RawBody, Unplaced } from './history.ts';

/** Takes the secrets out of an event before anything is kept of it. */
export type Redaction = (event: Unplaced) => Unplaced;

const SECRET_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'x-api-key']);
const SECRET_NAMES = 'access_token|refresh_token|id_token|client_secret|client_assertion|password';
const SECRET_JSON = new RegExp(`("(?:${SECRET_NAMES})"\\s*:\\s*")((?:[^"\\\\]|\\\\.)*)(")`, 'gi');
const SECRET_FORM = new RegExp(`(^|[&?])((?:${SECRET_NAMES})=)([^&\\s]*)`, 'gi');

/** How many marks are kept ready; a supplier that sends a new secret with each request gets no more memory than that. */
const MARKS_KEPT = 100;

/**
 * A redaction that replaces each secret by a mark with a salted digest: equal secrets of one run show as equal marks, and no
 * mark can be turned back. `pointers` are RFC 6901 pointers of members to redact in every JSON body (personal data, for example).
 */
export function createRedaction(pointers: readonly string[] = []): Redaction {
  const salt = randomBytes(16);
  // One token goes with hundreds of requests: its mark is worked out once.
  const marks = new Map<string, string>();
  const mark = (secret: string) => {
    const known = marks.get(secret);
    if (known !== undefined) return known;
    const made = `[redacted ${createHmac('sha256', salt).update(secret).digest('hex').slice(0, 12)}]`;
    if (marks.size < MARKS_KEPT) marks.set(secret, made);
    return made;
  };

  const ofHeaders = (headers: readonly Header[]): readonly Header[] =>
    headers.map(([name, value]) =>
      SECRET_HEADERS.has(name.toLowerCase()) ? [name, credentials(value, mark)] : [name, value],
    );

  const ofText = (text: string): string =>
    text
      .replace(SECRET_JSON, (_, before: string, secret: string, after: string) => `${before}${mark(secret)}${after}`)
      .replace(SECRET_FORM, (_, start: string, name: string, secret: string) => `${start}${name}${mark(secret)}`);

  const ofBody = (body: RawBody): RawBody => {
    if (body.encoding !== 'utf8' || body.text === '') return body;
    const text = pointers.length > 0 ? withoutMembers(ofText(body.text), pointers, mark) : ofText(body.text);
    return text === body.text ? body : { ...body, text };
  };

  return (event) => {
    switch (event.type) {
      case 'request':
        return {
          ...event,
          url: ofText(event.url),
          headers: ofHeaders(event.headers),
          ...(event.body ? { body: ofBody(event.body) } : {}),
        };
      case 'response':
        return { ...event, headers: ofHeaders(event.headers), body: ofBody(event.body) };
      case 'inbound':
        return {
          ...event,
          path: ofText(event.path),
          headers: ofHeaders(event.headers),
          body: ofBody(event.body),
          answer: 'dropped' in event.answer ? event.answer : { ...event.answer, body: ofText(event.answer.body) },
        };
      default:
        return event;
    }
  };
}

/** Keeps the scheme of an Authorization header, which is evidence, and marks the rest. */
function credentials(value: string, mark: (secret: string) => string): string {
  const [scheme, ...rest] = value.split(' ');
  return rest.length > 0 && scheme !== undefined ? `${scheme} ${mark(rest.join(' '))}` : mark(value);
}

function withoutMembers(text: string, pointers: readonly string[], mark: (secret: string) => string): string {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return text; // not JSON: there are no members to find
  }
  let changed = false;
  for (const pointer of pointers) {
    const path = pointer
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = path.pop();
    let parent: unknown = root;
    for (const part of path) parent = isRecord(parent) ? parent[part] : undefined;
    if (last !== undefined && isRecord(parent) && Object.hasOwn(parent, last)) {
      parent[last] = mark(JSON.stringify(parent[last]));
      changed = true;
    }
  }
  return changed ? JSON.stringify(root) : text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

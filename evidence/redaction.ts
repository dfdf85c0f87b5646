import { createHmac, randomBytes } from 'node:crypto';
import type { Header, RawBody, Unplaced } from './history.ts';

/** Takes the secrets out of an event before anything is kept of it. */
export type Redaction = (event: Unplaced) => Unplaced;

/** Headers whose value is a secret, by their name or by what it sounds like. */
const SECRET_HEADER =
  /^(?:proxy-)?authorization$|^(?:set-)?cookie$|token|secret|passw|credential|(?:api|access|subscription)[-_]?key/i;
const SECRET_NAMES = 'access_token|refresh_token|id_token|client_secret|client_assertion|password';
const SECRET_JSON = new RegExp(`("(?:${SECRET_NAMES})"\\s*:\\s*")((?:[^"\\\\]|\\\\.)*)(")`, 'gi');
const SECRET_FORM = new RegExp(`(^|[&?])((?:${SECRET_NAMES})=)([^&\\s]*)`, 'gi');

/** A mark as this harness writes it. */
const MARK = /^\[redacted(?: [0-9a-f]{12})?\]$/;

/** A secret that is shorter may be an ordinary word, and is taken out only where secrets belong. */
const SHORTEST = 6;

/** A token that is shorter is no secret worth the name; only a supplier that wants its evidence blotted out would give it. */
const SHORTEST_TOKEN = 16;

/** How many marks are kept ready; a supplier that sends a new secret with each request gets no more memory than that. */
const MARKS_KEPT = 100;

/** Whether the value of a header is a secret, by the name of the header. */
export function isSecretHeader(name: string): boolean {
  return SECRET_HEADER.test(name);
}

/** The forms in which a secret may be met: as it is, in a URL, in a form, in a JSON text, and in base64. */
export function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [
    ...new Set([
      secret,
      encodeURIComponent(secret),
      new URLSearchParams({ x: secret }).toString().slice(2),
      JSON.stringify(secret).slice(1, -1),
      bytes.toString('base64'),
      bytes.toString('base64url'),
    ]),
  ];
}

/**
 * A redaction that replaces each secret by a mark with a salted digest: equal secrets of one run show as equal marks, and no
 * mark can be turned back. `secrets` are taken out wherever they are met, and so are the tokens that our own requests show.
 */
export function createRedaction(secrets: readonly string[] = []): Redaction {
  const salt = randomBytes(16);
  // One token goes with hundreds of requests: its mark is worked out once.
  const marks = new Map<string, string>();
  const mark = (secret: string) => {
    // What comes from a receiver has its marks already, and they are the same for all that hear from it.
    if (MARK.test(secret)) return secret;
    const known = marks.get(secret);
    if (known !== undefined) return known;
    const made = `[redacted ${createHmac('sha256', salt).update(secret).digest('hex').slice(0, 12)}]`;
    if (marks.size < MARKS_KEPT) marks.set(secret, made);
    return made;
  };

  const known = new Map<string, string>();
  const know = (secret: string, shortest: number) => {
    if (secret.length < shortest || known.has(secret) || known.size >= 10 * MARKS_KEPT) return;
    for (const form of formsOf(secret)) known.set(form, mark(secret));
  };
  // A secret may hold another one, and is to be found before it.
  for (const secret of secrets.toSorted((one, other) => other.length - one.length)) know(secret, SHORTEST);

  const withoutKnown = (text: string): string => {
    let open = text;
    for (const [form, marked] of known) if (open.includes(form)) open = open.replaceAll(form, marked);
    return open;
  };

  const ofHeaders = (headers: readonly Header[]): readonly Header[] =>
    headers.map(([name, value]) => [name, isSecretHeader(name) ? credentials(value, mark) : withoutKnown(value)]);

  const ofText = (text: string): string =>
    withoutKnown(text)
      .replace(SECRET_JSON, (_, before: string, secret: string, after: string) => `${before}${mark(secret)}${after}`)
      .replace(SECRET_FORM, (_, start: string, name: string, secret: string) => `${start}${name}${mark(secret)}`);

  const ofBody = (body: RawBody): RawBody => {
    if (body.text === '') return body;
    if (body.encoding !== 'utf8') {
      const bytes = Buffer.from(body.text, 'base64').toString('latin1');
      const open = withoutKnown(bytes);
      return open === bytes ? body : { ...body, text: Buffer.from(open, 'latin1').toString('base64') };
    }
    const text = ofText(body.text);
    return text === body.text ? body : { ...body, text };
  };

  return (event) => {
    switch (event.type) {
      case 'request':
        for (const [name, value] of event.headers) {
          if (isSecretHeader(name)) know(value.split(' ').at(-1) ?? '', SHORTEST_TOKEN);
        }
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
          ...(event.refusal === undefined ? {} : { refusal: withoutKnown(event.refusal) }),
          answer: 'dropped' in event.answer ? event.answer : { ...event.answer, body: ofText(event.answer.body) },
        };
      case 'no-response':
        return { ...event, detail: withoutKnown(event.detail) };
      case 'note':
        return { ...event, text: withoutKnown(event.text) };
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

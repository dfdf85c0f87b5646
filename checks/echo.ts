import { isObject, type JsonObject } from '../specs/json-object.ts';
import { answerObject, sentObject, show, violation, type Answered } from './answers.ts';
import type { Violation } from './check.ts';

/** One place where an answer does not repeat what was sent. */
export interface Departure {
  /** Where, for example `primaryContact.name`. */
  readonly path: string;
  readonly sent: string;
  readonly answered: string;
}

/** Where an answer to a request with a JSON body does not repeat that body, the members aside that have a rule of their own. */
export function notRepeated(exchange: Answered, ...apart: readonly string[]): readonly Violation[] {
  const sent = Object.entries(sentObject(exchange) ?? {}).filter(([member]) => !apart.includes(member));
  const answer = answerObject(exchange);
  if (!answer) return [];
  return departures(Object.fromEntries(sent), answer).map(({ path, sent: value, answered }) =>
    violation(exchange, `body/${path} as sent: ${value}`, answered),
  );
}

/**
 * Which of the gateway's own numbers an answer gives as another number. One that is left out or is no number is a matter
 * of the schema: the answer still belongs to its request.
 */
export function otherNumbers(exchange: Answered, ...members: readonly string[]): readonly Violation[] {
  const sent = sentObject(exchange);
  const answer = answerObject(exchange);
  return members
    .filter((member) => typeof answer?.[member] === 'number' && answer[member] !== sent?.[member])
    .map((member) => violation(exchange, `body/${member} as sent: ${show(sent?.[member])}`, show(answer?.[member])));
}

/**
 * Where an answer does not repeat what was sent. What it adds is its own business: members, array elements, a finer
 * spelling of the same instant, another encoding of the same characters. Walks along what was sent, so an answer of any depth or size is safe to look at.
 */
export function departures(sent: unknown, answered: unknown, path = ''): readonly Departure[] {
  if (Array.isArray(sent)) return arrayDepartures(sent, answered, path);
  if (isObject(sent)) {
    if (!isObject(answered)) return [departure(path, sent, answered)];
    return Object.keys(sent).flatMap((member) =>
      departures(sent[member], ownMember(answered, member), path === '' ? member : `${path}.${member}`),
    );
  }
  return sent === answered || sameInstant(sent, answered) || sameCharacters(sent, answered)
    ? []
    : [departure(path, sent, answered)];
}

function arrayDepartures(sent: readonly unknown[], answered: unknown, path: string): readonly Departure[] {
  if (!Array.isArray(answered)) return [departure(path, sent, answered)];
  return sent.flatMap((element, index) => {
    if (answered.some((candidate) => departures(element, candidate).length === 0)) return [];
    // A characteristic is known by its name: say how its value differs rather than that the pair is not there.
    const name = isObject(element) && typeof element.name === 'string' ? element.name : undefined;
    const namesake = answered.find((candidate) => isObject(candidate) && name !== undefined && candidate.name === name);
    return namesake === undefined
      ? [departure(`${path}[${name ?? index}]`, element, undefined)]
      : departures(element, namesake, `${path}[${name ?? index}]`);
  });
}

function departure(path: string, sent: unknown, answered: unknown): Departure {
  return { path, sent: show(sent), answered: show(answered) };
}

function ownMember(holder: JsonObject, member: string): unknown {
  return Object.hasOwn(holder, member) ? holder[member] : undefined;
}

/** Unicode has several encodings of some characters, such as accented letters, and whoever stores text may choose. */
function sameCharacters(sent: unknown, answered: unknown): boolean {
  return typeof sent === 'string' && typeof answered === 'string' && sent.normalize() === answered.normalize();
}

const DATE_OR_DATE_TIME = /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/i;

function sameInstant(sent: unknown, answered: unknown): boolean {
  if (typeof sent !== 'string' || typeof answered !== 'string') return false;
  return DATE_OR_DATE_TIME.test(sent) && DATE_OR_DATE_TIME.test(answered) && Date.parse(sent) === Date.parse(answered);
}

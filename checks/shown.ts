import { isObject, type JsonObject } from '../specs/json-object.ts';
import { jsonObject } from '../evidence/kci.ts';
import type { Stream, SubjectRequest } from '../callbacks/streams.ts';
import { check, type Check, type Violation } from './check.ts';
import { departures } from './echo.ts';
import { inWords, isGiven, reportedOf, type Reported } from './kci-triggers.ts';

/** What was asked for when an order, a problem or a test was created, as it was sent. */
export function asked({ subject }: Stream): JsonObject {
  return jsonObject(subject.exchange?.request.body) ?? {};
}

/** The value at a path of member names. */
export function within(entity: JsonObject | undefined, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((value, member) => (isObject(value) ? value[member] : undefined), entity);
}

/**
 * An identifier or a text as it is compared: systems that keep identifiers as numbers drop leading zeros, and others encode the
 * same characters in another way, and it is still the same.
 */
export const canonical = (value: unknown) =>
  inWords(value)
    .normalize()
    .replace(/^0+(?=\d)/, '')
    .toUpperCase();

/** Where a KCI shows something else than was asked for, of what is not left out. */
export function shownOtherwise(
  { kci, stream }: Reported,
  ...paths: readonly (readonly string[])[]
): readonly Violation[] {
  const wanted = asked(stream);
  return paths.flatMap((path): readonly Violation[] => {
    const [sent, shown] = [within(wanted, ...path), within(kci.entity, ...path)];
    return !isGiven(sent) || !isGiven(shown) || canonical(sent) === canonical(shown)
      ? []
      : [
          {
            expected: `${path.join('.')} ${inWords(sent)}`,
            actual: inWords(shown),
            seen: [stream.subject.origin, kci.event.seq],
          },
        ];
  });
}

/** The body of a request about an order or a problem. */
export function bodyOf({ exchange }: SubjectRequest): JsonObject {
  return jsonObject(exchange.request.body) ?? {};
}

/** The amendment that an AMENDED KCI tells of: the one that it quotes by a member, or the only one. */
function amendmentOf({ kci, stream }: Reported, quotedAs: string): SubjectRequest | undefined {
  const amendments = stream.requests.filter(({ kind }) => kind === 'amendment');
  return (
    amendments.find(({ id }) => id === kci.entity?.[quotedAs]) ?? (amendments.length === 1 ? amendments[0] : undefined)
  );
}

/** A check that an AMENDED KCI shows the amended values that it can show, by default under the names that the amendment gave them. */
export const showsAmendment = (
  definition: Pick<Check, 'id' | 'requirement' | 'title'>,
  of: 'order' | 'problem',
  quotedAs: string,
  amendable: readonly string[],
  memberOf: (entity: JsonObject | undefined, member: string) => unknown = (entity, member) => entity?.[member],
): Check =>
  check<Reported & { readonly amendment: SubjectRequest }>({
    ...definition,
    needs: 'requests',
    forEach: (evidence) =>
      reportedOf(
        of,
        'AMENDED',
      )(evidence).flatMap((reported) => {
        const amendment = amendmentOf(reported, quotedAs);
        return amendment && !amendment.faulty ? [{ ...reported, amendment }] : [];
      }),
    violation: ({ kci, amendment }) => {
      const body = bodyOf(amendment);
      return amendable
        .filter((member) => isGiven(body[member]))
        .flatMap((member) => departures(body[member], memberOf(kci.entity, member), member))
        .map(({ path, sent, answered }) => ({
          expected: `${path} ${sent}`,
          actual: answered,
          seen: [amendment.exchange.request.seq, kci.event.seq],
        }));
    },
  });

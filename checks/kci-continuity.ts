import type { JsonObject } from '../specs/json-object.ts';
import { isTerminal } from '../specs/lifecycle.ts';
import type { Kci } from '../evidence/kci.ts';
import { check, type Check } from './check.ts';
import { departures } from './echo.ts';
import { characteristicNames, characteristicsOf } from './kci-characteristics.ts';
import { amendedAmid } from './kci-snapshots.ts';
import { inWords, isGiven, successions, type Succession } from './kci-triggers.ts';
import { SERVICE_ID_CHECKS } from './service-ids.ts';
import { asked, bodyOf } from './shown.ts';

/** The reasons with which a supplier may say that the service itself, or what is known of it, has changed. */
const TELLING_CHANGE = ['UPDATE', 'ADDITIONAL', 'AMENDED', 'REAPPOINTED', 'COMPLETED'];

export const additionsKeepTheirValue = check<Succession>({
  id: 'additions-keep-their-value',
  requirement: 'KCI-NOTHING-LOST',
  title: 'values of what the supplier added',
  needs: 'excuses',
  forEach: (evidence) =>
    successions(evidence).filter(
      ({ stream, earlier, later }) =>
        stream.subject.kind === 'order' &&
        characteristicsOf(earlier.entity) !== undefined &&
        !TELLING_CHANGE.includes(later.reasonCode ?? '') &&
        !amendedAmid(stream, earlier.event, later.event),
    ),
  violation: ({ stream, earlier, later }) => {
    const wanted = [asked(stream), ...stream.requests.map(bodyOf)].flatMap(characteristicNames);
    const now = characteristicsOf(later.entity) ?? [];
    const changed = (characteristicsOf(earlier.entity) ?? []).filter(({ name, value }) => {
      const namesakes = now.filter((other) => other.name === name);
      const isAdded = typeof name === 'string' && !wanted.includes(name);
      return isAdded && namesakes.length > 0 && namesakes.every((other) => other.value !== value);
    });
    return changed.map(({ name, value }) => ({
      expected: `characteristic ${inWords(name)} ${inWords(value)}, as before`,
      actual: `another value with ${later.reasonCode}`,
      seen: [earlier.event.seq, later.event.seq],
    }));
  },
});

/** Members of a KCI that are new each time, and those that say something by being there at all. */
const MARKS = ['id', 'sequenceNumber', 'issuedOn', 'reasonCode'];
const REMARKS = ['text', 'problemCode', 'supplierCode', 'supplierCodes', 'supplierNotes'];

/** What a KCI tells beside its marks and remarks. */
const contentOf = ({ body }: Kci): JsonObject =>
  Object.fromEntries(Object.entries(body).filter(([name]) => ![...MARKS, ...REMARKS].includes(name)));

export const updateBringsNews = check<Succession>({
  id: 'update-brings-news',
  requirement: 'KCI-UPDATE-FITS',
  title: 'what is new with UPDATE',
  forEach: (evidence) =>
    successions(evidence).filter(
      ({ stream, later }) =>
        stream.subject.kind === 'order' && later.reasonCode === 'UPDATE' && !isTerminal(later.status),
    ),
  violation: ({ earlier, later }) => {
    const [before, after] = [contentOf(earlier), contentOf(later)];
    const isSame = departures(before, after).length + departures(after, before).length === 0;
    return isSame && !REMARKS.some((name) => isGiven(later.body[name]))
      ? {
          expected: 'an order that has changed, or a text or a code that says what is new',
          actual: `the order as in the KCI before, and no ${REMARKS.join(', ')}`,
          seen: [earlier.event.seq, later.event.seq],
        }
      : undefined;
  },
});

/** Checks of how what one KCI tells goes on from what the one before it told. */
export const KCI_CONTINUITY_CHECKS: readonly Check[] = [
  additionsKeepTheirValue,
  updateBringsNews,
  ...SERVICE_ID_CHECKS,
];

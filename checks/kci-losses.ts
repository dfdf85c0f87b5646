import { RESOLUTION_MEMBERS } from '../specs/problem-lifecycle.ts';
import type { Kci } from '../evidence/kci.ts';
import type { SubjectRequest } from '../callbacks/streams.ts';
import { grantedBetween } from '../callbacks/transitions.ts';
import { check } from './check.ts';
import { characteristicNames } from './kci-characteristics.ts';
import { isGiven, successions, type Succession } from './kci-triggers.ts';
import { asked, bodyOf } from './shown.ts';

/** Whether the slot of before no longer holds: another has to be booked, has been booked by the tenant, or none is needed. */
const slotIsGivenUp = ({ reasonCode, problemCode, entity }: Kci) =>
  reasonCode === 'REAPPOINT' || problemCode === 'APPOINTMENT_NOT_REQUIRED' || isGiven(entity?.appointmentReservationId);

/** Members of an order or a problem that may rightly be there at one time and not at another. */
const PASSING = [
  'notes', // may have been about one step only
  'id', // by what a KCI names its order is judged by a rule of its own
  'supplierOrderReference',
  'appointmentReservationId', // dropped when an appointment has to be made anew
  'appointmentReservationReference',
  'appointmentSupplierReference',
  'serviceOrderAmendmentId',
  'serviceOrderAmendmentReference',
  'serviceOrderCancellationId',
  'serviceOrderCancellationReference',
  'serviceProblemAmendmentId',
  'serviceProblemAmendmentReference',
  'serviceProblemCancellationId',
  'serviceProblemCancellationReference',
  ...RESOLUTION_MEMBERS, // a rejected one is no longer that of the problem
  'committedDate', // judged by a rule of its own
  'targetDate',
  'status',
];

/** The members by which a KCI quotes an amendment. */
const QUOTED = ['serviceOrderAmendmentId', 'serviceProblemAmendmentId'];

/** Members that stand for one another: an appointment takes the place of a wanted day. */
export const WHEN = ['requestedCompletionDate', 'appointmentReservationId', 'appointmentReservationReference'];

/** The amendments that were granted between two KCIs, or of which one may tell that they were: the one that it quotes, if it quotes any. */
function amendmentsAmid({ stream, earlier, later }: Succession): readonly SubjectRequest[] {
  const granted = grantedBetween(stream, earlier.event, later.event);
  const quoted = QUOTED.map((member) => later.entity?.[member]).filter(isGiven);
  const open = later.reasonCode === 'AMENDED' ? stream.requests : [];
  const told = open.filter(({ id }) => quoted.includes(id));
  return [...granted, ...(told.length > 0 ? told : open)].filter(
    ({ kind, exchange: { request } }) => kind === 'amendment' && request.seq < later.event.seq,
  );
}

/**
 * Which members of an order a KCI has to go on showing: all, and after an amendment those that were ordered and that it does not
 * name. What the supplier has added of its own may rightly go with a change, and so may all where the change is not known.
 */
function staying(succession: Succession): (member: string, characteristic?: string) => boolean {
  const { stream, later } = succession;
  const amendments = amendmentsAmid(succession);
  if (amendments.length === 0) return () => later.reasonCode !== 'AMENDED';
  const names = amendments.flatMap((amendment) => Object.keys(bodyOf(amendment)));
  const named = names.some((name) => WHEN.includes(name)) ? [...names, ...WHEN, 'appointmentTimeslot'] : names;
  // What an earlier amendment has asked for was ordered like the rest.
  const before = stream.requests.filter(
    (request) =>
      request.kind === 'amendment' && !amendments.includes(request) && request.exchange.request.seq < later.event.seq,
  );
  const ordered = [asked(stream), ...before.map(bodyOf)];
  return (member, characteristic) =>
    !named.includes(member) &&
    ordered.some((order) =>
      characteristic === undefined ? isGiven(order[member]) : characteristicNames(order).includes(characteristic),
    );
}

export const nothingIsLost = check<Succession>({
  id: 'nothing-is-lost',
  requirement: 'KCI-NOTHING-LOST',
  title: 'members and characteristics kept',
  needs: 'excuses',
  forEach: (evidence) =>
    successions(evidence).filter(
      (succession) =>
        succession.earlier.entity &&
        succession.later.entity &&
        !amendmentsAmid(succession).some(({ faulty }) => faulty),
    ),
  violation: (succession) => {
    const { earlier, later } = succession;
    const stays = staying(succession);
    const [before, after] = [earlier.entity ?? {}, later.entity ?? {}];
    const members = Object.keys(before).filter(
      (name) =>
        !PASSING.includes(name) &&
        stays(name) &&
        isGiven(before[name]) &&
        !isGiven(after[name]) &&
        !(name === 'appointmentTimeslot' && slotIsGivenUp(later)),
    );
    const shown = characteristicNames(after);
    const characteristics = characteristicNames(before).filter(
      (name) => !shown.includes(name) && stays('serviceCharacteristics', name),
    );
    const lost = [...members, ...characteristics.map((name) => `characteristic ${name}`)];
    return lost.length > 0
      ? {
          expected: `${lost.join(', ')} as before`,
          actual: `missing with ${later.reasonCode}`,
          seen: [earlier.event.seq, later.event.seq],
        }
      : undefined;
  },
});

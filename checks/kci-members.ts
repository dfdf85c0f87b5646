import { isKnownCharacteristic } from '../specs/characteristics.ts';
import { KCI_WRAPPERS } from '../specs/lifecycle.ts';
import { check, type Check } from './check.ts';
import { characteristicNames } from './kci-characteristics.ts';
import { hasPublishedForm, reported, type Reported } from './kci-triggers.ts';
import { asked, bodyOf } from './shown.ts';

/** Whether it is published what may stand under a key of a KCI. */
const isPublished = (wrapper: string | undefined) => Object.values(KCI_WRAPPERS).includes(wrapper ?? '');

export const kciKeepsToKnownMembers = check<Reported>({
  id: 'kci-keeps-to-known-members',
  requirement: 'KCI-EXTRA-MEMBERS',
  title: 'members that the contract names',
  // What the tenant sent with the order or with a change of it, a supplier may well repeat.
  needs: 'excuses',
  forEach: reported,
  violation: ({ kci, stream }, { contract }) => {
    const { wrapper = '', body, event } = kci;
    const place = `body/${wrapper}`;
    const sent = [asked(stream), ...stream.requests.map(bodyOf)].flatMap((order) =>
      contract.unnamedKciMembers({ [wrapper]: order }),
    );
    // A key that is not known at all is told by a rule of its own.
    const unnamed = contract
      .unnamedKciMembers(body)
      .filter((where) => where !== place && !sent.includes(where))
      .filter((where) => isPublished(wrapper) || !where.startsWith(`${place}/`))
      // So is a second one beside it.
      .filter((where) => !contract.kciWrappers.some((key) => key !== wrapper && where.startsWith(`body/${key}/`)));
    return unnamed.length > 0
      ? { expected: 'members that the contract names', actual: unnamed.join(', '), seen: [event.seq] }
      : undefined;
  },
});

/** A KCI that shows service characteristics of an order. */
interface Characterised extends Reported {
  readonly names: readonly string[];
}

export const characteristicsGoByKnownNames = check<Characterised>({
  id: 'characteristics-go-by-known-names',
  requirement: 'KCI-CHARACTERISTIC-NAMES',
  title: 'names of service characteristics',
  needs: 'excuses',
  forEach: (evidence) =>
    reported(evidence).flatMap((trigger) => {
      const names = characteristicNames(trigger.kci.entity ?? {});
      return hasPublishedForm(trigger.stream) && names.length > 0 ? [{ ...trigger, names }] : [];
    }),
  violation: ({ kci, stream, names }) => {
    const sent = [asked(stream), ...stream.requests.map(bodyOf)].flatMap(characteristicNames);
    const unknown = names.filter((name) => !isKnownCharacteristic(name) && !sent.includes(name));
    return unknown.length > 0
      ? { expected: 'names of the published list', actual: [...new Set(unknown)].join(', '), seen: [kci.event.seq] }
      : undefined;
  },
});

/** Checks of what else there is in a KCI than it must have. */
export const KCI_MEMBER_CHECKS: readonly Check[] = [kciKeepsToKnownMembers, characteristicsGoByKnownNames];

import type { NoteEvent } from '../evidence/history.ts';
import type { Stream, Subject } from '../callbacks/streams.ts';
import type { Evidence } from './check.ts';

const VARIANT = 'unsolicited-cease';

/** Under these scenarios a run has the supplier announce a cease. */
const SCENARIOS = ['UNSOLICITED_CEASE', 'UNSOLICITED_CEASE_OPEN'];

/** Whether a cease of the supplier's was announced, sooner or later. */
export function isAnnounced({ kcis }: Stream): boolean {
  return kcis.some(({ reasonCode }) => reasonCode === 'CREATED');
}

/**
 * The ceases of the supplier's that have to be those that the run asked for, though none of them is announced, or for another
 * tenant: they are of the service that it named, began after that, and no other cease can be the one.
 */
export function misannouncedCeases({ history, views, profile }: Evidence): ReadonlySet<Subject> {
  const wishes = history
    .filter((event): event is NoteEvent => event.type === 'note')
    .flatMap(({ steered }) => (steered && SCENARIOS.includes(steered.scenario) ? [steered] : []));
  const isOurs = ({ deliveries: [first] }: Stream) => first?.tenant === undefined || first.tenant === profile.tenant;
  const services = new Set(wishes.flatMap(({ serviceId }) => serviceId ?? []));
  return new Set(
    [...services].flatMap((service) => {
      const asked = wishes.filter(({ serviceId }) => serviceId === service);
      const since = Math.min(...asked.map(({ after }) => after));
      const begun = views.streams.filter(
        ({ subject, deliveries }) =>
          subject.variant === VARIANT &&
          subject.origin > since &&
          deliveries.some(({ entity }) => entity?.serviceId === service),
      );
      const right = begun.filter((stream) => isAnnounced(stream) && isOurs(stream));
      const others = begun.filter((stream) => !right.includes(stream)).map(({ subject }) => subject);
      return others.slice(0, Math.max(0, asked.length - right.length));
    }),
  );
}

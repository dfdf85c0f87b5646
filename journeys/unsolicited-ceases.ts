import { endsOrder, KCI_WRAPPERS } from '../specs/lifecycle.ts';
import type { Feature } from '../specs/requirement.ts';
import type { Exchange } from '../evidence/exchanges.ts';
import type { Handles, Kci } from '../evidence/kci.ts';
import { ask, isNamedIn, outcomeOf, type Asked, type Asking, type Outcome } from './asking.ts';
import { FROM_OUTSIDE, type Journey, type Scenario, type Stage } from './journey.ts';
import { alone, liveService, type LiveService } from './live-services.ts';
import { CANCELLATION, referred } from './ordering.ts';
import { together } from './together.ts';

/** The reasons for which a tenant keeps a service that the supplier means to end. */
export const REASONS_TO_KEEP = [
  'CUSTOMER_NOT_AWARE',
  'PURCHASED_DIFFERENT_PRODUCT',
  'NO_AUTHORISATION',
  'DELIBERATE_MISLEAD',
  'END_USER_NOT_MOVING',
] as const;

/** One of these reasons: each in its turn, as the seed has it. */
function reasonToKeep({ variants: { seed } }: Stage): string {
  return REASONS_TO_KEEP[Math.abs(seed) % REASONS_TO_KEEP.length] ?? REASONS_TO_KEEP[0];
}

/** A cease that the supplier has announced. */
export interface Cease {
  readonly handles: Handles;
  readonly isOver: () => boolean;
  /** Waits for its end, as long as the pace allows for an outcome. */
  readonly ends: () => Promise<void>;
  /** Cancels it, as a tenant whose customer wants to stay. */
  readonly cancel: (asking?: Asking) => Promise<Outcome>;
  /** How a cancellation of it that was sent turns out, as far as the pace allows. */
  readonly decided: (asked: Exchange) => Promise<Outcome>;
  /** Its name in words. */
  readonly name: string;
  /** The supplier's reference of it. */
  readonly reference: string | undefined;
}

/** Whether the configuration can have a cease announced under a scenario. */
function canAnnounce(stage: Stage, scenario: Scenario): boolean {
  return FROM_OUTSIDE.some((means) => stage.steeredBy(scenario).includes(means));
}

/** Whether a KCI begins to tell of a cease of the tenant; on a shared test system there may be those of others. */
function isAnnouncement(
  { wrapper, reasonCode, sequenceNumber, supplierReference, tenant }: Kci,
  stage: Pick<Stage, 'tenant'>,
): boolean {
  return (
    wrapper === KCI_WRAPPERS['unsolicited-cease'] &&
    supplierReference !== undefined &&
    (tenant === undefined || tenant === stage.tenant) &&
    (reasonCode === 'CREATED' || (sequenceNumber ?? 1) <= 1)
  );
}

/** What asks something of live services that are still there. */
const USING = ['modify', 'cease', 'switch', 'service-tests', 'service-problems'] as const satisfies readonly Feature[];

/** Plays while nobody else has the service that the supplier may end; also without any, since it may have some of its own. */
export function withServiceTakenOver(stage: Stage, play: (service?: LiveService) => Promise<void>): Promise<void> {
  const service = liveService(stage, 'to be taken over');
  if (!service) return play();
  const { features } = stage;
  const isUsed = liveService(stage, 0) === service && USING.some((feature) => features.includes(feature));
  if (isUsed || (features.includes('cease') && liveService(stage, 'to be ended') === service)) {
    stage.remark(
      `the supplier ceases service ${service.serviceId}, of which more is asked: name one more in data.liveServices`,
    );
  }
  return alone(stage, service, () => play(service));
}

/** Has the supplier announce a cease, one at a time so that each is known by whom it was asked for; undefined when none comes. */
function announced(stage: Stage, scenario: Scenario, service?: LiveService): Promise<Cease | undefined> {
  return stage.exclusively('announcements', async () => {
    if (!(await stage.steer(scenario, service ? { serviceId: service.serviceId } : {}))) return undefined;
    const handles = await stage.announcement((kci) => isAnnouncement(kci, stage), {
      for: 'the announcement of an unsolicited cease',
      within: stage.pace.outcome,
    });
    return handles && ceaseWith(stage, handles);
  });
}

function ceaseWith(stage: Stage, handles: Handles): Cease {
  const name = `unsolicited cease ${handles.supplierReference}`;
  let cancelled = false;
  const isOver = () => cancelled || stage.kcis(handles).some(endsOrder);
  const about: Asked = { handles, name, namedAs: 'orderId', ends: endsOrder };
  return {
    handles,
    name,
    reference: handles.supplierReference,
    isOver,
    ends: async () => {
      if (!isOver()) await stage.kci(handles, endsOrder, { for: `the end of ${name}`, within: stage.pace.outcome });
    },
    cancel: async (asking = {}) => {
      const outcome = await ask(
        stage,
        about,
        {
          ...CANCELLATION,
          body: { reasonCode: reasonToKeep(stage), supplierOrderReference: handles.supplierReference },
        },
        asking,
      );
      if (outcome === 'done') cancelled = true;
      return outcome;
    },
    decided: async (asked) => {
      const outcome = await outcomeOf(stage, about, CANCELLATION, asked);
      if (outcome === 'done' && isNamedIn(asked, about)) cancelled = true;
      return outcome;
    },
  };
}

/** Plays with a cease, and cancels it when it is still open after that. */
async function withCease(stage: Stage, cease: Cease, play: () => Promise<unknown>): Promise<void> {
  try {
    await play();
  } finally {
    if (!cease.isOver()) {
      const left = stage.features.includes('cancellations') ? await cease.cancel({ tidying: true }) : 'open';
      if (!cease.isOver()) {
        const why = left === 'refused' ? ': its cancellation was refused' : '';
        stage.leaveOver(`${cease.name} is still open${why}`, { kind: 'order', ...referred(cease.reference) });
      }
    }
    await stage.listen();
  }
}

/** So many ceases are announced where it costs nothing: a supplier can begin them in three ways. */
const CEASES = 3;

/** The supplier announces ceases and carries them out. */
export const unsolicitedCease: Journey = {
  id: 'unsolicited-cease',
  title: 'Ceases that the supplier starts, from the announcement to the end',
  areas: ['http', 'cancellations', 'unsolicited-cease', 'kcis'],
  when: ['unsolicited-cease'],
  play: async (stage) => {
    if (!canAnnounce(stage, 'UNSOLICITED_CEASE')) {
      stage.remark('UNSOLICITED_CEASE is not played: it takes steering by http, command or manual');
      return;
    }
    const times = stage.steeredBy('UNSOLICITED_CEASE').includes('manual') ? 1 : CEASES;
    await withServiceTakenOver(stage, async (service) => {
      const followed: Promise<void>[] = [];
      for (let time = 0; time < times; time += 1) {
        // They come one after the other, and are followed side by side.
        const cease = await announced(stage, 'UNSOLICITED_CEASE', service);
        if (!cease) break;
        followed.push(withCease(stage, cease, cease.ends));
      }
      await together(followed);
    });
  },
};

/** The supplier announces a cease that its tenant cancels. */
export const unsolicitedCeaseCancelled: Journey = {
  id: 'unsolicited-cease-cancelled',
  title: 'A cease that the supplier starts and the tenant cancels',
  areas: ['http', 'cancellations', 'unsolicited-cease', 'kcis'],
  when: ['unsolicited-cease', 'cancellations'],
  play: async (stage) => {
    const scenario = scenarioToCancel(stage);
    if (scenario === undefined) return;
    await withServiceTakenOver(stage, (service) =>
      withOpenCease(stage, scenario, service, async (cease) => void (cease.isOver() || (await cease.cancel()))),
    );
  },
};

/** The scenario under which a cease is announced to be cancelled, one that stays open if there is any; without, that is said. */
export function scenarioToCancel(stage: Stage): Scenario | undefined {
  const scenario = (['UNSOLICITED_CEASE_OPEN', 'UNSOLICITED_CEASE'] as const).find((one) => canAnnounce(stage, one));
  if (scenario === undefined) {
    stage.remark('no unsolicited cease is cancelled: UNSOLICITED_CEASE takes steering by http, command or manual');
  }
  return scenario;
}

/** Has the supplier announce a cease and plays with it; it is cancelled when it is still open after that. Does not play when none comes. */
export async function withOpenCease(
  stage: Stage,
  scenario: Scenario,
  service: LiveService | undefined,
  play: (cease: Cease) => Promise<void>,
): Promise<void> {
  const cease = await announced(stage, scenario, service);
  if (cease) await withCease(stage, cease, () => play(cease));
}

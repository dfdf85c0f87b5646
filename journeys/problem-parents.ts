import type { JsonObject } from '../specs/json-object.ts';
import type { Journey } from './journey.ts';
import { alone, liveService, withLiveService } from './live-services.ts';
import { lasting, withOpenProblemOf, withSettledProblem } from './problems.ts';
import type { Problem } from './repairs.ts';

/** The members by which a problem names the wider one that it is part of. */
function partOf({ handles, carried }: Problem): JsonObject {
  const reference = carried()?.supplierServiceProblemReference;
  return {
    parentServiceProblemId: handles.gatewayId,
    ...(reference === undefined ? {} : { parentServiceProblemReference: reference }),
  };
}

/** Reports a problem of one service as part of an open problem of another. */
export const problemWithParent: Journey = {
  id: 'problem-with-parent',
  title: 'A problem that is part of another one',
  areas: ['http', 'service-tests', 'service-problems', 'kcis'],
  when: ['service-problems'],
  play: async (stage) => {
    const [wide, narrow] = [liveService(stage, 24), liveService(stage, 25)];
    // Of one service a supplier may well take no second problem while the first is open.
    if (wide && wide.serviceId === narrow?.serviceId) {
      stage.remark(
        'no problem is reported as part of another: data.liveServices names only one that goes on; name more',
      );
      return;
    }
    if (!wide || !narrow) return withLiveService(stage, 24, () => Promise.resolve());
    const play = () =>
      withOpenProblemOf(stage, wide, (parent) =>
        withSettledProblem(stage, lasting(narrow, partOf(parent)), () => Promise.resolve()),
      );
    // Whoever else needs both of them waits for them in the same order.
    const [first, second] = wide.serviceId < narrow.serviceId ? [wide, narrow] : [narrow, wide];
    await alone(stage, first, () => alone(stage, second, play));
  },
};

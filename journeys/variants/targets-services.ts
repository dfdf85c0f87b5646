import type { JsonObject } from '../../specs/json-object.ts';
import type { Exchange } from '../../evidence/exchanges.ts';
import { sentNumber } from '../asking.ts';
import type { Stage } from '../journey.ts';
import { changeOf, liveService, withLiveService, type LiveService, type Which } from '../live-services.ts';
import { cease, modify } from '../modify-and-cease.ts';
import { followOrder } from '../ordering.ts';
import { aTest, fullProblem } from '../problem-reports.ts';
import { followProblem, withdraw } from '../repairs.ts';
import { workday } from '../requests.ts';
import { hasResult, testBefore } from '../service-tests.ts';
import type { Prepared, Target } from './target.ts';
import { byHeader, isTakenBack, NO_APPOINTMENT, perStage, toTheEnd } from './targets-holding.ts';

/** What of a target is told by the service that it uses. */
type OfService = Pick<Prepared, 'fixed' | 'kept' | 'words' | 'call'> & { readonly body: JsonObject };

/** What a target that uses a live service is made of. */
interface ServiceTarget extends Pick<Target, 'operation' | 'variant' | 'when' | 'mostValid'> {
  readonly which: Which;
  /** The plain request; undefined where there is none, which is remarked. */
  readonly plain: (stage: Stage, service: LiveService) => Promise<OfService | undefined> | OfService | undefined;
  /** Takes back what a request created; false when something is left that keeps the service from being used again. */
  readonly takenBack: (stage: Stage, exchange: Exchange) => Promise<boolean>;
}

/**
 * A kind of request that creates something of a live service: one after the other, each taken back before the next, and none
 * any more once something stays.
 */
function ofService({ which, plain, takenBack, ...target }: ServiceTarget): Target {
  const stuck = perStage(() => ({ by: undefined as string | undefined }));
  return {
    ...target,
    exclusively: (stage, play) => withLiveService(stage, which, () => toTheEnd(stage, play)),
    prepare: async (stage) => {
      const service = liveService(stage, which);
      if (!service) return undefined;
      const { by } = stuck(stage);
      if (by !== undefined) {
        stage.remark(`no more variants of ${target.operation} for service ${service.serviceId}: ${by} stays`);
        return undefined;
      }
      const made = await plain(stage, service);
      if (!made) return undefined;
      const { body, ...rest } = made;
      return {
        draft: { body },
        ...rest,
        taken: async (exchange) => {
          // What a broken request seems to have created need not be in the way, and its control twin tells whether it is.
          if ((await takenBack(stage, exchange)) || !exchange.request.intent.valid) return 'still good';
          stuck(stage).by = `what request ${sentNumber(exchange) ?? 'without a number'} created`;
          return 'used up';
        },
        release: () => Promise.resolve(),
      };
    },
  };
}

/** A modify order has more in it than is published; what is guessed beyond the likely is not sent. */
const UNLIKELY = ['primaryContact', 'secondaryContact', 'engineerTasks', 'hazards', 'onSiteRestrictions'];

/** An order to change a live service. */
const modifyOrder = ofService({
  operation: 'handleCreateOrder',
  variant: 'ModifyOrderRequest',
  when: ['modify'],
  mostValid: 4,
  which: 16,
  plain: async (stage, service) => {
    const change = await changeOf(stage, service);
    if (change.length === 0) return undefined;
    const isCancelled = stage.features.includes('cancellations');
    return {
      body: {
        ...modify(stage, service.serviceId, change),
        requestedCompletionDate: workday(14),
        notes: 'Conformance test, nothing is to be changed',
      },
      fixed: [
        '/body/orderType',
        '/body/tenant',
        '/body/serviceId',
        '/body/serviceCharacteristics',
        ...NO_APPOINTMENT,
        ...UNLIKELY.map((member) => `/body/${member}`),
      ],
      call: byHeader(stage, isCancelled ? 'ORDER_IN_PROGRESS' : 'ORDER_SUCCESSFUL'),
    };
  },
  takenBack: (stage, exchange) => isTakenBack(stage, followOrder(stage, exchange)),
});

/** An order to end a live service that may come to its end, cancelled at once. */
const ceaseOrder = ofService({
  operation: 'handleCreateOrder',
  variant: 'CeaseOrderRequest',
  when: ['cease'],
  mostValid: 3,
  which: 'to be ended',
  plain: (stage, { serviceId }) => {
    if (!stage.features.includes('cancellations')) {
      stage.remark('no variants of cease orders: cancellations are not claimed, so none could be taken back');
      return undefined;
    }
    return {
      body: { ...cease(stage, serviceId), notes: 'Conformance test, to be cancelled' },
      fixed: ['/body/orderType', '/body/tenant', '/body/serviceId'],
      call: byHeader(stage, 'ORDER_IN_PROGRESS'),
    };
  },
  takenBack: async (stage, exchange) => {
    const order = followOrder(stage, exchange);
    const isOver = await isTakenBack(stage, order);
    return isOver && !['COMPLETED', 'PARTIAL'].includes(order.ending() ?? '');
  },
});

/** The kinds of problem, without CPE: it is listed, and breaks the pattern that is printed for all. */
const PROBLEM_TYPES = ['OUTAGE', 'PERFORMANCE', 'STABILITY', 'SYNCHRONISATION', 'CUSTOMER'];

/** A test of a live service. */
const serviceTest = ofService({
  operation: 'handleServiceTest',
  when: ['service-tests'],
  mostValid: 5,
  which: 17,
  plain: (_, service) => ({
    body: aTest(service),
    fixed: ['/body/serviceId', '/body/serviceSpecification'],
    words: { '/body/problemType': PROBLEM_TYPES },
  }),
  takenBack: hasResult,
});

/** The report of a problem of a live service, withdrawn once it is acknowledged. */
const problem = ofService({
  operation: 'handleCreateProblem',
  when: ['service-problems'],
  mostValid: 5,
  which: 18,
  plain: async (stage, service) => ({
    body: { ...fullProblem(stage, service), ...(await testBefore(stage, service)) },
    fixed: [
      '/body/serviceId',
      '/body/serviceSpecification',
      '/body/address',
      '/body/characteristics',
      '/body/serviceTestId',
      '/body/serviceTestReference',
      '/body/parentServiceProblemId',
      '/body/parentServiceProblemReference',
      ...NO_APPOINTMENT,
    ],
    words: { '/body/problemType': PROBLEM_TYPES },
    call: byHeader(stage, 'PROBLEM_IN_PROGRESS'),
  }),
  takenBack: async (stage, exchange) => {
    const reported = followProblem(stage, exchange);
    try {
      await reported.acknowledged();
    } finally {
      await withdraw(stage, reported);
    }
    return reported.isOver();
  },
});

/** The kinds of request that create something of a live service. */
export const SERVICES: readonly Target[] = [modifyOrder, ceaseOrder, serviceTest, problem];

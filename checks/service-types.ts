import type { JsonObject } from '../specs/json-object.ts';
import {
  answerObject,
  answersOf,
  isGenerated,
  isSuccess,
  objectAt,
  objectsIn,
  queryOf,
  sentObject,
  shouldBeTaken,
  show,
  textAt,
  violation,
  type Answered,
} from './answers.ts';
import { check, type Evidence } from './check.ts';

type ServiceType = 'BROADBAND' | 'ETHERNET';

const specificationIn = (service: JsonObject | undefined): string | undefined =>
  textAt(objectAt(service, 'serviceSpecification'), 'id');

/** How a request names the services that it wants, where that says of which type they are. */
const NAMING: Readonly<
  Record<string, { readonly type: ServiceType; readonly named: (sent: JsonObject) => readonly (string | undefined)[] }>
> = {
  handleCreateOrder: {
    type: 'BROADBAND',
    named: (sent) => (sent.orderType === 'NEW' ? [specificationIn(objectAt(sent, 'serviceOrderItem'))] : []),
  },
  handleQuote: { type: 'ETHERNET', named: (sent) => objectsIn(sent, 'service').map(specificationIn) },
  handleCreateEthernetOrder: {
    type: 'ETHERNET',
    named: (sent) => objectsIn(sent, 'ethernetOrderItems').map((item) => specificationIn(objectAt(item, 'service'))),
  },
};

/** The specifications of services that were taken as being of a type: by an order for a new line, or for Ethernet, or by a quote. */
function takenAs(type: ServiceType, evidence: Evidence): ReadonlySet<string> {
  return new Set(
    Object.entries(NAMING)
      .filter(([, naming]) => naming.type === type)
      .flatMap(([operation, { named }]) =>
        answersOf(evidence, operation)
          .filter((exchange) => isSuccess(exchange.response.status) && shouldBeTaken(exchange, evidence))
          .flatMap((exchange) => named(sentObject(exchange) ?? {}))
          .filter((id) => id !== undefined),
      ),
  );
}

/** An offer of services of one type, and the services that the run knows to be of the other. */
interface OneType {
  readonly exchange: Answered;
  readonly asked: ServiceType;
  readonly foreign: readonly string[];
}

function offersOfOneType(evidence: Evidence): readonly OneType[] {
  const taken = { BROADBAND: takenAs('BROADBAND', evidence), ETHERNET: takenAs('ETHERNET', evidence) };
  // What was taken as both is of both.
  const foreignTo = {
    BROADBAND: [...taken.ETHERNET].filter((id) => !taken.BROADBAND.has(id)),
    ETHERNET: [...taken.BROADBAND].filter((id) => !taken.ETHERNET.has(id)),
  };
  return answersOf(evidence, 'handleAvailabilityCheck')
    .filter((exchange) => exchange.response.status === 200 && !isGenerated(exchange))
    .flatMap((exchange) => {
      const asked = queryOf(exchange.request).getAll('serviceTypes').join();
      if (asked !== 'BROADBAND' && asked !== 'ETHERNET') return [];
      const foreign = foreignTo[asked];
      return foreign.length === 0 ? [] : [{ exchange, asked, foreign }];
    });
}

/** Where one type is asked for, nothing is offered that was ordered or quoted as the other type alone. */
export const servicesAreOfTheAskedType = check<OneType>({
  id: 'services-are-of-the-asked-type',
  requirement: 'AVL-OTHER-TYPE',
  title: 'availability answers about one type of service',
  forEach: offersOfOneType,
  violation({ exchange, asked, foreign }) {
    const ids = objectsIn(answerObject(exchange), 'serviceSpecifications').map(({ id }) => id);
    return foreign
      .filter((id) => ids.includes(id))
      .map((id) =>
        violation(
          exchange,
          asked === 'ETHERNET'
            ? 'Ethernet services only, where ETHERNET is asked for'
            : 'broadband services only, where BROADBAND is asked for',
          asked === 'ETHERNET'
            ? `${show(id)}, which is ordered as broadband`
            : `${show(id)}, which is quoted as Ethernet`,
        ),
      );
  },
});

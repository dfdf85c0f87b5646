import type { JsonObject } from '../specs/json-object.ts';
import type { Stage } from './journey.ts';
import type { LiveService } from './live-services.ts';
import { BARE_CONTACT, FIRST_CONTACT, SECOND_CONTACT } from './requests.ts';

/** A day, in milliseconds. */
const DAY = 86_400_000;

/** A service that nobody has. */
export const NOBODYS_SERVICE: LiveService = {
  serviceId: 'NO-SUCH-SERVICE',
  serviceSpecification: 'NO-SUCH-SPECIFICATION',
};

/** A request to test a service. */
export function aTest({ serviceId, serviceSpecification }: LiveService, problemType = 'STABILITY'): JsonObject {
  return { serviceId, serviceSpecification: { id: serviceSpecification }, problemType };
}

/** A problem with the mandatory members and the shortest contact only. */
export function minimalProblem(service: LiveService): JsonObject {
  return {
    ...aTest(service),
    problemText: 'Conformance test: the line drops every evening',
    characteristics: [{ name: 'SERVICE_HAS_WORKED', value: 'false' }],
    primaryContact: BARE_CONTACT,
    notes: 'Conformance test, nothing is to be repaired',
  };
}

/** A problem that says all that a tenant can say of itself. */
export function fullProblem(stage: Stage, service: LiveService): JsonObject {
  return {
    ...minimalProblem(service),
    address: stage.data.address,
    characteristics: [
      { name: 'SERVICE_HAS_WORKED', value: 'true' },
      { name: 'SERVICE_LAST_WORKED', value: new Date(Date.now() - DAY).toISOString() },
      { name: 'REPEAT_PROBLEM', value: 'false' },
    ],
    primaryContact: FIRST_CONTACT,
    secondaryContact: SECOND_CONTACT,
    hazards: 'None: this problem is a test',
    onSiteRestrictions: 'None: this problem is a test',
  };
}

import { ANY_ORDER_FEATURES, KCI_FEATURES, ORDER_FEATURES, type Requirement } from '../requirement.ts';

const REASONS = 'Portal page suppliers/supplierreasoncodes';
const UPDATES = 'Portal page suppliers/supplierupdates';
const NOT_BY_A_RUN = 'Not exercised by a run.';

/** What is said about KCIs and shows in none: the supplier's own judgement, the gateway's part, and what is not published. */
export const KCI_BACKGROUND_REQUIREMENTS: readonly Requirement[] = [
  {
    id: 'KCI-GATEWAY-ACCESS',
    area: 'kcis',
    level: 'MUST',
    standing: 'documented',
    sentence:
      'The supplier calls the gateway of the environment that it belongs to, from a registered address and with a scope that is registered for it.',
    source: 'Supplier Updates API 1.8, servers; Authentication API 1.0; portal page authentication',
    when: [],
    whenAny: KCI_FEATURES,
    advice: 'Make the base URL, the credentials and the scope part of the configuration of each environment.',
    exercise: NOT_BY_A_RUN,
    untested:
      'A run stands in for the gateway at one address, lets in every caller that has the credentials, and does not know the scope of suppliers, which is not published.',
  },
  {
    id: 'KCI-TOKEN-ANSWER',
    area: 'kcis',
    level: 'SHOULD',
    standing: 'documented',
    sentence:
      'The supplier understands every answer to a token request: expires_in as a number or as text, 400 with an error, 503.',
    source: 'Authentication API 1.0, supplier access token (its text and its sample disagree about expires_in)',
    when: [],
    whenAny: KCI_FEATURES,
    advice: 'Read expires_in leniently, wait after a 503, and report a 400 to whoever keeps the credentials.',
    exercise: NOT_BY_A_RUN,
    untested:
      'A run gives a token to whoever asks rightly, since all KCIs depend on it; a supplier that cannot read it sends none, which the outcomes tell.',
  },
  {
    id: 'KCI-GATEWAY-PART',
    area: 'kcis',
    level: 'MUST',
    standing: 'tenant',
    sentence:
      'What the gateway makes of KCIs and answers is its own part: it buffers and orders them, numbers those for the tenant, and tells of requests that it could not send.',
    source: 'Portal pages orderkciflows, tenantupdates and tenants/tenanterrorkci, written for tenants',
    when: [],
    whenAny: KCI_FEATURES,
    advice:
      'Number your own KCIs from 1; never send the statuses and KCIs that are the gateway’s, nor the status of an amendment or a cancellation.',
    exercise: NOT_BY_A_RUN,
    untested: 'It binds the gateway; nothing that a supplier does shows it.',
  },
  {
    id: 'KCI-SERVICE-DATA',
    area: 'kcis',
    level: 'SHOULD',
    standing: 'documented',
    sentence:
      'What a supplier has to tell about a service, such as its id or a VLAN, it tells as service characteristics.',
    source: UPDATES,
    when: [],
    whenAny: ORDER_FEATURES,
    advice: 'Add characteristics to the order as they become known, and send UPDATE or ADDITIONAL with them.',
    exercise: NOT_BY_A_RUN,
    untested:
      'What there is to tell is known to the supplier alone; that what it once told does not get lost is judged.',
  },
  {
    id: 'KCI-UPDATE-FITS-BEST',
    area: 'kcis',
    level: 'SHOULD',
    standing: 'documented',
    sentence: 'UPDATE is sent only where no other reason code fits better.',
    source: REASONS,
    when: [],
    whenAny: ANY_ORDER_FEATURES,
    advice: 'Look for a more telling reason code first.',
    exercise: NOT_BY_A_RUN,
    untested: 'Which reason fits best is a matter of judgement.',
  },
  {
    id: 'KCI-WAITING-STATUS',
    area: 'kcis',
    level: 'SHOULD',
    standing: 'documented',
    sentence:
      'An order is PENDING while it waits for the tenant, and HELD while something on the supplier’s side blocks it.',
    source:
      'Portal pages orderstate and orderkciflows (official examples keep IN_PROGRESS while the tenant has to act)',
    when: [],
    whenAny: ORDER_FEATURES,
    advice: 'Use HELD with DELAY, and PENDING (or the status as it was) with INFORMATION_REQUIRED and REAPPOINT.',
    exercise: NOT_BY_A_RUN,
    untested: 'Pages and examples disagree, and whom an order waits for is known to the supplier alone.',
  },
  {
    id: 'KCI-INCIDENT',
    area: 'kcis',
    level: 'SHOULD',
    standing: 'inferred',
    sentence: 'A network incident may be reported by a KCI of its own, as reportableIncident.',
    source: 'Supplier Updates API 1.8, description of the reason codes; the form of the incident is not published',
    when: [],
    whenAny: KCI_FEATURES,
    advice: 'Ask the Fibre Cafe for the form before you send one.',
    exercise: NOT_BY_A_RUN,
    untested:
      'Its form is not published, and a run cannot bring one about; its envelope is judged like that of any KCI.',
  },
];

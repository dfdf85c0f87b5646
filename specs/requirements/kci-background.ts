import { KCI_FEATURES, ORDER_FEATURES, type Requirement } from '../requirement.ts';

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
    id: 'KCI-EXTRA-MEMBERS',
    area: 'kcis',
    level: 'SHOULD',
    standing: 'inferred',
    sentence: 'A KCI keeps to members that the contract knows.',
    source: 'Concluded: Supplier Updates API 1.8 does not say what the gateway does with others',
    when: [],
    whenAny: KCI_FEATURES,
    advice: 'Tell what you have beyond the contract as service characteristics or supplier notes.',
    exercise: NOT_BY_A_RUN,
    untested: 'Nobody knows that the gateway minds, and the published schema is not visible to its end.',
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
    id: 'KCI-CHARACTERISTIC-NAMES',
    area: 'kcis',
    level: 'SHOULD',
    standing: 'documented',
    sentence: 'Service characteristics go by the names of the published list.',
    source: 'Portal page service-orders/servicecharacteristics',
    when: [],
    whenAny: ORDER_FEATURES,
    advice: 'Compare your names with the page; agree on further ones with the Fibre Cafe.',
    exercise: NOT_BY_A_RUN,
    untested: 'The list is not visible to its end: the names that suppliers give are just what is cut off.',
  },
  {
    id: 'KCI-UPDATE-FITS',
    area: 'kcis',
    level: 'SHOULD',
    standing: 'documented',
    sentence: 'UPDATE tells of a real change of the order, and only where no other reason code fits better.',
    source: REASONS,
    when: [],
    whenAny: ORDER_FEATURES,
    advice: 'Look for a more telling reason code first, and do not send UPDATE as a sign of life.',
    exercise: NOT_BY_A_RUN,
    untested:
      'Which reason fits best is a matter of judgement, and where nothing in the order changed, a note or a text may be the news.',
  },
  {
    id: 'KCI-REAPPOINTED-TARGET',
    area: 'kcis',
    level: 'SHOULD',
    standing: 'inferred',
    sentence: 'When an appointment moves, targetDate moves with it.',
    source: 'Concluded from portal page suppliers/supplierkciexamples',
    when: ['appointments'],
    whenAny: ORDER_FEATURES,
    advice: 'Recompute targetDate when you agree on a new slot; leave committedDate as it is.',
    exercise: NOT_BY_A_RUN,
    untested: 'How long the work takes after the visit is known to the supplier alone.',
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

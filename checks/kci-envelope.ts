import { isObject } from '../specs/json-object.ts';
import { RESOLVED } from '../specs/problem-lifecycle.ts';
import { header, type InboundEvent, json } from '../evidence/history.ts';
import { jsonObject } from '../evidence/kci.ts';
import { isCreated } from '../callbacks/streams.ts';
import { check, type Check, type Evidence } from './check.ts';
import {
  asViolations,
  delivered,
  findingsOf,
  heard,
  isFromSupplier,
  recurrences,
  reported,
  type Recurrence,
  type Reported,
} from './kci-triggers.ts';

// Whether the gateway is there may be asked by anybody.
const LOOKING = ['GET', 'HEAD', 'OPTIONS'];

const requestsToKcis = ({ history }: Evidence) =>
  history
    .filter((event): event is InboundEvent => event.type === 'inbound' && event.endpoint === 'kcis')
    .filter((event) => isFromSupplier(event) && !LOOKING.includes(event.method));

export const kciIsAJsonObject = check({
  id: 'kci-is-a-json-object',
  requirement: 'KCI-JSON',
  title: 'POST of one JSON object',
  needs: 'delivery',
  forEach: requestsToKcis,
  violation: (event) => {
    const seen = [event.seq];
    if (event.method !== 'POST') return { expected: 'a POST', actual: event.method, seen };
    const body = json(event.body);
    if (!body.ok) return { expected: 'a KCI as JSON', actual: body.problem, seen };
    return isObject(body.value)
      ? undefined
      : { expected: 'one JSON object', actual: Array.isArray(body.value) ? 'a list' : 'no object', seen };
  },
});

/** Whether a request holds what can only be a KCI. */
const holdsKci = ({ method, body }: InboundEvent) =>
  method === 'POST' && typeof jsonObject(body)?.reasonCode === 'string';

export const kciIsPostedToItsPath = check<InboundEvent>({
  id: 'kci-is-posted-to-its-path',
  requirement: 'KCI-ENDPOINT',
  title: 'path of the POST of a KCI',
  needs: 'delivery',
  forEach: ({ history }) => history.filter((event): event is InboundEvent => event.type === 'inbound').filter(holdsKci),
  violation: (event) =>
    event.endpoint === 'kcis'
      ? undefined
      : { expected: 'POST to /kcis below the address of the gateway', actual: `POST ${event.path}`, seen: [event.seq] },
});

export const kciHasJsonMediaType = check<Reported>({
  id: 'kci-has-json-media-type',
  requirement: 'KCI-MEDIA-TYPE',
  title: 'Content-Type of a KCI',
  needs: 'delivery',
  forEach: delivered,
  violation: ({ kci: { event } }) => {
    const type = header(event.headers, 'Content-Type');
    return /^application\/json\b/i.test(type ?? '')
      ? undefined
      : { expected: 'Content-Type application/json', actual: type ?? 'no Content-Type', seen: [event.seq] };
  },
});

export const kciHasRequestId = check<Reported>({
  id: 'kci-has-request-id',
  requirement: 'KCI-REQUEST-ID',
  title: 'X-Request-ID of a KCI',
  needs: 'delivery',
  forEach: delivered,
  violation: ({ kci: { event } }) =>
    header(event.headers, 'X-Request-ID')
      ? undefined
      : { expected: 'an X-Request-ID header', actual: 'none', seen: [event.seq] },
});

export const kciRequestIdIsNew = check<Recurrence<InboundEvent>>({
  id: 'kci-request-id-is-new',
  requirement: 'KCI-REQUEST-ID-UNIQUE',
  title: 'X-Request-ID used once',
  needs: 'delivery',
  forEach: (evidence) =>
    recurrences(
      delivered(evidence)
        .map(({ kci }) => kci.event)
        .filter(({ headers }) => header(headers, 'X-Request-ID')),
      ({ headers }) => header(headers, 'X-Request-ID'),
    ),
  violation: ({ item: event, first }) =>
    first === event
      ? undefined
      : {
          expected: 'an X-Request-ID that no request had before',
          actual: `${header(event.headers, 'X-Request-ID')} again`,
          seen: [first.seq, event.seq],
        },
});

export const kciContinuesConversation = check<Reported>({
  id: 'kci-continues-conversation',
  requirement: 'KCI-CONVERSATION-ID',
  title: 'X-Conversation-ID of the order',
  needs: 'delivery',
  forEach: (evidence) => delivered(evidence).filter(({ stream }) => isCreated(stream)),
  violation: ({ kci, stream: { subject, requests } }) => {
    const conversations = requests.map(({ exchange }) => header(exchange.request.headers, 'X-Conversation-ID'));
    return kci.conversation !== undefined && [subject.conversation, ...conversations].includes(kci.conversation)
      ? undefined
      : {
          expected: `X-Conversation-ID ${subject.conversation}`,
          actual: kci.conversation ?? 'none',
          seen: [subject.origin, kci.event.seq],
        };
  },
});

export const kciCarriesToken = check<Reported>({
  id: 'kci-carries-token',
  requirement: 'KCI-BEARER',
  title: 'bearer token of a KCI',
  needs: 'delivery',
  forEach: delivered,
  violation: ({ kci: { event } }) =>
    'status' in event.answer && event.answer.status === 401 && !event.scripted
      ? {
          expected: 'Authorization: Bearer with a valid token of the token endpoint',
          actual: event.refusal ?? header(event.headers, 'Authorization') ?? 'no Authorization header',
          seen: [event.seq],
        }
      : undefined,
});

const tokenRequests = ({ history }: Evidence) =>
  history.filter((event): event is InboundEvent => event.type === 'inbound' && event.endpoint === 'token');

const succeeded = ({ answer }: InboundEvent) => 'status' in answer && answer.status < 300;

export const tokenIsAskedForRightly = check<InboundEvent>({
  id: 'token-is-asked-for-rightly',
  requirement: 'KCI-TOKEN-REQUEST',
  title: 'client credentials grant',
  needs: 'delivery',
  forEach: tokenRequests,
  violation: (event) =>
    succeeded(event) || event.scripted
      ? undefined
      : {
          expected: 'a form-encoded client credentials grant with the agreed client id and secret',
          actual: event.refusal ?? 'a request that was refused',
          seen: [event.seq],
        },
});

/** From so many tokens on, one for every second KCI is no longer several senders that each keep their own. */
const TOKENS_OF_SEVERAL_SENDERS = 4;

export const tokenIsUsedAgain = check<readonly InboundEvent[]>({
  id: 'token-is-used-again',
  requirement: 'KCI-TOKEN-REUSED',
  title: 'one token for many KCIs',
  needs: 'delivery',
  forEach: (evidence) => {
    const tokens = tokenRequests(evidence).filter(succeeded);
    return tokens.length > 0 ? [tokens] : [];
  },
  violation: (tokens, { views, history }) => {
    const renewals = history.filter(
      (event) => event.type === 'inbound' && event.scripted && 'status' in event.answer && event.answer.status === 401,
    );
    const needless = tokens.length - renewals.length;
    return needless > TOKENS_OF_SEVERAL_SENDERS && needless * 2 > views.deliveries.length
      ? {
          expected: 'a token that is kept until it is about to expire',
          actual: `${tokens.length} tokens for ${views.deliveries.length} KCIs`,
          seen: tokens.slice(0, 5).map(({ seq }) => seq),
        }
      : undefined;
  },
});

/** A check of the documented schema of one member of the envelope. */
const memberFits = (definition: Pick<Check, 'id' | 'requirement' | 'title'>, member: string) =>
  check<Reported>({
    ...definition,
    forEach: heard,
    violation: ({ kci }, evidence) =>
      asViolations(
        kci,
        findingsOf(kci, evidence).filter(({ severity, where }) => severity === 'error' && where === `body/${member}`),
      ),
  });

export const kciIdIsAUuid = memberFits({ id: 'kci-id-is-a-uuid', requirement: 'KCI-ID', title: 'id of a KCI' }, 'id');

export const kciHasSequenceNumber = memberFits(
  { id: 'kci-has-sequence-number', requirement: 'KCI-SEQUENCE-NUMBER', title: 'sequenceNumber of a KCI' },
  'sequenceNumber',
);

export const kciHasIssuedOn = memberFits(
  { id: 'kci-has-issued-on', requirement: 'KCI-ISSUED-ON', title: 'issuedOn of a KCI' },
  'issuedOn',
);

/**
 * Whether a KCI tells something that no reason code is published for: that a problem is resolved or rejected, or the result of
 * a test. Whatever its reason is, it may be the right one.
 */
const hasUnpublishedReason = ({ kci, stream: { subject } }: Reported) =>
  (kci.reasonCode ?? '').trim() !== '' &&
  (subject.kind === 'test' || (subject.kind === 'problem' && UNPUBLISHED.includes(kci.status ?? '')));

const UNPUBLISHED = [RESOLVED, 'REJECTED'];

const reasonFindings = ({ kci }: Reported, evidence: Evidence) =>
  findingsOf(kci, evidence).filter(({ where }) => where === 'body/reasonCode');

export const kciReasonIsKnown = check<Reported>({
  id: 'kci-reason-is-known',
  requirement: 'KCI-REASON-KNOWN',
  title: 'reasonCode of a KCI',
  forEach: heard,
  violation: (told, evidence) =>
    asViolations(
      told.kci,
      reasonFindings(told, evidence).filter(({ severity }) => severity === 'error' && !hasUnpublishedReason(told)),
    ),
});

/** What is judged by rules of its own; that the wrapper is missing or unknown is a finding on the body as a whole. */
const OWN_MEMBERS = ['body', ...['id', 'sequenceNumber', 'issuedOn', 'reasonCode'].map((member) => `body/${member}`)];

/** Whether a finding is about the order inside a KCI rather than about the KCI. */
const insideOrder = (where: string, wrapper: string | undefined) =>
  wrapper !== undefined &&
  (where === `body/${wrapper}` || where.startsWith(`body/${wrapper}/`) || where.startsWith(`body/${wrapper}[`));

export const kciEnvelopeFits = check<Reported>({
  id: 'kci-envelope-fits',
  requirement: 'KCI-ENVELOPE',
  title: 'other members of a KCI',
  forEach: heard,
  violation: ({ kci }, evidence) =>
    asViolations(
      kci,
      findingsOf(kci, evidence).filter(
        ({ severity, where }) =>
          severity === 'error' && !OWN_MEMBERS.includes(where) && !insideOrder(where, kci.wrapper),
      ),
    ),
});

/** Members of what a KCI reports on whose documented form is judged by a rule of its own. */
const OF_OTHER_RULES = ['tenant', 'requestedCeaseDate'];

export const kciSnapshotFits = check<Reported>({
  id: 'kci-snapshot-fits',
  requirement: 'KCI-SNAPSHOT',
  title: 'the order in a KCI',
  forEach: (evidence) => reported(evidence).filter(({ kci }) => kci.wrapper !== undefined),
  violation: ({ kci }, evidence) =>
    asViolations(
      kci,
      findingsOf(kci, evidence).filter(
        ({ severity, where }) =>
          severity === 'error' &&
          insideOrder(where, kci.wrapper) &&
          !OF_OTHER_RULES.some((member) => where === `body/${kci.wrapper}/${member}`),
      ),
    ),
});

export const kciReasonIsConfirmed = check<Reported>({
  id: 'kci-reason-is-confirmed',
  requirement: 'KCI-REASON-CONFIRMED',
  title: 'reasonCode as suppliers are shown it',
  forEach: reported,
  violation: (told, evidence) =>
    asViolations(
      told.kci,
      reasonFindings(told, evidence).filter(({ severity }) => severity === 'warning' || hasUnpublishedReason(told)),
    ),
});

/** Members whose unlikely values are told by a rule of their own. */
const JUDGED_ALONE = ['body/reasonCode', 'body/problemCode', 'body/unsolicitedCeaseServiceOrder/reason'];

export const kciFitsLikelySchema = check<Reported>({
  id: 'kci-fits-likely-schema',
  requirement: 'KCI-SCHEMA-LIKELY',
  title: 'what is likely but not documented',
  forEach: reported,
  violation: ({ kci }, evidence) =>
    asViolations(
      kci,
      findingsOf(kci, evidence).filter(
        ({ severity, where }) => severity === 'warning' && !JUDGED_ALONE.includes(where),
      ),
    ),
});

/** Checks of KCIs as messages. */
export const KCI_ENVELOPE_CHECKS: readonly Check[] = [
  kciIsAJsonObject,
  kciIsPostedToItsPath,
  kciHasJsonMediaType,
  kciHasRequestId,
  kciRequestIdIsNew,
  kciContinuesConversation,
  kciCarriesToken,
  tokenIsAskedForRightly,
  tokenIsUsedAgain,
  kciIdIsAUuid,
  kciHasSequenceNumber,
  kciHasIssuedOn,
  kciReasonIsKnown,
  kciReasonIsConfirmed,
  kciEnvelopeFits,
  kciSnapshotFits,
  kciFitsLikelySchema,
];

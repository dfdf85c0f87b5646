import type { Credentials } from './credentials.ts';

/** A JSON object whose members are not yet known. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object (not an array, not null). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How an honest supplier may work: `sync` acknowledges in its answer, `async` by KCI after 202, `committed` commits at once, `rich` does each by turns. */
export const STYLES = ['sync', 'async', 'committed', 'rich'] as const;

/** One of the ways in which an honest supplier may work. */
export type Style = (typeof STYLES)[number];

/** How one order is answered; a rich supplier chooses anew for each. */
export type Mode = Exclude<Style, 'rich'>;

/** The operations that the supplier hosts, by the operationId of the contract; `unknown` is a path that it does not. */
export type Operation =
  | 'handleAvailabilityCheck'
  | 'handleQuote'
  | 'handleAppointmentAvailability'
  | 'handleReserveAppointment'
  | 'handleCreateOrder'
  | 'handleAmendOrder'
  | 'handleCancelOrder'
  | 'handleCreateEthernetOrder'
  | 'handleServiceTest'
  | 'handleCreateProblem'
  | 'handleAmendProblem'
  | 'handleCancelProblem'
  | 'handleServiceProblemResolution'
  | 'unknown';

/** A request as it arrived. */
export interface Call {
  readonly operation: Operation;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** What the path names, where the path of the operation names something. */
  readonly id?: string;
  readonly body: string;
}

/** An answer as it is meant: `body` is sent as JSON, `text` as it stands. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly text?: string;
}

/** Bytes for the bare connection in place of an HTTP answer; `end` closes it, otherwise it is left hanging. */
export interface RawAnswer {
  readonly raw: string;
  readonly end: boolean;
}

/** Why a request is not accepted. */
export interface Refusal {
  readonly status: number;
  readonly messages: readonly string[];
}

/** The ways in which a value can be other than it must be. */
export type Wrong =
  | 'unreadable' // it is no JSON
  | 'missing'
  | 'null'
  | 'null-option' // it is null, and could have been left out
  | 'type'
  | 'too-long'
  | 'too-short'
  | 'form' // it does not match its pattern
  | 'word' // it is none of those that are known
  | 'date' // it is no day, or no moment, that there is
  | 'too-small'
  | 'too-large'
  | 'fraction'
  | 'too-few';

/** One thing that is wrong with a request. */
export interface Fault {
  readonly wrong: Wrong;
  /** Where, for example `sites[1].address.id`; empty for the body as a whole. */
  readonly path: string;
  readonly message: string;
}

/** What was made of a request: its content, or why it is refused, with all that is wrong and what could be made out nevertheless. */
export type Reading<Content> =
  | { readonly ok: true; readonly value: Content }
  | { readonly ok: false; readonly refusal: Refusal; readonly faults?: readonly Fault[]; readonly value?: unknown };

/** An address as the gateway identifies it. */
export interface Address {
  readonly id: string;
  readonly type: string;
}

/** A named property of a service. */
export interface Characteristic {
  readonly name: string;
  readonly value: string;
}

/** The start and end of a visit, RFC 3339 with offset. */
export interface Timeslot {
  readonly timeslotStartDateTime: string;
  readonly timeslotEndDateTime: string;
}

/** A slot as it is offered. */
export interface Slot extends Timeslot {
  readonly classification: string;
  /** False for a slot that costs extra. */
  readonly standard: boolean;
}

/** A slot that is held for a tenant. */
export interface Reservation {
  /** The gateway's id of the reservation. */
  readonly id: number;
  readonly tenant: string;
  readonly reference: string;
  readonly slot: Slot;
  /** Instant, in ISO 8601, until which the slot is held without an order. */
  readonly expires: string;
}

/** What was offered for a service between sites. */
export interface Quote {
  /** The supplier's own identifier. */
  readonly reference: string;
  /** The request for it. */
  readonly asked: JsonObject;
}

/** What the tenant is asked for before the order can go on. */
export type Need = 'information' | 'appointment';

/** An order as it stands; every change makes a new version. */
export interface Order {
  readonly kind: 'provide' | 'modify' | 'cease' | 'unsolicited-cease' | 'ethernet';
  /** The gateway's id, unique within the tenant; of a cease that the supplier started, a number of its own. */
  readonly id: number;
  readonly tenant: string;
  /** X-Conversation-ID of the request that created the order. */
  readonly conversation: string;
  readonly mode: Mode;
  /** Whether the order is told with all that is optional. */
  readonly rich: boolean;
  readonly scenario: string;
  /** The problem code that the tester asked for, in place of the usual one. */
  readonly problemCode?: string;
  /** Pause before each KCI that the tester asked for, in milliseconds, in place of the usual one. */
  readonly pauseMs?: number;
  /** The supplier's own reference. */
  readonly reference: string;
  readonly status: string;
  /** The order as the tenant wants it: the request with its amendments applied. */
  readonly asked: JsonObject;
  /** Characteristics that the supplier has added. */
  readonly added: readonly Characteristic[];
  /** The slot of the visit. */
  readonly timeslot?: Timeslot;
  readonly committedDate?: string;
  readonly targetDate?: string;
  /** What the order waits for. */
  readonly needs?: Need;
  /** Set while a cancellation waits for its outcome. */
  readonly cancelling?: true;
}

/** How a problem was solved, as its tenant is to judge it. */
export interface Resolution {
  /** The supplier's own reference of it, under which the tenant decides on it. */
  readonly reference: string;
  /** Instant, in ISO 8601. */
  readonly resolvedDate: string;
  readonly code: string;
  readonly text: string;
  /** Set once the tenant has decided. */
  readonly decision?: { readonly status: string; readonly tenantNotes?: string };
}

/** A problem of a live service as it stands; every change makes a new version. */
export interface Problem {
  readonly kind: 'problem';
  /** The gateway's id, unique within the tenant. */
  readonly id: number;
  readonly tenant: string;
  /** X-Conversation-ID of the request that reported it. */
  readonly conversation: string;
  readonly mode: Mode;
  /** Whether it is told with all that is optional. */
  readonly rich: boolean;
  /** Empty where the tester asked for none. */
  readonly scenario: string;
  /** The problem code that the tester asked for, in place of the usual one. */
  readonly problemCode?: string;
  /** Pause before each KCI that the tester asked for, in milliseconds, in place of the usual one. */
  readonly pauseMs?: number;
  readonly reference: string;
  readonly status: string;
  /** The problem as the tenant tells it: the request with its amendments applied. */
  readonly asked: JsonObject;
  /** Instants, in ISO 8601, by which it should be solved: as promised, and as expected now. */
  readonly committedDate?: string;
  readonly targetDate?: string;
  readonly needs?: Need;
  /** Set while a cancellation waits for its outcome. */
  readonly cancelling?: true;
  /** The last one that was told. */
  readonly resolution?: Resolution;
}

/** A test of a live service as it stands. */
export interface ServiceTest {
  readonly kind: 'test';
  /** The gateway's id, unique within the tenant. */
  readonly id: number;
  readonly tenant: string;
  /** X-Conversation-ID of the request for it. */
  readonly conversation: string;
  /** Tests are always started in the answer. */
  readonly mode: 'sync';
  /** Whether it is told with all that is optional. */
  readonly rich: boolean;
  readonly pauseMs?: number;
  readonly reference: string;
  readonly status: string;
  readonly asked: JsonObject;
  /** What came out of it, once it has ended. */
  readonly result?: JsonObject;
  /** A test waits for nobody. */
  readonly needs?: never;
}

/** What KCIs are sent about. */
export type Subject = Order | Problem | ServiceTest;

/** Whether something that KCIs are sent about is an order. */
export function isOrder(subject: Subject): subject is Order {
  return subject.kind !== 'problem' && subject.kind !== 'test';
}

/** An amendment or cancellation of an order or a problem as it arrived. */
export interface ChangeRequest {
  /** The gateway's id of the request itself. */
  readonly id: number;
  readonly scenario?: string;
  readonly pauseMs?: number;
  readonly body: JsonObject;
}

/** What a KCI says beside the order, problem or test that it shows. */
export interface Telling {
  readonly reasonCode: string;
  readonly problemCode?: string;
  readonly text?: string;
  readonly supplierCodes?: readonly string[];
  /** Members of what is shown that belong to this KCI alone, such as the id of the amendment that it answers. */
  readonly quotes?: JsonObject;
}

/** One KCI in the life of an order, a problem or a test: what it says, and what it changes. */
export interface Step<Told extends Subject = Order> extends Telling {
  /** The version after the step; absent when nothing changes. */
  readonly change?: (subject: Told, world: World) => Told;
}

/** What exists on the supplier's system. */
export interface SupplierData {
  /** The address that is served; every other one is out of coverage. */
  readonly address: Address;
  /** An address that is out of coverage, for those who need one. */
  readonly outOfCoverage: Address;
  readonly serviceSpecification: string;
  /** Services that are in use. */
  readonly liveServices: readonly LiveService[];
  /** What Ethernet services can run between, beside the address that is served. */
  readonly ethernet: { readonly sites: readonly { readonly address: Address }[] };
}

/** A service in use, and what it is an instance of. */
export interface LiveService {
  readonly serviceId: string;
  readonly serviceSpecification: string;
}

/** Where KCIs go and how to get in; `url` is absent until it is known. */
export interface GatewayAccess {
  /** Base URL, for example `http://127.0.0.1:8090/v1`. */
  readonly url?: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** An authority to trust there besides the usual ones, as PEM text. */
  readonly ca?: string;
}

/** All that a supplier knows at a moment. */
export interface World {
  readonly style: Style;
  readonly data: SupplierData;
  readonly credentials: Credentials;
  /** Pause between two KCIs of an order, in milliseconds. */
  readonly stepMs: number;
  readonly now: () => Date;
  /** A number that no other reference of this supplier has. */
  readonly next: () => number;
  /** By tenant and gateway id, as `keyOf` gives it. */
  readonly orders: ReadonlyMap<string, Order>;
  readonly problems: ReadonlyMap<string, Problem>;
  readonly reservations: ReadonlyMap<string, Reservation>;
  /** By the supplier's own identifier: they belong to no tenant. */
  readonly quotes: ReadonlyMap<string, Quote>;
}

/** The key of an order or reservation: gateway ids are unique only within a tenant. */
export function keyOf(tenant: string, id: unknown): string {
  return `${tenant}/${String(id)}`;
}

/** The statuses that nothing leads out of. */
export const TERMINAL_STATUSES: readonly string[] = ['REJECTED', 'CANCELLED', 'COMPLETED', 'PARTIAL', 'FAILED'];

/** Whether nothing more happens to an order. */
export function isOver(order: { readonly status: string }): boolean {
  return TERMINAL_STATUSES.includes(order.status);
}

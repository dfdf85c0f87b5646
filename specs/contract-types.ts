import type { Severity } from './requirement.ts';
import type { RequestShape } from './shapes.ts';

/** One operation of the Supplier API, as the document describes it. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** Status codes that the document lists without reservation. */
  readonly documentedStatuses: readonly number[];
  /** Status codes that are listed with a lesser standing: tolerated with a warning. */
  readonly toleratedStatuses: readonly number[];
  /** Names of the mandatory request headers, in their documented case. */
  readonly requiredHeaders: readonly string[];
}

/** One way in which a message departs from its schema. */
export interface SchemaFinding {
  /** An error breaks the documented part of the schema, a warning only what is less certain. */
  readonly severity: Severity;
  /** Where: `body`, `header X-Request-ID`, `query address`, followed by the JSON path, for example `body/serviceOrderItem/serviceSpecification/id`. */
  readonly where: string;
  readonly expected: string;
  /** The value as short JSON; exactly `missing` where a required one is absent. */
  readonly actual: string;
}

/** A message as a judge of schemas sees it. */
export interface Message {
  readonly headers: readonly (readonly [string, string])[];
  /** The parsed body; undefined when the message has none. */
  readonly body?: unknown;
}

/** The title and the version that an OpenAPI document gives itself. */
export interface Edition {
  readonly title: string;
  readonly version: string;
}

/** The compiled contract: what the two OpenAPI documents say, ready to be asked. Read at run time, never restated in code. */
export interface Contract {
  /** SHA-256 of each document and of each file that it refers to, hexadecimal, by file name. */
  readonly hashes: Readonly<Record<string, string>>;
  /** What each document calls itself and which version of the API it says it is, by the file name that its hash goes by. */
  readonly editions: Readonly<Record<string, Edition>>;
  /** The operations of the Supplier API, in the order of its document. */
  readonly operations: readonly Operation[];
  /** An operation of either document, as the judges below take them. Throws a ContractError where there is none of that id. */
  operation(id: string): Operation;
  /**
   * How our own request departs from the contract. `variant` names the branch that is meant where the body has several
   * (a schema name such as `ProvideOrderAmendmentRequest`, where `Request` and `Response` at the end do not count, or the value
   * of its tag); then that branch alone counts. A variant that the body has not is passed over.
   */
  judgeRequest(
    operation: string,
    message: Message & { readonly url: string },
    variant?: string,
  ): readonly SchemaFinding[];
  /** What a request of the operation may hold; `variant` chooses the branch of a body that has several. */
  requestShape(operation: string, variant?: string): RequestShape;
  /** How a body departs from the schema that the operation documents for the status; nothing where none is documented. */
  judgeResponseBody(operation: string, status: number, body: unknown, variant?: string): readonly SchemaFinding[];
  /** Whether the document gives a JSON body for the status, and whether that body is documented without reservation. */
  responseBody(operation: string, status: number): 'documented' | 'tolerated' | 'none';
  /** Which headers the answer of that status lacks or carries malformed. */
  judgeResponseHeaders(operation: string, status: number, headers: Message['headers']): readonly SchemaFinding[];
  /** How a KCI departs from its schema, judged against the variant that its wrapper key means. */
  judgeKci(body: unknown): readonly SchemaFinding[];
  /** Where a KCI has members that its schema does not name, for example `body/provideServiceOrder/colour`. */
  unnamedKciMembers(body: unknown): readonly string[];
  /** The wrapper keys of the documented KCI variants. */
  readonly kciWrappers: readonly string[];
  /** The reason codes that the document lists for KCIs; where it lists some with reservation, only the others. */
  readonly kciReasonCodes: readonly string[];
}

import { spawn } from 'node:child_process';
import type { Header } from '../evidence/history.ts';
import { createClient, type Tls } from './client.ts';
import type { Interruptions } from './interruption.ts';
import type { Scenario, Steered, SteeringMeans } from './journey.ts';
import { urlPiece } from './urls.ts';

/** How one scenario is brought about. Texts may hold placeholders such as `{{id}}`. */
export interface Steering {
  /** Headers to send with the request that starts the path. */
  readonly header?: Readonly<Record<string, string>>;
  /** Text for the notes of that request. */
  readonly notes?: string;
  /** A call to make once the order is known. */
  readonly http?: {
    readonly method: string;
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  /** A command to run once the order is known, without a shell. */
  readonly command?: string;
  /** What a person is to do once the order is known. */
  readonly manual?: string;
}

/** How each scenario is brought about; `default` is for those that have no entry of their own. */
export type SteeringTable = Readonly<Partial<Record<Scenario | 'default', Steering>>>;

/** What placeholders are filled with. */
export interface Placeholders {
  readonly scenario: string;
  readonly tenant: string;
  readonly id?: number;
  readonly supplierReference?: string;
  readonly serviceId?: string;
}

/** Steering that cannot work as it is configured; the message says what is wrong with it. */
export class SteeringError extends Error {
  override readonly name = 'SteeringError';
}

/** The supplier's test system under control, as far as the configuration has it. */
export interface Steerer {
  readonly means: (scenario: Scenario) => readonly SteeringMeans[];
  readonly headers: (scenario: Scenario, known: Placeholders) => readonly Header[];
  readonly notes: (scenario: Scenario, known: Placeholders) => string | undefined;
  /** Does what is done beside the request; resolves with whether it worked. */
  readonly act: (scenario: Scenario, known: Steered) => Promise<boolean>;
}

/** What steering needs beside its table. */
export interface SteererOptions {
  readonly tenant: string;
  readonly tls?: Tls;
  /** Milliseconds that a call or a command may take. */
  readonly within: number;
  readonly interruptions: Interruptions;
  readonly remark: (text: string) => void;
  /** Shows a person what to do. */
  readonly instruct: (text: string) => void;
}

const NAMES = ['scenario', 'tenant', 'id', 'supplierReference', 'serviceId'] as const;
const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

/**
 * A steerer from a table.
 * @throws SteeringError when a text has a placeholder that does not exist, or a command is empty or ends within quotes.
 */
export function createSteerer(table: SteeringTable, options: SteererOptions): Steerer {
  for (const [scenario, steering] of Object.entries(table)) refuseUnknownPlaceholders(scenario, steering);
  const entry = (scenario: Scenario): Steering => table[scenario] ?? inherited(table.default, scenario);
  return {
    means: (scenario) => {
      const steering = entry(scenario);
      return (['header', 'notes', 'http', 'command', 'manual'] as const).filter(
        (means) => steering[means] !== undefined,
      );
    },
    headers: (scenario, known) =>
      Object.entries(entry(scenario).header ?? {}).map(([name, value]) => [name, headerText(filled(value, known))]),
    notes: (scenario, known) => {
      const { notes } = entry(scenario);
      return notes === undefined ? undefined : filled(notes, known);
    },
    act: async (scenario, { gatewayId, supplierReference, serviceId }) => {
      const { http, command, manual } = entry(scenario);
      const known: Placeholders = {
        scenario,
        tenant: options.tenant,
        ...(gatewayId === undefined ? {} : { id: gatewayId }),
        ...(serviceId === undefined ? {} : { serviceId }),
        ...(supplierReference === undefined ? {} : { supplierReference }),
      };
      if (manual !== undefined) {
        const text = filled(manual, known);
        options.remark(`to be done by hand for ${scenario}: ${text}`);
        options.instruct(text);
      }
      const called = http === undefined || (await call(http, known, options));
      const ran = command === undefined || (await run(command, known, options));
      return called && ran;
    },
  };
}

/** A successful order needs no steering: of the default it takes the header, which does no harm, and nothing else. */
function inherited(steering: Steering | undefined, scenario: Scenario): Steering {
  if (!steering || scenario !== 'ORDER_SUCCESSFUL') return steering ?? {};
  return steering.header ? { header: steering.header } : {};
}

function refuseUnknownPlaceholders(scenario: string, steering: Steering): void {
  for (const [, name = ''] of JSON.stringify(steering).matchAll(PLACEHOLDER)) {
    if ((NAMES as readonly string[]).includes(name)) continue;
    throw new SteeringError(
      `steering.${scenario} uses {{${name}}}, which does not exist; there are ${NAMES.map((known) => `{{${known}}}`).join(' ')}`,
    );
  }
  if (steering.command !== undefined) words(steering.command, scenario);
}

function filled(text: string, known: Placeholders, write: (value: string) => string = (value) => value): string {
  return text.replace(PLACEHOLDER, (_, name: string) => write(String(known[name as keyof Placeholders] ?? '')));
}

/** Every text within a value, filled in. */
function filledWithin(value: unknown, known: Placeholders): unknown {
  if (typeof value === 'string') return filled(value, known);
  if (Array.isArray(value)) return value.map((item) => filledWithin(item, known));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, filledWithin(member, known)]));
}

/** What the supplier told us must not end a header and start another. */
function headerText(text: string): string {
  return text.replace(/[^\t -~]/g, ' ');
}

async function call(
  http: NonNullable<Steering['http']>,
  known: Placeholders,
  options: SteererOptions,
): Promise<boolean> {
  const where = `steering ${known.scenario} by ${http.method} ${http.url.split('?')[0]}`;
  let url: URL;
  try {
    url = new URL(filled(http.url, known, urlPiece));
  } catch {
    options.remark(`${where} failed: that is no URL; check steering in the configuration`);
    return false;
  }
  const body = http.body === undefined ? undefined : filledWithin(http.body, known);
  const client = createClient(url, options.tls, options.interruptions);
  try {
    const answer = await client.send(
      {
        method: http.method,
        path: url.pathname + url.search,
        headers: [
          ...(body === undefined || typeof body === 'string' ? [] : [['Content-Type', 'application/json'] as const]),
          ...Object.entries(http.headers ?? {}).map(
            ([name, value]) => [name, headerText(filled(value, known))] as const,
          ),
        ],
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      },
      options.within,
    );
    const done = 'status' in answer && answer.status >= 200 && answer.status < 300;
    options.remark(
      `${where} ${done ? 'was answered' : 'failed:'} ${'status' in answer ? answer.status : answer.detail}`,
    );
    return done;
  } finally {
    await client.close();
  }
}

/**
 * Runs a command. Placeholders are filled in after it was split into words, and there is no shell, so that nothing that the
 * supplier chose can become a command. The environment has the same values, for scripts.
 */
function run(command: string, known: Placeholders, options: SteererOptions): Promise<boolean> {
  const [program = '', ...parameters] = words(command, known.scenario).map((word) => parameter(filled(word, known)));
  const environment = {
    ...process.env,
    CONFORMANCE_SCENARIO: known.scenario,
    CONFORMANCE_TENANT: known.tenant,
    CONFORMANCE_ID: String(known.id ?? ''),
    CONFORMANCE_SUPPLIER_REFERENCE: parameter(known.supplierReference ?? ''),
  };
  return new Promise((resolve) => {
    const child = spawn(program, parameters, { stdio: 'ignore', env: environment, windowsHide: true });
    let overdue = false;
    const end = () => child.kill('SIGKILL');
    const deadline = setTimeout(() => {
      overdue = true;
      end();
    }, options.within);
    const forget = options.interruptions.on(end);
    const over = (outcome: string, worked: boolean) => {
      clearTimeout(deadline);
      forget();
      options.remark(`steering ${known.scenario} by the command ${program} ${outcome}`);
      resolve(worked);
    };
    child.once('error', (error: NodeJS.ErrnoException) =>
      over(`failed: ${error.code ?? error.message}; check steering in the configuration`, false),
    );
    child.once('exit', (code) => {
      if (overdue) over(`failed: it did not end within ${options.within} ms`, false);
      else
        over(
          code === 0 ? 'ended well' : `failed: ${code === null ? 'it was ended' : `it ended with ${code}`}`,
          code === 0,
        );
    });
  });
}

/** No system takes a parameter with a NUL in it, which JSON can hold. */
function parameter(text: string): string {
  return text.replaceAll('\0', ' ');
}

/** The words of a command line; blanks within single or double quotes are part of a word. */
function words(command: string, scenario: string): readonly string[] {
  const found = [...command.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, '$1$2'),
  );
  const quotes = command.replace(/"[^"]*"|'[^']*'/g, '');
  if (found.length === 0 || /["']/.test(quotes)) {
    throw new SteeringError(`steering.${scenario}: the command is empty or a quotation in it does not end`);
  }
  return found;
}

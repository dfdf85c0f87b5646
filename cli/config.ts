import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Feature } from '../specs/requirement.ts';
import type { Pace } from '../specs/profile.ts';
import type { Waiver } from '../specs/waiver.ts';
import type { Credentials } from '../journeys/authorization.ts';
import type { Address, EthernetData, TestData, VariantWish } from '../journeys/journey.ts';
import { createAllowList, type AllowList } from '../callbacks/allow.ts';
import { JOURNEYS } from '../journeys/index.ts';
import type { SteeringTable } from '../journeys/steering.ts';
import { ConfigError, listenAddress, readConfigDocument, type ConfigDocument } from './config-document.ts';
import { milliseconds } from './durations.ts';
import {
  clientTls,
  pemReader,
  serverTls,
  tlsMaterial,
  type Pem,
  type TlsMaterial,
  type WrittenTls,
} from './tls-material.ts';
import { waiversOf } from './waivers.ts';

/** What a tester says about a supplier, with every default filled in and every file read. */
export interface Config {
  readonly supplier: { readonly name: string; readonly baseUrl: string };
  readonly tenant: string;
  readonly authorization: Credentials;
  /** PEM texts. */
  readonly tls?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly callbacks: Callbacks;
  readonly features: readonly Feature[];
  readonly data: TestData;
  readonly steering: SteeringTable;
  readonly pace: Pace;
  /** How many journeys run together. */
  readonly concurrency: number;
  readonly requestsPerSecond: number;
  /** Milliseconds after which a run is ended, however far it has come; by default it may take as long as it takes. */
  readonly within?: number;
  /** Whether what is left of the orders of a run is cancelled; by default it is. */
  readonly cleansUp?: boolean;
  /** How many variants of each operation's requests are sent, 0 for none, and for how long at the most (milliseconds). */
  readonly variants: Pick<VariantWish, 'perOperation' | 'within'>;
  /** The known failures that are not to stand in the way; by default there are none. */
  readonly waivers?: readonly Waiver[];
  /** Absolute paths of the OpenAPI documents that take the place of ours. */
  readonly contract: { readonly supplierApi?: string; readonly supplierUpdatesApi?: string };
}

/** Where the supplier's KCIs reach us, and what the supplier shows us. */
export interface Callbacks {
  readonly listen: { readonly host: string; readonly port: number };
  /** What the supplier is configured with; absent when it is the address that we listen on. */
  readonly publicUrl?: string;
  readonly auth?: { readonly clientId: string; readonly clientSecret: string };
  /** PEM texts. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Whose requests are taken, by address; by default everybody's. */
  readonly allow?: AllowList;
  /** The receiver that a run hears from in place of listening itself, and where that listens for runs. */
  readonly receiver?: {
    readonly url: string;
    readonly secret: string;
    readonly listen: { readonly host: string; readonly port: number };
    /** PEM texts: what runs trust at the receiver, and what it shows them. */
    readonly tls?: TlsMaterial;
    /** The days for which the receiver keeps what arrived; 0 for all. */
    readonly keepDays: number;
  };
}

/** How long and how hard a run goes about it when the configuration does not say. Times in milliseconds. */
export const DEFAULT_PACE = {
  request: 10_000,
  acknowledge: 30_000,
  outcome: 300_000,
  quiet: 2_000,
  concurrency: 96,
  requestsPerSecond: 20,
} as const;

/** How many variants are sent when the configuration does not say; the time in milliseconds. */
export const DEFAULT_VARIANTS = { perOperation: 120, within: 120_000 } as const;

/** The features that some journey of this version exercises. */
export const EXERCISED: readonly Feature[] = [...new Set(JOURNEYS.flatMap(({ when }) => when))];

interface Written {
  readonly supplier: { readonly name?: string; readonly baseUrl: string };
  readonly tenant?: string;
  readonly auth?: Credentials;
  readonly tls?: WrittenTls;
  readonly callbacks?: {
    readonly listen?: string;
    readonly publicUrl?: string;
    readonly auth?: { readonly clientId: string; readonly clientSecret: string };
    readonly tls?: { readonly cert: string; readonly key: string; readonly passphrase?: string };
    readonly allow?: readonly string[];
    readonly receiver?: WrittenReceiver;
  };
  readonly features?: readonly Feature[];
  readonly data: {
    readonly address: Address;
    readonly outOfCoverage?: Address;
    readonly serviceSpecification?: string;
    readonly characteristics?: TestData['characteristics'];
    readonly liveServices?: TestData['liveServices'];
    readonly ethernet?: EthernetData;
  };
  readonly steering?: SteeringTable;
  readonly pace?: {
    readonly request?: string;
    readonly acknowledge?: string;
    readonly outcome?: string;
    readonly quiet?: string;
    readonly run?: string;
    readonly concurrency?: number;
    readonly requestsPerSecond?: number;
  };
  readonly cleanup?: boolean;
  readonly variants?: { readonly perOperation?: number; readonly within?: string };
  readonly waivers?: string;
  readonly contract?: { readonly supplierApi?: string; readonly supplierUpdatesApi?: string };
}

/** What a configuration is called that need not be named. */
const USUAL = 'supplier.yaml';

/**
 * The configuration that a run takes where nobody says what is to be tested: that of the working folder, which is told in a line;
 * undefined where there is none.
 */
export function usualConfig(tell: (text: string) => void): string | undefined {
  if (!statSync(USUAL, { throwIfNoEntry: false })?.isFile()) return undefined;
  tell(`What ${USUAL} in this folder says is tested; for the reference supplier, say run --style rich.`);
  return USUAL;
}

/**
 * The configuration in a file.
 * @throws ConfigError when it, or a file that it names, cannot be read or used.
 */
export function loadConfig(file: string, environment: NodeJS.ProcessEnv = process.env): Config {
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch (error) {
    const why = reason(error);
    throw new ConfigError(
      why === 'ENOENT'
        ? `there is no configuration ${file}; check its path, or write one to begin with: supplier-conformance init ${file}`
        : `cannot read the configuration ${file} (${why}); it has to be a file that can be read`,
    );
  }
  const document = readConfigDocument(source, file, environment);
  const written = document.value as Written;
  const path = (name: string) => resolve(dirname(file), name);
  const { callbacks = {}, data, pace = {}, variants = {}, contract = {} } = written;
  const listen = listenAddress(callbacks.listen ?? '127.0.0.1:8090') as { host: string; port: number };
  const duration = (key: 'request' | 'acknowledge' | 'outcome' | 'quiet') =>
    milliseconds(pace[key] ?? '') ?? DEFAULT_PACE[key];
  const pem = pemReader(document, path);
  return {
    supplier: {
      name: written.supplier.name ?? new URL(written.supplier.baseUrl).host,
      baseUrl: written.supplier.baseUrl,
    },
    tenant: written.tenant ?? 'TENANT1',
    authorization: written.auth ?? { type: 'none' },
    ...(written.tls ? { tls: clientTls(document, written.tls, pem) } : {}),
    callbacks: {
      listen,
      ...(callbacks.publicUrl === undefined ? {} : { publicUrl: callbacks.publicUrl.replace(/\/+$/, '') }),
      ...(callbacks.auth ? { auth: callbacks.auth } : {}),
      ...(callbacks.allow ? { allow: createAllowList(callbacks.allow) } : {}),
      ...(callbacks.receiver ? { receiver: receiverOf(callbacks.receiver, document, pem) } : {}),
      ...(callbacks.tls ? { tls: serverTls(document, ['callbacks', 'tls'], callbacks.tls, pem) } : {}),
    },
    features: written.features ?? EXERCISED,
    data: { ...data, characteristics: data.characteristics ?? [], liveServices: data.liveServices ?? [] },
    steering: written.steering ?? {},
    pace: {
      request: duration('request'),
      acknowledge: duration('acknowledge'),
      outcome: duration('outcome'),
      quiet: duration('quiet'),
    },
    concurrency: pace.concurrency ?? DEFAULT_PACE.concurrency,
    requestsPerSecond: pace.requestsPerSecond ?? DEFAULT_PACE.requestsPerSecond,
    ...(pace.run === undefined ? {} : { within: milliseconds(pace.run) ?? 0 }),
    cleansUp: written.cleanup ?? true,
    variants: {
      perOperation: variants.perOperation ?? DEFAULT_VARIANTS.perOperation,
      within: milliseconds(variants.within ?? '') ?? DEFAULT_VARIANTS.within,
    },
    waivers: waiversOf(file, written.waivers),
    contract: {
      ...(contract.supplierApi === undefined ? {} : { supplierApi: path(contract.supplierApi) }),
      ...(contract.supplierUpdatesApi === undefined ? {} : { supplierUpdatesApi: path(contract.supplierUpdatesApi) }),
    },
  };
}

/** For how many days a receiver keeps what arrived when the configuration does not say. */
const KEEP_DAYS = 90;

interface WrittenReceiver {
  readonly url: string;
  readonly secret: string;
  readonly listen?: string;
  readonly tls?: WrittenTls;
  readonly keepDays?: number;
}

/** A receiver listens for runs where they look for it, unless something else is said. */
function receiverOf(
  { url, secret, listen, tls, keepDays = KEEP_DAYS }: WrittenReceiver,
  document: ConfigDocument,
  pem: Pem,
): NonNullable<Callbacks['receiver']> {
  const { hostname, port, protocol } = new URL(url);
  const usual = protocol === 'https:' ? 443 : 80;
  const same = { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? usual : Number(port) };
  const keys = ['callbacks', 'receiver', 'tls'];
  if (tls && protocol === 'http:') {
    const text = 'callbacks.receiver.url: write https:, since callbacks.receiver.tls is there';
    throw new ConfigError(`${document.place(['callbacks', 'receiver', 'url'])}: ${text}`);
  }
  return {
    url: url.replace(/\/+$/, ''),
    secret,
    listen: listenAddress(listen ?? '') ?? same,
    ...(tls ? { tls: tlsMaterial(document, keys, tls, pem) } : {}),
    keepDays,
  };
}

function reason(error: unknown): string {
  return error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error);
}

import { randomBytes } from 'node:crypto';
import { ANNOUNCEMENTS, startSupplier, TOKENS, type Supplier } from '../../supplier/server.ts';
import { DEFECTS } from '../../supplier/defects.ts';
import type { Style } from '../../supplier/model.ts';
import { DEFAULT_VARIANTS, EXERCISED, type Config } from '../../cli/config.ts';
import { nearest } from '../../cli/nearest.ts';

/** What the reference supplier knows; the configuration that it is tested with speaks of the same. */
export const REFERENCE_DATA = {
  address: { id: '200004033694', type: 'UPRN' },
  outOfCoverage: { id: '200004033695', type: 'UPRN' },
  serviceSpecification: 'FTTP-1000',
  // Of a live service one thing at a time is asked, so that the journeys with live services overlap only where there are many.
  liveServices: Array.from({ length: 17 }, (_, index) => ({
    serviceId: `S${20_001 + index}`,
    serviceSpecification: 'FTTP-1000',
  })),
  ethernet: {
    sites: [
      { name: 'Head office', postcode: 'PO1 1AA', address: { id: '200004033694', type: 'UPRN' } },
      { name: 'Warehouse', postcode: 'PO1 2BB', address: { id: '200004033696', type: 'UPRN' } },
    ],
  },
};

/** How the reference supplier at a base URL is brought to play each scenario: told by a header, or by a call of its own. */
export function referenceSteering(baseUrl: string) {
  const announce = (wish: Readonly<Record<string, unknown>>) => ({
    http: {
      method: 'POST',
      url: `${baseUrl}${ANNOUNCEMENTS}`,
      body: { tenant: '{{tenant}}', serviceId: '{{serviceId}}', ...wish },
    },
  });
  return {
    default: { header: { 'X-Scenario': '{{scenario}}' } },
    UNSOLICITED_CEASE: announce({}),
    UNSOLICITED_CEASE_OPEN: announce({ stays: true }),
  };
}

/** How the reference supplier is to behave; honest and `rich` unless something else is said. */
export interface Choice {
  readonly style?: Style;
  /** The id of a defect; without a style it brings its own. */
  readonly defect?: string;
  /** Pause between two KCIs of an order, in milliseconds. */
  readonly stepMs?: number;
  /** For how long an access token is good, in milliseconds: a run that is to show one that has lapsed takes longer than that. */
  readonly tokenLifeMs?: number;
}

/** A defect that does not exist; the message names what is near. */
export class ChoiceError extends Error {
  override readonly name = 'ChoiceError';
}

/**
 * The style and the defect of a choice.
 * @throws ChoiceError when there is no such defect.
 */
export function chosen({ style, defect: id }: Choice): {
  readonly style: Style;
  readonly defect?: (typeof DEFECTS)[number];
} {
  if (id === undefined) return { style: style ?? 'rich' };
  const defect = DEFECTS.find((candidate) => candidate.id === id);
  if (!defect) {
    const known = DEFECTS.map((candidate) => candidate.id);
    const meant = nearest(id, known);
    throw new ChoiceError(
      `there is no defect ${id}; ${meant ? `did you mean ${meant}?` : 'see `supplier-conformance supplier --defects`'}`,
    );
  }
  return { style: style ?? defect.style, defect };
}

/** For how long an access token of the embedded supplier is good, in milliseconds: a run outlasts it, and no delay of a busy machine does. */
const TOKEN_LIFE = 10_000;

/** A reference supplier in this process, and the configuration that tests it. */
export interface Embedded {
  readonly config: Config;
  readonly supplier: Supplier;
}

/** Starts the reference supplier on a free port and draws up the configuration of a quick run against it. */
export async function startEmbedded(choice: Choice): Promise<Embedded> {
  const { style, defect } = chosen(choice);
  const auth = { clientId: 'reference-supplier', clientSecret: randomBytes(18).toString('hex') };
  const client = { clientId: 'fibre-cafe', clientSecret: randomBytes(18).toString('hex') };
  const supplier = await startSupplier({
    style,
    credentials: { type: 'oauth2', ...client, tokenLifeMs: choice.tokenLifeMs ?? TOKEN_LIFE },
    ...(defect ? { defect } : {}),
    stepMs: choice.stepMs ?? 50,
    data: REFERENCE_DATA,
    gateway: auth,
  });
  const name = `Reference supplier (${style}${defect ? `, with the defect ${defect.id}` : ''})`;
  return {
    supplier,
    config: {
      supplier: { name, baseUrl: supplier.url },
      tenant: 'TENANT1',
      authorization: {
        type: 'oauth2',
        tokenUrl: supplier.url + TOKENS,
        ...client,
        expiredToken: supplier.expiredToken,
      },
      callbacks: { listen: { host: '127.0.0.1', port: 0 }, auth },
      features: EXERCISED,
      data: { ...REFERENCE_DATA, characteristics: [] },
      steering: referenceSteering(supplier.url),
      pace: { request: 10_000, acknowledge: 10_000, outcome: 15_000, quiet: 500 },
      concurrency: 96,
      requestsPerSecond: 250,
      variants: DEFAULT_VARIANTS,
      contract: {},
    },
  };
}

import { place, type Handles, type Kci } from '../../evidence/kci.ts';
import type { Claim } from './protocol.ts';

/** Whose a KCI is: what the runs have made known of what they created, and what has come of which nobody knew. */
export interface Claims {
  /** Makes known what belongs to a run; tells the receipts of what had come before and turns out to be about it. */
  readonly add: (run: string, claim: Claim) => readonly string[];
  /** The runs that a KCI is about, by whichever handle. */
  readonly of: (kci: Kci) => readonly string[];
  /** Keeps in mind a delivery that is about nothing known. */
  readonly remember: (receipt: string, kci: Kci) => void;
  /** Whether a KCI is about this thing rather than another one of the run's. */
  readonly isAbout: (run: string, kci: Kci, gatewayId: number) => boolean;
  /** Forgets what only matters while a run is there; whose its KCIs are is remembered. */
  readonly leave: (run: string) => void;
}

/** How many handles are remembered; the oldest are forgotten first. */
const HANDLES = 300_000;

/** How many deliveries about nothing known are kept in mind. */
const UNKNOWN = 2_000;

type Handle = 'gatewayId' | 'supplierReference' | 'conversation';
const HANDLE_NAMES: readonly Handle[] = ['gatewayId', 'supplierReference', 'conversation'];

/** Nothing claimed yet. */
export function createClaims(limit: number = HANDLES): Claims {
  const owners = new Map<string, Set<string>>();
  const things = new Map<string, Map<number, Handles>>();
  const unknown: { readonly receipt: string; readonly keys: readonly string[]; readonly runs: Set<string> }[] = [];

  const keysOf = (named: Claim) =>
    HANDLE_NAMES.flatMap((name) => (named[name] === undefined ? [] : [`${name} ${named[name]}`]));

  const own = (run: string, key: string) => {
    const known = owners.get(key);
    if (known) known.add(run);
    else owners.set(key, new Set([run]));
    if (owners.size <= limit) return;
    const [oldest] = owners.keys();
    if (oldest !== undefined) owners.delete(oldest);
  };

  const of: Claims['of'] = (kci) => {
    const runs = new Set(keysOf(kci).flatMap((key) => [...(owners.get(key) ?? [])]));
    // A reference that only a KCI tells is a handle for the KCIs after it.
    if (kci.supplierReference !== undefined) {
      for (const run of runs) own(run, `supplierReference ${kci.supplierReference}`);
    }
    return [...runs];
  };

  return {
    of,
    add: (run, claim) => {
      const keys = keysOf(claim);
      for (const key of keys) own(run, key);
      const { gatewayId } = claim;
      if (gatewayId !== undefined) {
        const of = things.get(run) ?? new Map<number, Handles>();
        things.set(run, of);
        const thing = { tenant: '', conversation: '', ...of.get(gatewayId), ...claim, gatewayId };
        of.set(gatewayId, thing);
      }
      const found = unknown.filter((one) => !one.runs.has(run) && one.keys.some((key) => keys.includes(key)));
      for (const one of found) one.runs.add(run);
      return found.map(({ receipt }) => receipt);
    },
    remember: (receipt, kci) => {
      const keys = keysOf(kci);
      if (keys.length === 0) return;
      unknown.push({ receipt, keys, runs: new Set() });
      if (unknown.length > UNKNOWN) unknown.shift();
    },
    isAbout: (run, kci, gatewayId) => {
      const of = things.get(run);
      // A number goes before every other handle, and nearly every KCI has one: the others need not be looked through.
      if (kci.gatewayId !== undefined && of?.has(kci.gatewayId)) return kci.gatewayId === gatewayId;
      return place(kci, [...(of?.values() ?? [])])?.gatewayId === gatewayId;
    },
    leave: (run) => void things.delete(run),
  };
}

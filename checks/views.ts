import { grouped } from '../specs/grouped.ts';
import type { Contract } from '../specs/contract-types.ts';
import { json, type History } from '../evidence/history.ts';
import { ownPart } from '../evidence/elsewhere.ts';
import { concluded, type Exchange } from '../evidence/exchanges.ts';
import type { Kci } from '../evidence/kci.ts';
import { variantsIn, type Variant } from '../evidence/variants.ts';
import { volunteered, type Stream, type Volunteered } from '../callbacks/streams.ts';

/** The history as checks look at it. */
export interface Views extends Volunteered {
  /** Exchanges whose request did what it meant to do. */
  readonly exchanges: readonly Exchange[];
  /** Those of them whose request was generated, each with its control twin. */
  readonly variants: readonly Variant[];
  /** Exchanges whose request was meant to be valid and broke the contract: ours to answer for, and judged by nothing else. */
  readonly broken: readonly { readonly exchange: Exchange; readonly findings: readonly string[] }[];
  /** The streams of what goes by a reference of the supplier, by that reference. */
  readonly referred: ReadonlyMap<string, readonly Stream[]>;
  /** Milliseconds on the run's clock at which the history ends: what is due later was not yet due. */
  readonly endsAt: number;
}

/** What was computed of whole histories, how long these were, and by which contract: what is judged is told of afterwards. */
const KNOWN = new WeakMap<History, { readonly length: number; readonly contract: Contract; readonly views: Views }>();

/** The views of a history; whoever asks again gets the same, and leaves them as they are. */
export function viewsOf(told: History, contract: Contract): Views {
  const known = KNOWN.get(told);
  // A history that is still being recorded grows.
  if (known?.length === told.length && known.contract === contract) return known.views;
  const views = computed(told, contract);
  KNOWN.set(told, { length: told.length, contract, views });
  return views;
}

function computed(told: History, contract: Contract): Views {
  const history = ownPart(told);
  const all = concluded(history);
  const broken = all.flatMap((exchange) => {
    const { request } = exchange;
    if (!request.intent.valid) return [];
    const body = json(request.body);
    const findings = contract
      .judgeRequest(
        request.operation,
        { url: request.url, headers: request.headers, ...(body.ok ? { body: body.value } : {}) },
        request.variant,
      )
      .filter(({ severity }) => severity === 'error')
      .map(({ where, expected, actual }) => `${where}: expected ${expected}, was ${actual}`);
    return findings.length > 0 ? [{ exchange, findings }] : [];
  });
  const unusable = new Set(broken.map(({ exchange }) => exchange.request.exchange));
  const usable = (exchange: Exchange) => !unusable.has(exchange.request.exchange);
  const did = all.filter(usable);
  const heard = volunteered(history, usable);
  return {
    exchanges: did,
    variants: variantsIn(did),
    broken,
    referred: byReference(heard.streams),
    endsAt: told.at(-1)?.mono ?? 0,
    ...heard,
  };
}

/** The reference that something goes by: that of the answer, or else of the KCI that takes it on. What refuses it may hold anything. */
function referenceOf({ subject, kcis }: Stream): string | undefined {
  const takesOn = ({ reasonCode }: Kci) => reasonCode === 'ACKNOWLEDGED' || reasonCode === 'COMMITTED';
  return subject.supplierReference ?? kcis.find(takesOn)?.supplierReference;
}

/** Streams by the reference of the supplier that they go by. */
export function byReference(streams: readonly Stream[]): Views['referred'] {
  const named = streams.filter((stream) => referenceOf(stream) !== undefined);
  return grouped(named, (stream) => referenceOf(stream) ?? '');
}

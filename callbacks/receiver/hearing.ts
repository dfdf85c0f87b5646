import { CREATIONS } from '../../specs/lifecycle.ts';
import { givenNumber } from '../../evidence/given-number.ts';
import { type Event, header, type RawBody } from '../../evidence/history.ts';
import { jsonObject } from '../../evidence/kci.ts';
import type { Recorder } from '../../evidence/recorder.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import type { Claim, Line } from './protocol.ts';

/** Records what a receiver tells, no more of it than a run keeps. */
export function hearing(recorder: Recorder, run: string): (told: Extract<Line, { readonly number: number }>) => void {
  let requests = 0;
  let characters = 0;
  return (told) => {
    if ('attribution' in told) {
      const { attribution } = told;
      if (attribution.run === run) return;
      const what = attribution.receipts.length === 1 ? 'a delivery that had come was' : 'deliveries that had come were';
      recorder.record({ type: 'note', note: 'remark', text: `${what} about another run`, elsewhere: attribution });
      return;
    }
    const { delivery, receipt, of, age } = told;
    requests += 1;
    characters += delivery.body.text.length;
    if (requests > DEFAULT_LIMITS.keptRequests || characters > DEFAULT_LIMITS.keptText) {
      if (requests !== Number.POSITIVE_INFINITY) {
        const text = `${requests - 1} deliveries are kept, which is all that a run keeps; those that follow are with the receiver only`;
        recorder.record({ type: 'note', note: 'remark', text });
      }
      requests = Number.POSITIVE_INFINITY;
      return;
    }
    const elsewhere = of.length > 0 && !of.includes(run) ? { elsewhere: of } : {};
    recorder.record({ ...delivery, receipt, ...elsewhere }, age);
  };
}

/** The longest name of the supplier's that is made known, in characters; a longer one is no handle. */
const LONGEST_NAME = 500;

/** Claims what the requests of a run name, and what the supplier calls it in its answers. */
export function claimsIn(claim: (claim: Claim) => void): (event: Event) => void {
  const created = new Map<string, number>();
  return (event) => {
    if (event.type === 'request') {
      const id = givenNumber(member(event.body, 'id'));
      const conversation = header(event.headers, 'X-Conversation-ID');
      const creation = CREATIONS[event.operation];
      const tenant = header(event.headers, 'Tenant') ?? member(event.body, 'tenant');
      if (creation && id !== undefined) {
        created.set(event.exchange, id);
        claim({
          gatewayId: id,
          kind: creation.kind,
          ...(typeof tenant === 'string' ? { tenant } : {}),
          ...(conversation === undefined ? {} : { conversation }),
        });
      } else if (conversation !== undefined) claim({ conversation });
    }
    if (event.type !== 'response' || event.status >= 300) return;
    const gatewayId = created.get(event.exchange);
    const reference = member(event.body, 'supplierOrderReference') ?? member(event.body, 'supplierReference');
    if (gatewayId !== undefined && typeof reference === 'string' && reference.length <= LONGEST_NAME)
      claim({ gatewayId, supplierReference: reference });
  };
}

function member(body: RawBody | undefined, name: string): unknown {
  return jsonObject(body)?.[name];
}

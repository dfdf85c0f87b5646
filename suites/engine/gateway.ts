import { randomUUID } from 'node:crypto';
import type { Contract } from '../../specs/contract-types.ts';
import type { Recorder } from '../../evidence/recorder.ts';
import { linkTo } from '../../callbacks/receiver/link.ts';
import { startCallbackServer } from '../../callbacks/server.ts';
import type { SharedGateway, StagesOptions } from '../../journeys/stage.ts';
import type { Callbacks } from '../../cli/config.ts';
import { HARNESS } from './harness.ts';

/** Where a run hears from the supplier: a server of its own, or a receiver that it shares with others. */
export interface Gateway {
  /** Where KCIs arrive, base path included. */
  readonly url: string;
  readonly script: StagesOptions['script'];
  /** What is shared with other runs; absent for a server of its own. */
  readonly shared?: SharedGateway;
  readonly close: () => Promise<void>;
}

/** What it takes to hear from the supplier, beside the configuration. */
export interface Hearing {
  readonly contract: Contract;
  readonly recorder: Recorder;
  /** The name of the run at the receiver; absent for one that listens itself. */
  readonly run: string | undefined;
  /** What the run calls itself to whoever watches the receiver. */
  readonly label: string;
  readonly onFault: (fault: Error) => void;
}

/** The path that a supplier puts before `/kcis`. */
export function basePathOf({ publicUrl }: Callbacks): string {
  return publicUrl === undefined ? '/v1' : new URL(publicUrl).pathname;
}

/**
 * Opens the way for what the supplier sends.
 * @throws CallbackError when nothing can be listened on, or the receiver cannot be used.
 */
export async function openGateway(callbacks: Callbacks, hearing: Hearing): Promise<Gateway> {
  const { contract, recorder, run = randomUUID(), label, onFault } = hearing;
  const { receiver } = callbacks;
  if (!receiver) {
    return startCallbackServer({
      listen: callbacks.listen,
      basePath: basePathOf(callbacks),
      ...(callbacks.auth ? { auth: callbacks.auth } : {}),
      ...(callbacks.tls ? { tls: callbacks.tls } : {}),
      ...(callbacks.allow ? { allow: callbacks.allow } : {}),
      contract,
      recorder,
      onFault,
    });
  }
  const link = await linkTo({
    url: receiver.url,
    secret: receiver.secret,
    ...(receiver.tls?.ca === undefined ? {} : { ca: receiver.tls.ca }),
    recorder,
    version: HARNESS.version,
    contract: contract.hashes,
    run,
    label,
    onFault,
  });
  return {
    url: link.url,
    script: (_matches, script, handles) => link.script(handles, script),
    shared: {
      idsFrom: link.idsFrom,
      claim: link.claim,
      settled: link.settled,
      hold: link.hold,
    },
    close: link.close,
  };
}

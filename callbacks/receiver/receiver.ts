import type { Contract } from '../../specs/contract-types.ts';
import { createRedaction } from '../../evidence/redaction.ts';
import { DEFAULT_LIMITS, type Limits } from '../limits.ts';
import { startCallbackServer, type CallbackServer, type CallbackServerOptions } from '../server.ts';
import type { Room } from './backlog.ts';
import { openControl, type ControlOptions } from './control.ts';
import { createHub } from './hub.ts';
import { openKeep } from './keep.ts';

/** What a receiver is made of. */
export interface ReceiverOptions extends Omit<CallbackServerOptions, 'recorder' | 'contract' | 'onFault'> {
  /** Where runs find it, and what they have to know. */
  readonly control: Pick<ControlOptions, 'listen' | 'secret' | 'tls'>;
  /** The folder that what arrives is kept in. */
  readonly folder: string;
  /** A file that was last written to so many days ago is deleted; by default none is. */
  readonly keepDays?: number;
  /** What the supplier is configured with; by default the address that is listened on. */
  readonly publicUrl?: string;
  readonly contract: Contract;
  /** The version of the harness. */
  readonly version: string;
  /** Texts that may appear in nothing that is kept. */
  readonly secrets?: readonly string[];
  /** Told in words of what a person may want to know. */
  readonly tell?: (text: string) => void;
  readonly limits?: Partial<Limits>;
  readonly room?: Room;
  /** Milliseconds after which a run that does not listen any more counts as gone. */
  readonly patience?: number;
}

/** The gateway as a process of its own, for one run after the other or several at once. */
export interface Receiver {
  /** Where it listens for KCIs, base path included. */
  readonly url: string;
  /** Where it listens for runs. */
  readonly controlUrl: string;
  /** The file that what arrives is kept in. */
  readonly path: string;
  readonly close: () => Promise<void>;
}

/** A receiver keeps what it can keep on disk, however long it is there. */
const UNBOUNDED = { keptRequests: Number.POSITIVE_INFINITY, keptText: Number.POSITIVE_INFINITY };

/**
 * Starts a receiver.
 * @throws CallbackError or KeepError when an address, a port, a certificate, a key or the folder cannot be used.
 */
export async function startReceiver(options: ReceiverOptions): Promise<Receiver> {
  const { listen, contract, folder, keepDays, tell = () => undefined } = options;
  const openers: { gateway?: CallbackServer } = {};
  let path = folder;
  const hub = createHub({
    keep: () => {
      const keep = openKeep(folder, listen.port, {
        ...(keepDays === undefined ? {} : { days: keepDays }),
        onDeleted: (count) =>
          tell(
            `${count} ${count === 1 ? 'file' : 'files'} of what arrived were last written to more than ${keepDays} days ago and are deleted`,
          ),
      });
      ({ path } = keep);
      return keep;
    },
    redact: createRedaction(options.secrets),
    version: options.version,
    contract: contract.hashes,
    script: (matches, script) => openers.gateway?.script(matches, script) ?? (() => undefined),
    url: () => options.publicUrl ?? openers.gateway?.url ?? '',
    tell,
    ...(options.room ? { room: options.room } : {}),
    ...(options.patience === undefined ? {} : { patience: options.patience }),
  });
  const gateway = await startCallbackServer({
    ...options,
    limits: { ...DEFAULT_LIMITS, ...UNBOUNDED, ...options.limits },
    recorder: hub.recorder,
    onFault: ({ message }) => tell(`what arrives cannot be kept, and is answered 500: ${message}`),
  });
  openers.gateway = gateway;
  try {
    hub.backlog();
    const control = await openControl({ ...options.control, hub, tell });
    return {
      url: gateway.url,
      controlUrl: control.url,
      path,
      close: async () => {
        await Promise.all([gateway.close(), control.close()]);
        hub.close();
      },
    };
  } catch (error) {
    await gateway.close();
    hub.close();
    throw error;
  }
}

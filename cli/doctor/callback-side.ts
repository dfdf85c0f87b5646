import { randomUUID, X509Certificate } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'undici';
import type { Contract } from '../../specs/contract-types.ts';
import { header, type InboundEvent } from '../../evidence/history.ts';
import { JournalError, readJournal, type RecordedRun } from '../../evidence/journal.ts';
import { createRecorder } from '../../evidence/recorder.ts';
import { createRedaction } from '../../evidence/redaction.ts';
import { CallbackError } from '../../callbacks/server.ts';
import { failureOf } from '../../journeys/failures.ts';
import { alarmOf } from '../../suites/engine/alarms.ts';
import { openGateway } from '../../suites/engine/gateway.ts';
import { OUTPUT } from '../../suites/engine/plan.ts';
import type { Config } from '../config.ts';
import { doubtful, failed, unseen, well, type Diagnosis } from './diagnosis.ts';

/** What looking at the way back needs beside the configuration. */
export interface WayBack {
  readonly contract: Contract;
  /** The folder that runs leave their journals in. */
  readonly out: string;
  /** How long to wait for something from the supplier, in milliseconds; 0 for not at all. */
  readonly wait: number;
  /** Told that the waiting begins. */
  readonly onWait: (address: string) => void;
}

/** The way from the supplier to us: whether we can listen, whether the public address leads here, whether anything ever came. */
export async function callbackSide(
  config: Config,
  { contract, out, wait, onWait }: WayBack,
): Promise<readonly Diagnosis[]> {
  const arrivals = new EventEmitter();
  const recorder = createRecorder(createRedaction(), (event) => {
    if (event.type === 'inbound') arrivals.emit('inbound', event);
  });
  const { listen, publicUrl, auth, receiver, tls } = config.callbacks;
  try {
    const server = await openGateway(config.callbacks, {
      contract,
      recorder,
      run: randomUUID(),
      label: 'of doctor',
      onFault: (fault) => process.emitWarning(fault),
    });
    try {
      const address = publicUrl ?? server.url;
      const reached = await selfCall(address, arrivals, config);
      const before = earlier(out, config, address);
      const came = [
        ...before.arrivals,
        ...(wait > 0 ? await awaited(arrivals, address, wait, { config, onWait }) : []),
      ];
      return [
        receiver
          ? well('receiver', `the one at ${receiver.url} lets us in, and hears KCIs for us`)
          : well('listening', `${listen.host}:${listen.port} is free, and KCIs can be taken there`),
        ...(tls ? [ownCertificate(tls.cert)] : []),
        reached,
        ...(auth
          ? []
          : [
              doubtful(
                'KCI credentials',
                'callbacks.auth is not set, so that everybody gets a token',
                'set it to what the supplier is to present at the token endpoint',
              ),
            ]),
        ...(came.length > 0 ? came : [nothingCame(address, before.remark)]),
      ];
    } finally {
      await server.close();
    }
  } catch (error) {
    if (!(error instanceof CallbackError)) throw error;
    return [failed(receiver ? 'receiver' : 'listening', error.message, 'a run cannot begin before that')];
  }
}

/** How long it may take to hear what has been answered, in milliseconds. */
const HEARSAY = 2_000;

/** Calls ourselves by the address that the supplier is given, with a word that nobody else knows. */
async function selfCall(address: string, arrivals: EventEmitter, { callbacks, pace }: Config): Promise<Diagnosis> {
  const within = pace.request;
  const about = 'public address';
  const url = `${address}/kcis`;
  const nonce = randomUUID();
  const heard = new AbortController();
  const ours = (async () => {
    for (;;) {
      const [event] = (await once(arrivals, 'inbound', { signal: heard.signal })) as [InboundEvent];
      if (header(event.headers, 'X-Request-ID') === nonce) return event;
    }
  })().catch(() => undefined);
  // Whether the supplier trusts the certificate is its matter; whether the way leads here is ours.
  const pool = new Pool(new URL(url).origin, { connect: { rejectUnauthorized: false, timeout: within } });
  try {
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: new URL(url).pathname,
      headers: { 'content-type': 'application/json', 'x-request-id': nonce },
      body: '{}',
      headersTimeout: within,
      bodyTimeout: within,
    });
    await body.dump();
    // A receiver tells of it a moment after it has answered.
    await Promise.race([ours, delay(HEARSAY)]);
    heard.abort();
    if ((await ours) !== undefined) return well(about, `${url} leads here`);
    return failed(
      about,
      `${url} was answered ${statusCode} by somebody else`,
      'point the tunnel, proxy or firewall rule at callbacks.listen, path included',
    );
  } catch (error) {
    heard.abort();
    const { protocol } = new URL(url);
    const { reason, detail } = failureOf(error, protocol) ?? { reason: 'malformed', detail: String(error) };
    // A reverse proxy may speak otherwise than we do, but then something answers.
    if (!callbacks.receiver && protocol === 'http:' && callbacks.tls && reason === 'closed') {
      const found = `${url} is plain HTTP, and callbacks.tls has us speak TLS`;
      return failed(about, found, 'write https: in callbacks.publicUrl, or take callbacks.tls away');
    }
    if (!callbacks.receiver && protocol === 'https:' && !callbacks.tls && reason === 'tls') {
      const found = `${url} cannot be called: ${detail}`;
      return failed(about, found, 'set callbacks.tls, or write http: in callbacks.publicUrl');
    }
    // Some networks let nobody out and in again, and still let the supplier in.
    return doubtful(
      about,
      `${url} cannot be called from here: ${detail}`,
      'try it from outside, for example with curl; answered 401, it leads here',
    );
  } finally {
    await pool.destroy();
  }
}

/** What an earlier run tells of the way back; a remark where there was one that tells nothing of it. */
interface Earlier {
  readonly arrivals: readonly Diagnosis[];
  readonly remark?: string;
}

/**
 * What came in an earlier run, as far as its journal is in the folder of the output. What was heard from another supplier, or at
 * another address than the one that this supplier is to be given, tells nothing of the way back.
 */
function earlier(out: string, { supplier, callbacks }: Config, address: string): Earlier {
  const path = join(out, OUTPUT.journal);
  if (!existsSync(path)) return { arrivals: [] };
  let journal: RecordedRun;
  try {
    journal = readJournal(path);
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    return { arrivals: [] }; // A journal that was cut short tells nothing for sure.
  }
  const { startedAt, supplier: other } = journal.header;
  const run = `the run of ${startedAt}`;
  if (other.name !== supplier.name || other.baseUrl !== supplier.baseUrl) {
    return { arrivals: [], remark: `${run} was against ${other.name} at ${other.baseUrl}` };
  }
  const inbound = journal.history
    .filter((event): event is InboundEvent => event.type === 'inbound')
    .filter(({ endpoint, elsewhere }) => endpoint !== 'other' && !elsewhere);
  const here = inbound.filter(({ headers }) => isSameHost(header(headers, 'Host'), address, callbacks.listen));
  const [last, stray] = [here.at(-1), inbound.at(-1)];
  if (last) return { arrivals: [well('arrivals', `${run} heard from ${last.remote}, ${here.length} times`)] };
  if (!stray) return { arrivals: [] };
  return { arrivals: [], remark: `${run} was called at ${header(stray.headers, 'Host') ?? 'no Host'}` };
}

/** Whether a Host header names an address, with or without its port, or the place that is listened on, as behind some proxies. */
function isSameHost(host: string | undefined, address: string, listen: Config['callbacks']['listen']): boolean {
  if (host === undefined) return true;
  const url = new URL(address);
  const names = [url.host, url.hostname, `${listen.host}:${listen.port}`];
  const isEverywhere = /^(?:0\.0\.0\.0|::)$/.test(listen.host) && host.endsWith(`:${listen.port}`);
  return isEverywhere || names.some((name) => name.toLowerCase() === host.toLowerCase());
}

async function awaited(
  arrivals: EventEmitter,
  address: string,
  wait: number,
  { config, onWait }: Pick<WayBack, 'onWait'> & { readonly config: Config },
): Promise<readonly Diagnosis[]> {
  onWait(address);
  let event: InboundEvent;
  try {
    [event] = (await once(arrivals, 'inbound', { signal: AbortSignal.timeout(wait) })) as [InboundEvent];
  } catch {
    return [failed('arrivals', `nothing came within ${wait / 1000} s`, `send a KCI, or fetch a token, at ${address}`)];
  }
  const alarm = alarmOf(event, config.callbacks);
  if (alarm) {
    const [found = '', advice = 'see what the supplier sends'] = alarm.text.split(/; (.*)/s);
    return [alarm.isFatal ? failed('arrivals', found, advice) : doubtful('arrivals', found, advice)];
  }
  const answer = 'dropped' in event.answer ? 'dropped' : `answered ${event.answer.status}`;
  return [well('arrivals', `${event.method} ${event.path} came from ${event.remote} and was ${answer}`)];
}

/** How soon the end of a certificate is worth telling, in days. */
const SOON = 30;

/** For how long the certificate is good that the supplier is shown; whether it trusts it shows only when it sends. */
function ownCertificate(cert: string): Diagnosis {
  const about = 'own server';
  const { subject, validTo, subjectAltName = 'no names' } = new X509Certificate(cert);
  const named = `callbacks.tls.cert is for ${subjectAltName} (${subject.replaceAll('\n', ', ')})`;
  const days = Math.floor((Date.parse(validTo) - Date.now()) / 86_400_000);
  if (days < 0) return failed(about, `${named}, and expired on ${validTo}`, 'have it renewed');
  const shown = `${named}, good for ${days} days`;
  return days < SOON ? doubtful(about, shown, 'renew it before it lapses') : well(about, shown);
}

function nothingCame(address: string, remark: string | undefined): Diagnosis {
  return unseen(
    'arrivals',
    `whether the supplier can reach us is not known: nothing has arrived yet${remark === undefined ? '' : ` (${remark})`}`,
    `run doctor --wait 60s and have the supplier fetch a token or send a KCI at ${address}`,
  );
}

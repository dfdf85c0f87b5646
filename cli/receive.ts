import { relative, resolve } from 'node:path';
import { loadContract } from '../specs/contract.ts';
import { startReceiver } from '../callbacks/receiver/receiver.ts';
import { visible } from '../reports/text.ts';
import { basePathOf } from '../suites/engine/gateway.ts';
import { HARNESS } from '../suites/engine/harness.ts';
import { loadConfig } from './config.ts';
import { secretsOf } from './config-secrets.ts';
import { UsageError } from './usage.ts';

/** What `receive` is told on the command line. */
export interface ReceiveOptions {
  readonly config: string;
  /** The folder for what arrives. */
  readonly out: string;
}

/**
 * Stands in for the gateway until it is told to end, and lets runs hear from it; resolves with the exit code.
 * @throws ConfigError, ContractError, CallbackError or KeepError when it cannot start.
 */
export async function receive({ config: file, out }: ReceiveOptions): Promise<number> {
  const config = loadConfig(resolve(file));
  const { callbacks } = config;
  if (!callbacks.receiver) {
    throw new UsageError(
      `${file}: callbacks.receiver is missing; it says where runs find the receiver: { url: http://THIS-MACHINE:8091, secret: '\${RECEIVER_SECRET}' }`,
    );
  }
  const { secret, listen, url, tls: { cert, key } = {}, keepDays } = callbacks.receiver;
  if (url.startsWith('https:') && cert === undefined) {
    process.stdout.write(
      '! callbacks.receiver.url is https, and callbacks.receiver.tls names no cert: plain HTTP is spoken here, for a proxy that ends TLS\n',
    );
  }
  const receiver = await startReceiver({
    listen: callbacks.listen,
    basePath: basePathOf(callbacks),
    ...(callbacks.publicUrl === undefined ? {} : { publicUrl: callbacks.publicUrl }),
    ...(callbacks.auth ? { auth: callbacks.auth } : {}),
    ...(callbacks.tls ? { tls: callbacks.tls } : {}),
    ...(callbacks.allow ? { allow: callbacks.allow } : {}),
    control: { listen, secret, ...(cert === undefined || key === undefined ? {} : { tls: { cert, key } }) },
    ...(keepDays === 0 ? {} : { keepDays }),
    folder: resolve(out),
    contract: await loadContract(config.contract),
    version: HARNESS.version,
    secrets: secretsOf(config),
    tell: (text) => process.stdout.write(`${new Date().toISOString()} ${visible(text)}\n`),
  });
  const address = callbacks.publicUrl ?? receiver.url;
  const listening = callbacks.publicUrl === undefined ? '' : ` (listening at ${receiver.url})`;
  process.stdout.write(
    [
      `${HARNESS.name} ${HARNESS.version}: receiver for ${config.supplier.name}`,
      `KCIs are taken at ${address}/kcis${listening}`,
      `runs find it at ${receiver.controlUrl}; what arrives is kept in ${relative(process.cwd(), receiver.path) || '.'}`,
      'Ctrl-C ends it.',
      '',
    ].join('\n'),
  );
  await new Promise<void>((end) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end());
  });
  await receiver.close();
  return 0;
}

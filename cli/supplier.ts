import { stringify } from 'yaml';
import { DEFECTS } from '../supplier/defects.ts';
import type { Style } from '../supplier/model.ts';
import { startSupplier } from '../supplier/server.ts';
import { chosen, REFERENCE_DATA, referenceSteering } from '../suites/engine/embedded.ts';
import { protection, type ProtectionCommand } from './supplier-protection.ts';

/** What `supplier` is told on the command line. */
export interface SupplierCommand extends ProtectionCommand {
  readonly style?: Style;
  readonly defect?: string;
  readonly port: number;
  readonly gateway: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Pause between two KCIs of an order, in milliseconds. */
  readonly stepMs: number;
  /** List the defects instead. */
  readonly defects?: boolean;
}

/** Runs the reference supplier until it is told to end; resolves with the exit code. */
export async function supplier(options: SupplierCommand): Promise<number> {
  if (options.defects) {
    const width = Math.max(...DEFECTS.map(({ id }) => id.length));
    const lines = DEFECTS.map(({ id, style, title }) => `${id.padEnd(width)}  ${style.padEnd(9)}  ${title}\n`);
    process.stdout.write(lines.join(''));
    return 0;
  }
  const { style, defect } = chosen(options);
  const guarded = protection(options);
  const started = await startSupplier({
    style,
    ...guarded.options,
    ...(defect ? { defect } : {}),
    port: options.port,
    gateway: {
      url: options.gateway,
      clientId: options.clientId,
      clientSecret: options.clientSecret,
      ...(guarded.gatewayCa === undefined ? {} : { ca: guarded.gatewayCa }),
    },
    stepMs: options.stepMs,
    data: REFERENCE_DATA,
    log: (line) => process.stderr.write(`${line}\n`),
  });
  const { url, close } = started;
  const isSecure = options.gateway.startsWith('https:');
  const told = isSecure ? ['It posts its KCIs to https: set callbacks.tls, unless a reverse proxy does that.'] : [];
  const remarks = [...guarded.remarks, ...told].map((remark) => `# ${remark}\n`).join('');
  // All that is written is a configuration with comments, so that it can be sent into a file as it is.
  process.stdout
    .write(`# Reference supplier at ${url}, in the style ${style}${defect ? `, with a defect: ${defect.title}` : ''}.
# It sends its KCIs to ${options.gateway}/kcis. This is a configuration that tests it: put it into reference.yaml, say.
${remarks}
${configuration(url, options, guarded.configuration(started))}
# Then, in another terminal: npx supplier-conformance run --config reference.yaml
# Ctrl-C ends the supplier.
`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await close();
  return 0;
}

function configuration(
  baseUrl: string,
  { gateway, clientId, clientSecret }: SupplierCommand,
  wayIn: Readonly<Record<string, object>>,
): string {
  const { host, pathname } = new URL(gateway);
  const usual = host === '127.0.0.1:8090' && pathname === '/v1';
  return stringify(
    {
      supplier: { name: 'Reference supplier', baseUrl },
      ...wayIn,
      callbacks: { ...(usual ? {} : { listen: host, publicUrl: gateway }), auth: { clientId, clientSecret } },
      data: REFERENCE_DATA,
      steering: referenceSteering(baseUrl),
    },
    { indent: 2, collectionStyle: 'any', defaultStringType: 'PLAIN', defaultKeyType: 'PLAIN' },
  );
}

import { relative, resolve } from 'node:path';
import { loadContract } from '../specs/contract.ts';
import { visible } from '../reports/text.ts';
import { unready } from '../suites/engine/alarms.ts';
import { loadConfig } from './config.ts';
import { callbackSide } from './doctor/callback-side.ts';
import { doubtful, well, type Diagnosis } from './doctor/diagnosis.ts';
import { wayTo } from './doctor/network.ts';
import { supplierSide } from './doctor/supplier-side.ts';

/** What `doctor` is told on the command line. */
export interface DoctorOptions {
  readonly config: string;
  readonly out: string;
  /** Milliseconds to wait for something from the supplier. */
  readonly wait?: number;
}

const SIGNS: Readonly<Record<Diagnosis['outcome'], string>> = {
  well: '✓',
  doubtful: '!',
  failed: '✕',
  unseen: '·',
};

/**
 * Looks at everything that a run needs, one line each as it is found, with what to do where all is not well; resolves with
 * the exit code: 0 when a run can begin, else 1.
 * @throws ConfigError or ContractError when the configuration or the documents that it names cannot be used.
 */
export async function doctor(options: DoctorOptions): Promise<number> {
  const file = resolve(options.config);
  const config = loadConfig(file);
  const contract = await loadContract(config.contract);
  const seen: Diagnosis[] = [];
  const show = (diagnoses: readonly Diagnosis[]) => {
    seen.push(...diagnoses);
    for (const diagnosis of diagnoses) process.stdout.write(`${line(diagnosis)}\n`);
  };
  show([
    well('configuration', `${relative(process.cwd(), file)}: ${config.supplier.name} at ${config.supplier.baseUrl}`),
  ]);
  show(
    unready(config).map((text) => {
      const [found = '', advice = ''] = text.split('; ');
      return doubtful('features', found, advice);
    }),
  );
  const way = await wayTo(new URL(config.supplier.baseUrl), config.tls, Math.min(config.pace.request, 10_000));
  show(way);
  if (way.every(({ outcome }) => outcome !== 'failed')) show(await supplierSide(config, contract));
  show(
    await callbackSide(config, {
      contract,
      out: resolve(options.out),
      wait: options.wait ?? 0,
      onWait: (address) => process.stdout.write(`  waiting for something from the supplier at ${address} ...\n`),
    }),
  );
  const failures = seen.filter(({ outcome }) => outcome === 'failed').length;
  process.stdout.write(
    failures === 0
      ? `\nA run can begin: npx supplier-conformance run --config ${relative(process.cwd(), file)}\n`
      : `\n${failures} ${failures === 1 ? 'thing stands' : 'things stand'} in the way of a run: the lines with ✕\n`,
  );
  return failures === 0 ? 0 : 1;
}

const WIDTH = 16;

/** One line: what was looked at, what was found, what to do. It may quote what a supplier has written. */
function line({ about, outcome, found, advice }: Diagnosis): string {
  return `${SIGNS[outcome]} ${about.padEnd(WIDTH)} ${visible(found)}${advice === undefined ? '' : `\n  ${' '.repeat(WIDTH)} → ${visible(advice)}`}`;
}

#!/usr/bin/env node
import { resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { visible } from '../reports/text.ts';
import { PASSPHRASE } from '../seals/keys.ts';
import { WAYS_IN } from '../supplier/credentials.ts';
import { STYLES } from '../supplier/model.ts';
import { HARNESS } from '../suites/engine/harness.ts';
import { shardIn } from '../suites/engine/shards.ts';
import type { ListOptions } from './catalogue.ts';
import type { DiffOptions } from './diff.ts';
import type { DoctorOptions } from './doctor.ts';
import { milliseconds } from './durations.ts';
import type { JudgeOptions } from './judge.ts';
import type { KeysOptions } from './keys.ts';
import type { ReceiveOptions } from './receive.ts';
import type { RunOptions } from './run.ts';
import type { SealOptions } from './seal.ts';
import type { SupplierCommand } from './supplier.ts';
import type { VerifyOptions } from './verify.ts';
import type { TrendOptions } from './trend.ts';

/** The exit code when the harness or what it was told is at fault. */
const FAULT = 2;

const whole = (least: number, most: number) => (written: string) => {
  const value = Number(written);
  if (Number.isInteger(value) && written.trim() !== '' && value >= least && value <= most) return value;
  throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}`);
};

const shard = (written: string) => {
  const value = shardIn(written);
  if (value !== undefined) return value;
  throw new InvalidArgumentError('expected INDEX/OF, such as 1/3 for the first of three');
};

const duration = (written: string) => {
  const value = milliseconds(written);
  if (value !== undefined) return value;
  throw new InvalidArgumentError('expected a duration such as 500ms, 10s or 5m');
};

const span = (written: string) => {
  const value = duration(written);
  if (value > 0) return value;
  throw new InvalidArgumentError('expected a duration that is longer than nothing, such as 45m');
};

const gatewayUrl = (written: string) => {
  if (/^https?:\/\//.test(written) && URL.canParse(written)) return written.replace(/\/+$/, '');
  throw new InvalidArgumentError('expected a URL such as http://127.0.0.1:8090/v1');
};

/** What the exit codes of a judged run mean. */
const VERDICT =
  '0 certifiable (if need be with waivers; with --baseline: nothing new in the way), 1 not, or a waiver is out of date, 2 the harness or what it was told failed';

const WAIVERS = ['--waivers <file>', '--no-waivers', 'waive nothing, whatever is known'] as const;
const BASELINE = [
  '--baseline <results>',
  'a results.json or the folder of an earlier run: fail only on what is new since then',
] as const;

const style = () => new Option('--style <style>', 'how the reference supplier works').choices(STYLES);

/** What can be asked for. Each command is loaded when it is, since most of what a run needs the others do without. */
function commands(end: (code: number) => void): Command {
  const program = new Command('supplier-conformance')
    .description('Judges a network operator against the Supplier API and Supplier Updates API of the Fibre Cafe.')
    .version(`${HARNESS.name} ${HARNESS.version}`)
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      `\nExit codes of run: ${VERDICT}, 129, 130 and 143 stopped by a signal. What those of another command mean its own --help says; 2 is always what cannot be used or done.`,
    );

  program
    .command('run')
    .description('run the conformance journeys and judge what happens')
    .option(
      '-c, --config <file>',
      'the configuration; by default supplier.yaml in this folder, and where there is none, or with --style or --defect, the embedded reference supplier is tested',
    )
    .option(
      '--only <id...>',
      'limit the run to requirements, checks, journeys or request variants; such a run certifies nothing',
    )
    .option(
      '--shard <index/of>',
      'play one of so many shares, such as 1/3, each on a machine of its own; judge brings them together',
      shard,
    )
    .option('--seed <number>', 'where random choices begin, to repeat a run', whole(0, 2 ** 31 - 1))
    .option('--out <folder>', 'where the journal and the reports go', 'reports/out')
    .addOption(style())
    .option('--defect <id>', 'a defect of the reference supplier')
    .option('--within <duration>', 'end the run after so long, such as 45m, however far it has come (pace.run)', span)
    .option('--no-cleanup', 'leave what the run has ordered, and list it (cleanup: false)')
    .option('--concurrency <number>', 'how many journeys run together (pace.concurrency)', whole(1, 256))
    .option('--requests-per-second <number>', 'how fast requests are sent (pace.requestsPerSecond)', whole(1, 10_000))
    .option(
      '--variants <number>',
      'how many requests of each kind are generated (variants.perOperation)',
      whole(0, 100_000),
    )
    .option(WAIVERS[0], 'a list of known failures, in place of waivers.yaml beside the configuration')
    .option(WAIVERS[1], WAIVERS[2])
    .option(...BASELINE)
    .option('--no-playwright', 'do without the Playwright tests that show the verdicts')
    .addHelpText('after', `\nExit codes: ${VERDICT}, 129, 130 and 143 stopped by SIGHUP, SIGINT or SIGTERM.`)
    .action(async (options: RunOptions) => {
      const { run } = await import('./run.ts');
      end(await run(options));
    });

  program
    .command('init [file]')
    .description('write a commented configuration to begin with, and its schema for editors')
    .action(async (file = 'supplier.yaml') => {
      const { init } = await import('./init.ts');
      end(init(resolve(String(file))));
    });

  program
    .command('doctor')
    .description('look at everything that a run needs: configuration, network, credentials, data, and the way back')
    .option('-c, --config <file>', 'the configuration', 'supplier.yaml')
    .option('--wait <duration>', 'wait so long for something to arrive from the supplier, such as 60s', duration)
    .option('--out <folder>', 'where runs leave their journals', 'reports/out')
    .addHelpText(
      'after',
      '\nExit codes: 0 a run can begin, 1 something stands in the way, 2 a configuration that cannot be used.',
    )
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import('./doctor.ts');
      end(await doctor(options));
    });

  program
    .command('receive')
    .description('stand in for the gateway on its own, for one run after the other or several at once to hear from')
    .option('-c, --config <file>', 'the configuration, with callbacks.receiver', 'supplier.yaml')
    .option('--out <folder>', 'where what arrives is kept', 'reports/receiver')
    .addHelpText('after', '\nExit codes: 0 ended by Ctrl-C or another signal, 2 it could not start.')
    .action(async (options: ReceiveOptions) => {
      const { receive } = await import('./receive.ts');
      end(await receive(options));
    });

  program
    .command('judge <journals...>')
    .description(
      'judge an earlier run again, offline, from its journal or from the journals of all its shards, or their folders',
    )
    .option('--out <folder>', 'write the reports to this folder')
    .option(WAIVERS[0], 'a list of known failures, in place of those that the run had')
    .option(WAIVERS[1], WAIVERS[2])
    .option(...BASELINE)
    .addHelpText('after', `\nExit codes: ${VERDICT}.`)
    .action(async (journals: string[], options: JudgeOptions) => {
      const { judgeJournals } = await import('./judge.ts');
      end(await judgeJournals(journals, options));
    });

  program
    .command('keys')
    .description('make a pair of keys to seal evidence with: NAME.key to keep, NAME.pub to give away')
    .option('--out <name>', 'the path of the files without their endings', 'seal')
    .addHelpText('after', `\nA passphrase in ${PASSPHRASE} encrypts the private key.`)
    .action(async (options: KeysOptions) => {
      const { keys } = await import('./keys.ts');
      end(keys(options));
    });

  program
    .command('seal <folder>')
    .description('judge the run in a folder again and seal it, evidence and reports, in one file to hand in')
    .requiredOption('--key <file>', 'the private key: Ed25519, as keys or openssl genpkey makes it')
    .option('--out <file>', 'the bundle; by default called after the supplier and the time of the run')
    .addHelpText(
      'after',
      '\nExit codes: 0 sealed, whatever the run decided, 2 it cannot be sealed, or the key cannot be used.',
    )
    .action(async (folder: string, options: SealOptions) => {
      const { seal } = await import('./seal.ts');
      end(await seal(folder, options));
    });

  program
    .command('verify <bundle>')
    .description('see that a bundle is as it was sealed, and that its verdicts follow from its evidence')
    .option('--key <file>', 'the public key of whoever should have sealed it')
    .option(
      '--contract <files...>',
      'your own contract documents, where the supplier tests against those rather than those of the harness',
    )
    .option('--json', 'what was found as JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0 verified, 1 something is wrong with it, 2 no bundle, or a key that cannot be used, 3 nothing is wrong, but not everything could be checked, such as whose seal it is (--key) or whose contract documents (--contract).',
    )
    .action(async (bundle: string, options: VerifyOptions) => {
      const { verify } = await import('./verify.ts');
      end(await verify(bundle, options));
    });

  program
    .command('diff <old> <new>')
    .description('tell what has changed between two runs, each a results.json or the folder of a run')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing new stands in the way, 1 something does, 2 results that cannot be used.',
    )
    .action(async (before: string, after: string, options: DiffOptions) => {
      const { diff } = await import('./diff.ts');
      end(diff(before, after, options));
    });

  program
    .command('trend <folders...>')
    .description('draw a page of how the runs in some folders, such as those of every night, went one after the other')
    .option('--out <file>', 'where the page goes', 'trend.html')
    .addHelpText(
      'after',
      '\nExit codes: 0 drawn, whatever the runs decided, 2 there is nothing to draw, or nowhere to.',
    )
    .action(async (folders: string[], options: TrendOptions) => {
      const { trend } = await import('./trend.ts');
      end(trend(folders, options));
    });

  program
    .command('lint-kcis <file>')
    .description('judge sample KCIs in a file, or from a pipe (-): JSON, lists, lines, with or without prose between')
    .addHelpText(
      'after',
      '\nExit codes: 0 nothing binding is broken, 1 something is, 2 there is no KCI that can be read.',
    )
    .action(async (file: string) => {
      const { lintKcis } = await import('./lint-kcis.ts');
      end(await lintKcis(file));
    });

  program
    .command('list')
    .description('list the requirements and their checks')
    .option('--coverage', 'tell what accounts for each: level, standing, checks, defects, or why it is untested')
    .action(async (options: ListOptions) => {
      const { list } = await import('./catalogue.ts');
      end(list(options));
    });

  program
    .command('explain <id>')
    .description('tell all that is known of a requirement')
    .action(async (id: string) => {
      const { explain } = await import('./catalogue.ts');
      end(explain(id));
    });

  program
    .command('supplier')
    .description('run the reference supplier on its own')
    .addOption(style())
    .option('--defect <id>', 'something that it does wrong')
    .option('--defects', 'list what it can do wrong')
    .option('--port <number>', 'where it listens, on 127.0.0.1', whole(0, 65_535), 9001)
    .option('--gateway <url>', 'where it sends its KCIs', gatewayUrl, 'http://127.0.0.1:8090/v1')
    .option('--client-id <id>', 'what it calls itself there', 'reference-supplier')
    .option('--client-secret <secret>', 'how it proves that', 'reference-secret')
    .addOption(new Option('--auth <way>', 'how it lets callers in').choices(WAYS_IN).default('none'))
    .option('--auth-id <id>', 'the client id or user name that callers present', 'fibre-cafe')
    .option('--auth-secret <secret>', 'the client secret, password or bearer token; by default one that is made up')
    .addOption(
      new Option('--token-life <duration>', 'how long its access tokens are good (oauth2)')
        .argParser(duration)
        .default(300_000, '5m'),
    )
    .option('--tls-cert <file>', 'its certificate (PEM), to serve https')
    .option('--tls-key <file>', 'the key of that')
    .option('--client-ca <file>', 'the authority of the client certificates that it asks for (mutual TLS)')
    .option('--gateway-ca <file>', 'an authority to trust where it sends its KCIs')
    .option('--step-ms <number>', 'milliseconds between two KCIs of an order', whole(0, 3_600_000), 1000)
    .addHelpText('after', '\nExit codes: 0 ended by Ctrl-C or another signal, 2 it could not start.')
    .action(async (options: SupplierCommand) => {
      const { supplier } = await import('./supplier.ts');
      end(await supplier(options));
    });

  return program;
}

/** Runs one command line; resolves with the exit code. Whatever goes wrong is one clear line. */
async function main(parameters: readonly string[]): Promise<number> {
  let code = 0;
  const program = commands((ended) => (code = ended));
  for (const command of [program, ...program.commands]) command.exitOverride();
  try {
    await program.parseAsync(parameters, { from: 'user' });
    return code;
  } catch (error) {
    // Commander has said what it had to say: the help, or what is wrong with the command line.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : FAULT;
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    // It may quote what somebody else has written.
    process.stderr.write(`${visible((process.env.DEBUG ? stack : undefined) ?? message)}\n`);
    return FAULT;
  }
}

process.exitCode = await main(process.argv.slice(2));
// Whatever still holds on to something, a command ends when it is done.
setTimeout(() => process.exit(), 5_000).unref();

import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { isObject } from '../../specs/json-object.ts';
import type { Contract } from '../../specs/contract-types.ts';
import { header, json } from '../../evidence/history.ts';
import { AuthorizationError, createAuthorization } from '../../journeys/authorization.ts';
import { createClient, type Answer } from '../../journeys/client.ts';
import { speaksTls } from '../../journeys/client-alert.ts';
import { refusalIn, SPEAKS_TLS } from '../../journeys/credentials-admission.ts';
import type { Failure } from '../../journeys/failures.ts';
import { foreignAnswer, quoted } from '../../journeys/foreign-answer.ts';
import { watchInterruption } from '../../journeys/interruption.ts';
import { retryAfter } from '../../journeys/limits.ts';
import { objects } from '../../journeys/live-services.ts';
import type { Address } from '../../journeys/journey.ts';
import type { Config } from '../config.ts';
import { doubtful, failed, unseen, well, type Diagnosis } from './diagnosis.ts';

/** By how much the clocks may differ before it is worth telling, in milliseconds; a Date header tells whole seconds. */
const SKEW = 5_000;

/** For how long an answer is waited for that a supplier puts off by Retry-After, in milliseconds. */
const PATIENCE = 30_000;

const isPutOff = ({ status }: Answer): boolean => status === 429 || status === 503;

/** What a supplier that can be reached makes of us: a token, one harmless call, the clocks, and the data of the configuration. */
export async function supplierSide(config: Config, contract: Contract): Promise<readonly Diagnosis[]> {
  const interruptions = watchInterruption(new AbortController().signal);
  const tls = config.tls ? { tls: config.tls } : {};
  const within = config.pace.request;
  const base = new URL(config.supplier.baseUrl);
  const client = createClient(base, config.tls, interruptions);
  const authorization = createAuthorization(config.authorization, {
    ...tls,
    within,
    interruptions,
    onTrouble: () => undefined,
  });
  try {
    const { value } = await authorization.present();
    const ask = async (address: Address): Promise<Asked> => {
      const { path, method } = contract.operation('handleAvailabilityCheck');
      const request = {
        method: method.toUpperCase(),
        path: `${base.pathname.replace(/\/+$/, '')}${path}?address=${encodeURIComponent(JSON.stringify(address))}`,
        headers: [
          ['Accept', 'application/json'],
          ['X-Request-ID', randomUUID()],
          ['X-Conversation-ID', randomUUID()],
          ['Tenant', config.tenant],
          ...(value === undefined ? [] : [['Authorization', value] as const]),
        ],
      } as const;
      for (let waited = 0; ;) {
        const started = performance.now();
        const answer = await client.send(request, within);
        const took = performance.now() - started;
        if (!('status' in answer)) return { failure: answer };
        const pause = isPutOff(answer) ? retryAfter(answer.headers) : undefined;
        if (pause === undefined || waited + pause > PATIENCE) return { answer, took };
        // Less than a moment is no pause, and would never come to an end.
        waited += Math.max(pause, 500);
        await delay(Math.max(pause, 500));
      }
    };
    const shown = credentialsShown(config);
    const asked = await ask(config.data.address);
    const call = (await isSpokenPlainly(base, asked, within))
      ? failed('call', `${CALL}: plain HTTP is not understood`, SPEAKS_TLS)
      : callOf(asked, config, value);
    const known = [shown, call, ...clockOf(asked)];
    if (!('answer' in asked) || call.outcome === 'failed') return known;
    return [...known, ...dataOf(config, asked.answer, value), ...(await uncovered(config, ask))];
  } catch (error) {
    if (!(error instanceof AuthorizationError)) throw error;
    const [found = error.message, advice = 'check auth'] = error.message.split('; ');
    return [failed('token', found, advice)];
  } finally {
    await Promise.all([client.close(), authorization.close()]);
  }
}

type Asked = { readonly answer: Answer; readonly took: number } | { readonly failure: Failure };

/** Whether plain HTTP was spoken where TLS is. */
async function isSpokenPlainly(base: URL, asked: Asked, within: number): Promise<boolean> {
  return base.protocol === 'http:' && speaksTls(base, 'answer' in asked ? asked.answer : asked.failure, within);
}

function credentialsShown({ authorization }: Config): Diagnosis {
  switch (authorization.type) {
    case 'oauth2':
      return well('token', `${authorization.tokenUrl} gave an access token to ${authorization.clientId}`);
    case 'basic':
      return well('credentials', `Basic authentication as ${authorization.username}`);
    case 'bearer':
      return well('credentials', 'the configured bearer token');
    case 'none':
      return well('credentials', 'none are configured');
  }
}

const CALL = 'GET /service-availability';

function callOf(asked: Asked, config: Config, presented: string | undefined): Diagnosis {
  const door = {
    baseUrl: config.supplier.baseUrl,
    credentials: config.authorization,
    ...(config.tls ? { tls: config.tls } : {}),
  };
  const refusal = refusalIn('answer' in asked ? asked.answer : asked.failure, door);
  if (!('answer' in asked)) {
    const { detail } = asked.failure;
    const [what = detail, advice = 'see the log of the supplier'] = (refusal ?? detail).split(/; (.*)/s);
    return failed('call', `${CALL}: ${what}`, advice);
  }
  const { status } = asked.answer;
  const found = `${CALL} was answered ${status} within ${Math.round(asked.took)} ms`;
  const foreign = status === 200 ? foreignAnswer(asked.answer, presented) : undefined;
  if (foreign) return failed('call', `${found} ${foreign.what}`, foreign.advice);
  if (status === 200) return well('call', found);
  if (refusal !== undefined) {
    const [what = '', advice = ''] = refusal.split(/; (.*)/s);
    return failed('call', `${found}: ${what}`, advice);
  }
  if (isPutOff(asked.answer)) {
    const told = header(asked.answer.headers, 'Retry-After');
    return failed(
      'call',
      `${found}${told === undefined ? ', which does not say when to ask again' : ` (Retry-After: ${told})`}`,
      'try again later, or have the limit of the supplier raised for this machine',
    );
  }
  if (status === 404) return failed('call', found, 'check the path of supplier.baseUrl: the operations follow it');
  if (status >= 300 && status < 400)
    return failed(
      'call',
      found,
      `give the address that it leads to: ${header(asked.answer.headers, 'location') ?? 'none'}`,
    );
  return failed('call', found, `the supplier should serve data.address; it says: ${quoted(asked.answer, presented)}`);
}

function clockOf(asked: Asked): readonly Diagnosis[] {
  if (!('answer' in asked)) return [];
  const told = header(asked.answer.headers, 'date');
  const instant = told === undefined ? Number.NaN : Date.parse(told);
  if (Number.isNaN(instant))
    return [unseen('clock', 'the answer has no Date header', 'nothing, if your clocks are kept in step')];
  const off = instant - (Date.now() - asked.took / 2);
  if (Math.abs(off) <= SKEW) return [well('clock', 'within 5 s of ours')];
  const seconds = Math.round(Math.abs(off) / 1000);
  return [
    doubtful(
      'clock',
      `the supplier's clock is ${seconds} s ${off > 0 ? 'ahead of' : 'behind'} ours`,
      'keep both in step by NTP: tokens lapse, and issuedOn is compared with when a KCI came',
    ),
  ];
}

/** Whether the address is served, and what is to be ordered can be. */
function dataOf({ data }: Config, answer: Answer, presented: string | undefined): readonly Diagnosis[] {
  const where = `data.address ${data.address.type} ${data.address.id}`;
  const advice = 'see what your staging system answers there';
  if (answer.body.truncated) return [unseen('data', `the answer for ${where} is too long to be read`, advice)];
  const read = json(answer.body);
  const { serviceSpecifications } = read.ok && isObject(read.value) ? read.value : {};
  if (!Array.isArray(serviceSpecifications)) {
    const said = `the answer for ${where} has no list of serviceSpecifications: ${quoted(answer, presented)}`;
    return [failed('data', said, advice)];
  }
  const offered = objects(serviceSpecifications).flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
  if (offered.length === 0)
    return [failed('data', `nothing is offered at ${where}`, 'name an address that your staging system serves')];
  const list = offered.slice(0, 8).join(', ') + (offered.length > 8 ? ', ...' : '');
  const served = well('data', `${where} is served: ${list}`);
  const { serviceSpecification: wanted } = data;
  if (wanted === undefined) return [served, well('data', `${offered[0]} will be ordered, the first that is offered`)];
  return [
    served,
    offered.includes(wanted)
      ? well('data', `data.serviceSpecification ${wanted} is offered there`)
      : failed('data', `data.serviceSpecification ${wanted} is not offered there`, `name one of ${list}`),
  ];
}

async function uncovered(
  { data: { outOfCoverage } }: Config,
  ask: (address: Address) => Promise<Asked>,
): Promise<readonly Diagnosis[]> {
  if (!outOfCoverage) return [];
  const asked = await ask(outOfCoverage);
  const read = 'answer' in asked && asked.answer.status === 200 ? json(asked.answer.body) : undefined;
  const offered = read?.ok && isObject(read.value) ? objects(read.value.serviceSpecifications) : [];
  return offered.length > 0
    ? [failed('data', 'services are offered at data.outOfCoverage', 'name an address that you do not serve')]
    : [well('data', 'nothing is offered at data.outOfCoverage')];
}

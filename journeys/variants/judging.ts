import type { Contract, SchemaFinding } from '../../specs/contract-types.ts';
import type { Fault } from '../../specs/faults.ts';
import { tokensOf } from '../../specs/pointers.ts';
import { urlPiece } from '../urls.ts';
import type { Written } from './breaking.ts';
import type { Target } from './target.ts';

type Asked = Pick<Target, 'operation' | 'variant'>;

/**
 * What keeps a request from being what it is meant to be: a valid one has to keep all of the contract, what is reserved
 * included, and one with a fault may break it at that place alone. Undefined where nothing does. What is reserved does not
 * count at the `tolerated` places.
 */
export function problemOf(
  contract: Contract,
  asked: Asked,
  request: Written,
  fault: Fault | undefined,
  tolerated: ReadonlySet<string>,
): string | undefined {
  const findings = findingsOf(contract, asked, request);
  if (findings === 'no JSON') return fault?.kind === 'broken-json' ? undefined : 'its body is no JSON';
  const place = fault && placeOf(fault);
  const astray = findings.find(
    ({ where, severity }) =>
      (place === undefined || !isAt(where, place)) && !(severity === 'warning' && tolerated.has(where)),
  );
  if (astray) return `${astray.where}: expected ${astray.expected}, got ${astray.actual}`;
  // What is better refused may be known less well, as long as the supplier's own data does not depart from it, too.
  const isDoubtful = ({ where }: SchemaFinding) => fault?.weight === 'lenient' && !tolerated.has(where);
  const isBroken = findings.some((finding) => finding.severity === 'error' || isDoubtful(finding));
  return fault && !isBroken ? `nothing is wrong with it at ${fault.where}` : undefined;
}

/** Where a request departs from what is reserved: data that a supplier really has may do so, and is sent all the same. */
export function reservedPlaces(contract: Contract, asked: Asked, request: Written): ReadonlySet<string> {
  const findings = findingsOf(contract, asked, request);
  if (findings === 'no JSON') return new Set();
  return new Set(findings.filter(({ severity }) => severity === 'warning').map(({ where }) => where));
}

/** How a request departs from the contract, as far as it can be read. */
function findingsOf(
  contract: Contract,
  { operation, variant }: Asked,
  request: Written,
): readonly SchemaFinding[] | 'no JSON' {
  const body = bodyOf(request);
  if (body === NO_JSON) return 'no JSON';
  const { path, requiredHeaders } = contract.operation(operation);
  const headers = [
    ...(body === undefined ? [] : [['Content-Type', request.contentType ?? 'application/json'] as const]),
    ...requiredHeaders.filter((name) => !request.without?.includes(name)).map((name) => [name, 'any'] as const),
  ];
  const url = pathOf(path, request) + queryOf(request);
  return contract.judgeRequest(operation, { headers, url, ...(body === undefined ? {} : { body }) }, variant);
}

const NO_JSON = Symbol('no JSON');

function bodyOf({ body, rawBody }: Written): unknown {
  if (rawBody === undefined) return body;
  if (rawBody === '') return undefined;
  try {
    return JSON.parse(rawBody) as unknown;
  } catch {
    return NO_JSON;
  }
}

function pathOf(template: string, { path = {} }: Written): string {
  return template.replace(/\{(.+?)\}/g, (_, name: string) => urlPiece(path[name] ?? ''));
}

function queryOf({ query = {} }: Written): string {
  const pairs = Object.entries(query).flatMap(([name, given]) =>
    (typeof given === 'string' ? [given] : given).map((value) => `${urlPiece(name)}=${urlPiece(value)}`),
  );
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

/** The place of a fault as findings name it. */
function placeOf({ kind, where }: Fault): string {
  if (kind === 'media-type') return 'header Content-Type';
  const [part = '', ...names] = tokensOf(where);
  if (part === 'body') return [part, ...names].join('/');
  return `${part} ${names.join('/')}`;
}

/** Whether a finding is at a place or within it; findings write items of lists as `sites[0]`. */
function isAt(where: string, place: string): boolean {
  const found = where.replace(/\[(\d+)\]/g, '/$1');
  return found === place || found.startsWith(`${place}/`);
}

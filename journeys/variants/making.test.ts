import { expect, test } from '@playwright/test';
import type { Contract } from '../../specs/contract-types.ts';
import type { Fault } from '../../specs/faults.ts';
import { theContract } from '../../specs/fixtures/contract.ts';
import { BARE_ORDER, KINDS, type Kind } from './fixtures/kinds.ts';
import { labelOf } from './ids.ts';
import { createMaking, isMade, type Made, type Making } from './making.ts';

let contract: Contract;
test.beforeAll(async () => {
  contract = await theContract();
});

/** What the contract finds wrong with a request as it would be sent. */
function findings({ target }: Kind, { written }: Made) {
  const { path, query = {}, body, rawBody, contentType = 'application/json', without = [] } = written;
  const operation = contract.operation(target.operation);
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((text): [string, string] => [name, text]),
  );
  const url = `${operation.path.replace('{id}', path?.id ?? '')}?${new URLSearchParams(pairs).toString()}`;
  const sent = rawBody === undefined ? body : rawBody === '' ? undefined : (JSON.parse(rawBody) as unknown);
  const headers = [
    ...operation.requiredHeaders.map((name) => [name, 'x'] as const),
    ['Content-Type', contentType] as const,
  ];
  return contract.judgeRequest(
    target.operation,
    {
      url,
      headers: headers.filter(([name]) => !without.includes(name)),
      ...(sent === undefined ? {} : { body: sent }),
    },
    target.variant,
  );
}

function made(making: Making, { prepared }: Kind, base: number, seed = 1): Made {
  const result = making.make(prepared, making.choice({ seed, base, path: [] }), undefined, 1);
  if (!isMade(result)) throw new Error(`${making.label} ${base}: ${result.problem}`);
  return result;
}

for (const kind of [...KINDS, BARE_ORDER]) {
  const label = labelOf(kind.target) + (kind === BARE_ORDER ? ', bare' : '');

  test(`a thousand valid requests of ${label} keep all of the contract`, () => {
    const making = createMaking(contract, kind.target, kind.prepared);
    const wrong: unknown[] = [];
    for (let base = 0; base < 1000; base += 1) wrong.push(...findings(kind, made(making, kind, base)));
    expect(wrong).toEqual([]);
  });

  test(`requests of ${label} with a fault break the contract there, and nowhere else`, () => {
    const making = createMaking(contract, kind.target, kind.prepared);
    const plain = making.choice({ seed: 1, base: 0, path: [] });
    for (const fault of making.faults) {
      const name = `${fault.kind} at ${fault.where}`;
      const result = making.make(kind.prepared, plain, fault, 1);
      if (kind === BARE_ORDER && !isMade(result)) {
        expect(result.unmade, name).toBe('no such place');
        continue;
      }
      if (!isMade(result)) throw new Error(`${name}: ${result.problem}`);
      if (fault.kind === 'broken-json') {
        expect(() => JSON.parse(result.written.rawBody ?? '{}') as unknown, name).toThrow();
        continue;
      }
      const found = findings(kind, result);
      // How a text in a query has to look may be known less well; whoever is sent another should refuse it.
      const isReserved = fault.weight === 'lenient' && fault.where.startsWith('/query/');
      expect(found.filter(({ severity }) => isReserved || severity === 'error').length, name).toBeGreaterThan(0);
      const [, part = '', ...names] = fault.where.split('/');
      const place =
        fault.kind === 'media-type'
          ? 'header Content-Type'
          : part === 'body'
            ? [part, ...names].join('/')
            : `${part} ${names.join('/')}`;
      for (const { where } of found)
        expect(where.replace(/\[(\d+)\]/g, '/$1').startsWith(place), `${name}: ${where}`).toBe(true);
    }
  });
}

test('every kind of fault is there to be made', () => {
  const kinds = new Set(
    KINDS.flatMap(({ target, prepared }) => createMaking(contract, target, prepared).faults.map(({ kind }) => kind)),
  );
  expect([...kinds].toSorted()).toEqual([
    'bad-query-json',
    'broken-json',
    'empty-body',
    'format',
    'fraction',
    'media-type',
    'missing',
    'missing-header',
    'not-an-object',
    'null',
    'pattern',
    'quoted',
    'too-few',
    'too-long',
    'too-short',
    'too-small',
    'word',
    'wrong-type',
  ]);
});

test('what is known less well is made wrong where that is doubtful, unless it is so already', () => {
  const kind = KINDS.find(({ target }) => target.operation === 'handleAppointmentAvailability') as Kind;
  const makingOf = (prepared: Kind['prepared'], weight: Fault['weight']) => {
    const making = createMaking(contract, kind.target, prepared);
    const plain = making.choice({ seed: 1, base: 0, path: [] });
    const wrong = (kind: Fault['kind'], where: string) => making.make(prepared, plain, { kind, where, weight }, 1);
    return [wrong('format', '/query/appointmentFromDate'), wrong('word', '/query/appointmentPurpose')];
  };
  expect(makingOf(kind.prepared, 'lenient').map((one) => isMade(one) && one.written.query)).toMatchObject([
    { appointmentFromDate: '2026-13-45', appointmentPurpose: 'PROVIDE' },
    { appointmentFromDate: '2026-12-08', appointmentPurpose: 'NO_SUCH_VALUE' },
  ]);
  expect(makingOf(kind.prepared, 'sure').map(isMade)).toEqual([false, false]);
  const { query } = kind.prepared.draft;
  const unlike = { ...kind.prepared, draft: { query: { ...query, appointmentFromDate: '2026-W50' } } };
  expect(makingOf(unlike, 'lenient').map(isMade)).toEqual([false, true]);
});

test('the first valid requests cover everything put in, left out, long, short, in other scripts and exotic', () => {
  const making = createMaking(contract, BARE_ORDER.target, BARE_ORDER.prepared);
  const edits = (base: number) => made(making, BARE_ORDER, base).edits;
  const whats = (base: number) => edits(base).map(({ where, what }) => `${where.slice('/body/'.length)}: ${what}`);
  const put = ['secondaryContact', 'engineerTasks', 'hazards', 'onSiteRestrictions', 'notes'];
  expect(whats(0)).toEqual([]);
  const list = ': a list of TEST_SINGLE_DEVICE';
  expect(whats(1)).toEqual(put.map((member) => `${member}: put in${member === 'engineerTasks' ? list : ''}`));
  expect(whats(2)).toEqual(['primaryContact/email: left out', 'requestedCompletionDate: left out']);
  expect(whats(3)).toContain('primaryContact/name: longest text (100)');
  expect(whats(3)).toContain('notes: put in: longest text (1000)');
  expect(whats(4)).toContain('primaryContact/name: shortest text (1)');
  expect(whats(4)).toContain('engineerTasks: put in: an empty list');
  expect(whats(5)).toContain('primaryContact/name: letters of another script');
  expect(whats(6)).toContain('notes: put in: accented letters');
  expect(edits(8).filter(({ exotic }) => exotic).length).toBeGreaterThan(3);
  for (const base of [1, 2, 3, 4, 5, 6, 7]) expect(edits(base).some(({ exotic }) => exotic)).toBe(false);
});

test('what is wrong with the first item of a list is tried with the last one, too, where there are several', () => {
  const kind = KINDS.find(({ target }) => target.operation === 'handleQuote') as Kind;
  const sitesOf = ({ prepared }: Kind) => (prepared.draft.body as { readonly sites: readonly object[] }).sites;
  const [site = {}] = sitesOf(kind);
  const withSites = (...sites: readonly object[]): Kind => ({
    ...kind,
    prepared: { ...kind.prepared, draft: { body: { ...kind.prepared.draft.body, sites } } },
  });
  const places = (quote: Kind) =>
    createMaking(contract, quote.target, quote.prepared)
      .faults.filter(({ kind: one, where }) => one === 'missing' && where.endsWith('/postcode'))
      .map(({ where }) => where);
  expect(places(withSites(site))).toEqual(['/body/sites/0/postcode']);
  const three = withSites(site, site, site);
  expect(places(three)).toEqual(['/body/sites/0/postcode', '/body/sites/2/postcode']);

  const making = createMaking(contract, three.target, three.prepared);
  const fault: Fault = { kind: 'missing', where: '/body/sites/2/postcode', weight: 'sure' };
  const result = making.make(three.prepared, making.choice({ seed: 1, base: 0, path: [] }), fault, 1);
  if (!isMade(result)) throw new Error(result.problem);
  const { sites } = result.written.body as { readonly sites: readonly object[] };
  expect(sites.map((one) => 'postcode' in one)).toEqual([true, true, false]);
});

test('each listed value is among the first valid requests, whatever the seed', () => {
  const REASONS = ['ISSUE_RESOLVED', 'CUSTOMER_NETWORK_ISSUE', 'NO_LONGER_REQUIRED', 'OTHER'];
  const kind = KINDS.find(({ target }) => target.operation === 'handleCancelProblem') as Kind;
  const { draft } = kind.prepared;
  const resolved = { ...draft, body: { ...draft.body, reasonCode: REASONS[0] } };
  const withReason: Kind = { ...kind, prepared: { ...kind.prepared, draft: resolved } };
  const making = createMaking(contract, kind.target, withReason.prepared);
  for (const seed of [1, 2, 3]) {
    const reasons = REASONS.map((_, base) => made(making, withReason, base, seed).written.body);
    expect(reasons).toMatchObject(REASONS.map((reasonCode) => ({ reasonCode })));
  }
});

test('random requests vary several places, and only now and then something exotic', () => {
  const making = createMaking(contract, BARE_ORDER.target, BARE_ORDER.prepared);
  const all = Array.from({ length: 300 }, (_, index) => made(making, BARE_ORDER, 10 + index).edits);
  const several = all.filter(({ length }) => length >= 3).length;
  const exotic = all.filter((edits) => edits.some((edit) => edit.exotic)).length;
  expect(several).toBeGreaterThan(150);
  expect(exotic).toBeGreaterThan(5);
  expect(exotic).toBeLessThan(90);
});

test('the same seed makes the same requests, another makes others', () => {
  const bodies = (seed: number) => {
    const making = createMaking(contract, BARE_ORDER.target, BARE_ORDER.prepared);
    return Array.from({ length: 30 }, (_, base) => made(making, BARE_ORDER, base, seed).written);
  };
  expect(bodies(42)).toEqual(bodies(42));
  expect(bodies(42)).not.toEqual(bodies(43));
});

test('places that are fixed or named are left alone, and what is kept is not left out', () => {
  const bounded: Kind = {
    ...BARE_ORDER,
    prepared: {
      ...BARE_ORDER.prepared,
      fixed: ['/body/orderType', '/body/address', '/body/primaryContact/email', '/body/notes'],
      kept: ['/body/requestedCompletionDate'],
      words: { '/body/engineerTasks/0': ['INSTALL_ROUTER', 'INSTALL_BBU'] },
    },
  };
  const making = createMaking(contract, bounded.target, bounded.prepared);
  const edits = Array.from({ length: 400 }, (_, base) => made(making, bounded, base).edits).flat();
  const places = new Set(edits.map(({ where }) => where));
  for (const fixed of [
    '/body/primaryContact/email',
    '/body/notes',
    '/body/address',
    '/body/orderType',
    '/body/id',
    '/body/tenant',
  ]) {
    expect([...places].filter((place) => place === fixed || place.startsWith(`${fixed}/`))).toEqual([]);
  }
  expect([...places].filter((place) => /characteristic|appointment|specification/i.test(place))).toEqual([]);
  expect(places).toContain('/body/primaryContact/name');
  expect(edits.filter(({ where, what }) => where === '/body/requestedCompletionDate' && what === 'left out')).toEqual(
    [],
  );
  const tasks = Array.from(
    { length: 400 },
    (_, base) => made(making, bounded, base).written.body as Record<string, unknown>,
  );
  const named = new Set(tasks.flatMap(({ engineerTasks }) => (engineerTasks ?? []) as readonly string[]));
  expect([...named].toSorted()).toEqual(['INSTALL_BBU', 'INSTALL_ROUTER']);
});

test('what would make a request senseless is not done', () => {
  const kind = KINDS.find(({ target }) => target.operation === 'handleAmendOrder');
  if (!kind) throw new Error('there is no amendment');
  const ids = new Set([
    'id',
    'orderId',
    'supplierOrderReference',
    'serviceCharacteristics',
    'appointmentReservationId',
    'appointmentReservationReference',
  ]);
  const changes = (body: unknown) => Object.keys(body as object).filter((name) => !ids.has(name));
  const choice = { seed: 1, base: 2, path: [] };
  const making = createMaking(contract, kind.target, kind.prepared);
  const careless = making.make(kind.prepared, making.choice(choice), undefined, 1);
  const careful = making.make(
    { ...kind.prepared, makesSense: ({ body }) => changes(body).length > 0 },
    making.choice(choice),
    undefined,
    1,
  );
  if (!isMade(careless) || !isMade(careful)) throw new Error('not made');
  expect(changes(careless.written.body)).toEqual([]);
  expect(changes(careful.written.body)).toHaveLength(1);
});

test('days are workdays ahead of the day of the run, whatever that is', () => {
  const making = createMaking(contract, BARE_ORDER.target, BARE_ORDER.prepared, Date.UTC(2027, 4, 3));
  const days = Array.from(
    { length: 300 },
    (_, base) => made(making, BARE_ORDER, base).written.body as Record<string, string>,
  ).flatMap(({ requestedCompletionDate: day }) => (day === undefined || day === '2026-12-08' ? [] : [day]));
  expect(new Set(days).size).toBeGreaterThan(5);
  for (const day of days) {
    expect(day >= '2027-05-12' && day <= '2027-07-06', day).toBe(true);
    expect([0, 6]).not.toContain(new Date(day).getUTCDay());
  }
});

test('lists in a query are joined or repeated as the contract says', () => {
  const query = (operation: string) => {
    const kind = KINDS.find(({ target }) => target.operation === operation);
    if (!kind) throw new Error(operation);
    return made(createMaking(contract, kind.target, kind.prepared), kind, 3).written.query;
  };
  expect(query('handleAvailabilityCheck')?.serviceTypes).toEqual(['BROADBAND', 'ETHERNET']);
  expect(query('handleAppointmentAvailability')?.classifications).toMatch(/^WEEKDAY,.*,SUNDAY_EVENING$/);
  expect(query('handleAppointmentAvailability')?.address).toBe('{"id":"200004033694","type":"UPRN"}');
});

test('data of a supplier that departs from what is reserved is sent all the same, and does not hide what is wrong', () => {
  const address = { id: '200004033694', type: 'LOCAL_ID_7' };
  const { draft } = BARE_ORDER.prepared;
  const odd: Kind = {
    ...BARE_ORDER,
    prepared: { ...BARE_ORDER.prepared, draft: { body: { ...draft.body, address } } },
  };
  const making = createMaking(contract, odd.target, odd.prepared);
  const whole = made(making, odd, 1);
  expect(findings(odd, whole).map(({ severity, where }) => `${severity} ${where}`)).toEqual([
    'warning body/address/type',
  ]);
  const plain = making.choice({ seed: 1, base: 0, path: [] });
  const faulty = making.faults.filter((fault) => isMade(making.make(odd.prepared, plain, fault, 1)));
  expect(faulty.map(({ kind, where }) => `${kind} ${where}`)).toContain('missing /body/address/type');
  expect(faulty.map(({ kind, where }) => `${kind} ${where}`)).toContain('missing /body/primaryContact/name');
});

test('a plain request that breaks the contract is not made, nor any that is built on it', () => {
  const { draft } = BARE_ORDER.prepared;
  const wrong = { ...BARE_ORDER.prepared, draft: { body: { ...draft.body, tenant: '' } } };
  const making = createMaking(contract, BARE_ORDER.target, wrong);
  const plain = making.choice({ seed: 1, base: 0, path: [] });
  expect(making.make(wrong, plain, undefined, 1)).toMatchObject({
    unmade: 'not as meant',
    problem: expect.stringContaining('body/tenant'),
  });
  const name = making.faults.find(({ kind, where }) => kind === 'missing' && where === '/body/primaryContact/name');
  expect(making.make(wrong, plain, name, 1)).toMatchObject({ unmade: 'not as meant' });
});

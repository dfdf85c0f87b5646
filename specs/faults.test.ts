import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import type { Contract, SchemaFinding } from './contract-types.ts';
import { loadContract } from './contract.ts';
import { theContract } from './fixtures/contract.ts';
import { clauseOf } from './fault-words.ts';
import { FAULT_KINDS, faultsOf } from './faults.ts';
import type { Fault } from './faults.ts';
import { draftOf, withFault, written } from './fixtures/requests.ts';
import type { ObjectShape, RequestShape, Shape, TextShape } from './shapes.ts';

const text = (more: Partial<TextShape> = {}): TextShape => ({
  kind: 'text',
  sure: true,
  nullable: false,
  patterns: [],
  ...more,
});
const sure = <Value>(value: Value) => ({ value, sure: true });
const unsure = <Value>(value: Value) => ({ value, sure: false });

function object(members: Readonly<Record<string, Shape>>, ...required: readonly string[]): ObjectShape {
  return {
    kind: 'object',
    sure: true,
    nullable: false,
    members: Object.entries(members).map(([name, shape]) => ({
      name,
      shape,
      mandatory: required.includes(name) ? 'documented' : 'no',
    })),
  };
}

function lines(request: RequestShape): readonly string[] {
  return faultsOf(request).map(({ kind, where, weight }) => `${kind} ${where}${weight === 'sure' ? '' : ' (lenient)'}`);
}

/** The faults at one place of a body, without those of the body as a whole. */
function faultsAt(shape: Shape, mandatory: 'documented' | 'reserved' | 'no' = 'no'): readonly string[] {
  const body: ObjectShape = {
    kind: 'object',
    sure: false,
    nullable: false,
    members: [{ name: 'x', shape, mandatory }],
  };
  return lines({ headers: [], query: [], body, bodyMandatory: 'reserved' }).map((line) => line.replace(' /body/x', ''));
}

test('the faults of a request come in one order, each with its weight', () => {
  const address = object({ id: text() }, 'id');
  const request: RequestShape = {
    headers: [
      { name: 'Tenant', shape: text(), mandatory: 'documented' },
      { name: 'X-Trace', shape: text(), mandatory: 'reserved' },
    ],
    query: [{ name: 'address', shape: address, mandatory: 'documented', form: 'json' }],
    body: object(
      { notes: text({ maxLength: sure(9) }), sites: { kind: 'list', sure: true, nullable: false, items: address } },
      'sites',
    ),
  };
  expect(lines(request)).toEqual([
    'broken-json /body',
    'empty-body /body',
    'not-an-object /body',
    'media-type /body (lenient)',
    'bad-query-json /query/address',
    'missing /query/address',
    'missing /query/address/id',
    'missing /body/sites',
    'missing /body/sites/0/id',
    'null /query/address',
    'wrong-type /query/address',
    'null /query/address/id',
    'wrong-type /query/address/id',
    'null /body/notes (lenient)',
    'wrong-type /body/notes (lenient)',
    'null /body/sites',
    'wrong-type /body/sites',
    'null /body/sites/0 (lenient)',
    'wrong-type /body/sites/0',
    'null /body/sites/0/id',
    'wrong-type /body/sites/0/id',
    'too-long /body/notes',
    'missing-header /header/Tenant (lenient)',
  ]);
});

test('what is reserved is no fault, and neither is what is allowed', () => {
  expect(faultsAt(text(), 'reserved')).toEqual(['null (lenient)', 'wrong-type']);
  expect(faultsAt(text({ nullable: true }), 'documented')).toEqual(['missing', 'wrong-type']);
  expect(faultsAt(text({ sure: false }), 'documented')).toEqual(['missing']);
  const limits = {
    minLength: unsure(2),
    maxLength: unsure(3),
    words: unsure(['A']),
    format: unsure('date'),
    patterns: [unsure('^a')],
  };
  expect(faultsAt(text({ sure: false, ...limits }))).toEqual([]);
  const number = { kind: 'number', sure: false, nullable: false, whole: true } as const;
  expect(faultsAt({ ...number, minimum: unsure(1), maximum: unsure(2) })).toEqual([]);
  expect(
    faultsAt({
      kind: 'list',
      sure: false,
      nullable: false,
      items: text({ sure: false }),
      minItems: unsure(1),
      maxItems: unsure(2),
    }),
  ).toEqual([]);
  expect(faultsAt({ kind: 'open', sure: false, nullable: false })).toEqual([]);
  expect(faultsAt({ kind: 'open', sure: true, nullable: false })).toEqual(['null (lenient)']);
});

test('each limit can be passed, unless nothing would pass it', () => {
  const limited = (more: Partial<TextShape>) => faultsAt(text({ sure: false, ...more }));
  expect(
    limited({ minLength: sure(1), maxLength: sure(3), format: sure('date'), patterns: [unsure('^b'), sure('^a')] }),
  ).toEqual(['too-long', 'too-short', 'pattern', 'format']);
  // A text that is none of the listed ones breaks whatever else is said.
  expect(limited({ words: sure(['A']), maxLength: sure(3), patterns: [sure('^a')] })).toEqual(['word']);
  expect(limited({ words: unsure(['A']), maxLength: sure(3) })).toEqual(['too-long']);
  expect(limited({ minLength: sure(0), maxLength: sure(10_000_000), format: sure('password') })).toEqual([]);
  for (const [pattern, broken] of [
    ['', false],
    ['^.*', false],
    [String.raw`^[\s\S]{1,}`, true],
    ['^.{0,255}$', true],
    [String.raw`^\S+$`, true],
  ] as const)
    expect(limited({ patterns: [sure(pattern)] }), pattern).toEqual(broken ? ['pattern'] : []);

  const number = { kind: 'number', sure: true, nullable: true } as const;
  expect(faultsAt({ ...number, whole: true, minimum: sure(1), maximum: sure(2) })).toEqual([
    'wrong-type (lenient)',
    'quoted (lenient)',
    'too-small',
    'too-large',
    'fraction (lenient)',
  ]);
  expect(faultsAt({ ...number, whole: false, minimum: sure(-1e300), maximum: sure(1e300) })).toEqual([
    'wrong-type (lenient)',
    'quoted (lenient)',
  ]);
  const list = {
    kind: 'list',
    sure: false,
    nullable: true,
    items: { kind: 'open', sure: false, nullable: true },
  } as const;
  expect(faultsAt({ ...list, minItems: sure(1), maxItems: sure(2) })).toEqual(['too-few', 'too-many']);
  expect(faultsAt({ ...list, minItems: sure(0), maxItems: sure(1_000_000) })).toEqual([]);
});

test.describe('a query', () => {
  const inQuery = (form: 'text' | 'list' | 'json', shape: Shape, mandatory: 'documented' | 'no' = 'no') =>
    lines({ headers: [], query: [{ name: 'q', shape, mandatory, form }] });
  const list = (items: Shape, least: number): Shape => ({
    kind: 'list',
    sure: true,
    nullable: false,
    items,
    minItems: sure(least),
  });

  test('of texts has no null in it, and nothing that is no text', () => {
    expect(inQuery('text', text({ minLength: sure(1), words: sure(['A']) }), 'documented')).toEqual([
      'missing /query/q',
      'word /query/q (lenient)',
    ]);
    expect(inQuery('text', { kind: 'truth', sure: true, nullable: false })).toEqual(['wrong-type /query/q (lenient)']);
    expect(inQuery('text', { kind: 'number', sure: true, nullable: false, whole: true })).toEqual([
      'wrong-type /query/q (lenient)',
      'fraction /query/q (lenient)',
    ]);
    expect(inQuery('text', text({ maxLength: sure(50_000) }))).toEqual([]);
  });

  test('need not look as it is known to with reservation, which is told for a text alone', () => {
    const date = unsure('date');
    expect(inQuery('text', text({ format: date }))).toEqual(['format /query/q (lenient)']);
    expect(inQuery('text', text({ words: unsure(['A']), format: date, maxLength: sure(3) }))).toEqual([
      'too-long /query/q',
      'word /query/q (lenient)',
    ]);
    expect(inQuery('list', list(text({ words: unsure(['A']) }), 0))).toEqual(['word /query/q/0 (lenient)']);
    expect(inQuery('text', text({ format: unsure('password') }))).toEqual([]);
    expect(inQuery('text', text({ sure: false, format: date, words: unsure(['A']) }))).toEqual([]);
    // In JSON, where it may be part of what changes something, it stays reserved.
    expect(inQuery('json', text({ format: date }))).toEqual([
      'bad-query-json /query/q',
      'null /query/q (lenient)',
      'wrong-type /query/q (lenient)',
    ]);
    expect(faultsAt(text({ format: date }))).toEqual(['null (lenient)', 'wrong-type (lenient)']);
  });

  test('has lists that are too short only where an empty text is no item', () => {
    expect(inQuery('list', list(text({ words: sure(['A']) }), 1))).toEqual([
      'too-few /query/q (lenient)',
      'word /query/q/0 (lenient)',
    ]);
    expect(inQuery('list', list(text({ minLength: sure(1) }), 1))).toEqual([
      'too-few /query/q (lenient)',
      'too-short /query/q/0',
    ]);
    expect(inQuery('list', list({ kind: 'truth', sure: true, nullable: false }, 1))).toEqual([
      'wrong-type /query/q/0 (lenient)',
      'too-few /query/q (lenient)',
    ]);
    expect(inQuery('list', list(text({ patterns: [unsure('^A$'), sure('^[A-Z]')] }), 1))).toEqual([
      'too-few /query/q (lenient)',
      'pattern /query/q/0',
    ]);
    expect(inQuery('list', list(text({ patterns: [unsure('^A$'), sure('^[A-Z]?')] }), 1))).toEqual([]);
    expect(inQuery('list', list(text(), 1))).toEqual([]);
    expect(inQuery('list', list(text(), 2))).toEqual(['too-few /query/q (lenient)']);
  });

  test('can hold broken JSON where JSON is documented', () => {
    expect(inQuery('json', object({}), 'no')).toContain('bad-query-json /query/q');
    expect(inQuery('json', { kind: 'open', sure: false, nullable: false }, 'documented')).toEqual([
      'bad-query-json /query/q',
      'missing /query/q',
    ]);
    expect(inQuery('json', { kind: 'open', sure: false, nullable: false }, 'no')).toEqual([]);
  });
});

test('a body can be unreadable as far as it is documented', () => {
  const unreadable = (more: Partial<RequestShape>) => lines({ headers: [], query: [], ...more });
  const media = 'media-type /body (lenient)';
  expect(unreadable({ body: object({}), bodyMandatory: 'no' })).toEqual([
    'broken-json /body',
    'not-an-object /body',
    media,
  ]);
  expect(unreadable({ body: object({}), plainText: true })).toEqual([
    'broken-json /body',
    'empty-body /body',
    'not-an-object /body',
  ]);
  expect(unreadable({ body: { kind: 'open', sure: false, nullable: false } })).toEqual([
    'broken-json /body',
    'empty-body /body',
    media,
  ]);
  expect(unreadable({ body: { kind: 'open', sure: false, nullable: false }, bodyMandatory: 'reserved' })).toEqual([]);
  const list: Shape = { kind: 'list', sure: true, nullable: false, items: text({ sure: false }), minItems: sure(1) };
  expect(unreadable({ body: list })).toEqual([
    'broken-json /body',
    'empty-body /body',
    media,
    'null /body',
    'wrong-type /body',
    'too-few /body',
  ]);
  expect(unreadable({})).toEqual([]);
});

test('each fault is told in a plain clause', () => {
  const body = object({
    notes: text({ minLength: sure(1), maxLength: sure(1000) }),
    code: text({ minLength: sure(5), maxLength: sure(1), patterns: [sure('^A'), unsure('^AB')], format: sure('date') }),
    ref: text({ patterns: [sure('^A'), sure('^AB')] }),
    role: text({ words: sure(['A-END', 'B-END']) }),
    kind: text({ words: sure(['A', 'B', 'C', 'D', 'E', 'F', 'G']) }),
    months: { kind: 'number', sure: true, nullable: false, whole: true, minimum: sure(1), maximum: sure(36) },
    again: { kind: 'truth', sure: true, nullable: false },
    sites: {
      kind: 'list',
      sure: true,
      nullable: false,
      items: object({ 'a/b': text() }),
      minItems: sure(2),
      maxItems: sure(1),
    },
    parts: { kind: 'list', sure: true, nullable: false, items: text(), minItems: sure(1) },
    open: { kind: 'open', sure: true, nullable: false },
  });
  const address = object({ id: text() });
  const request: RequestShape = {
    headers: [],
    query: [{ name: 'address', shape: address, mandatory: 'no', form: 'json' }],
    body,
  };
  const clause = (kind: Fault['kind'], where: string) => clauseOf({ kind, where, weight: 'sure' }, request);
  expect([
    clause('broken-json', '/body'),
    clause('empty-body', '/body'),
    clause('not-an-object', '/body'),
    clause('media-type', '/body'),
    clause('missing', '/body/notes'),
    clause('missing', '/query/address'),
    clause('null', '/body/sites/0/a~1b'),
    clause('wrong-type', '/body/notes'),
    clause('wrong-type', '/body/months'),
    clause('wrong-type', '/body/again'),
    clause('wrong-type', '/body/sites'),
    clause('wrong-type', '/body/sites/0'),
    clause('wrong-type', '/query/address/id'),
    clause('wrong-type', '/body/open'),
    clause('quoted', '/body/months'),
    clause('quoted', '/body/again'),
    clause('too-long', '/body/notes'),
    clause('too-long', '/body/code'),
    clause('too-short', '/body/notes'),
    clause('too-short', '/body/code'),
    clause('pattern', '/body/code'),
    clause('pattern', '/body/ref'),
    clause('word', '/body/role'),
    clause('word', '/body/kind'),
    clause('format', '/body/code'),
    clause('too-small', '/body/months'),
    clause('too-large', '/body/months'),
    clause('fraction', '/body/months'),
    clause('too-few', '/body/sites'),
    clause('too-few', '/body/parts'),
    clause('too-many', '/body/sites'),
    clause('bad-query-json', '/query/address'),
    clause('missing-header', '/header/Tenant'),
    clause('too-long', '/body/gone'),
  ]).toEqual([
    'the body is not JSON',
    'the body is empty',
    'the body is no JSON object',
    'the body is sent as text/plain',
    'notes is missing',
    'the query parameter address is missing',
    'sites[0].a/b is null',
    'notes is not a text',
    'months is not a number',
    'again is neither true nor false',
    'sites is not a list',
    'sites[0] is not an object',
    'address.id in the query is not a text',
    'open is of a wrong type',
    'months is a number in quotes',
    'again is true or false in quotes',
    'notes is longer than 1000 characters',
    'code is longer than 1 character',
    'notes is an empty text',
    'code is shorter than 5 characters',
    'code does not match ^A',
    'ref does not match its pattern',
    'role is none of A-END, B-END',
    'kind is none of the listed values',
    'code is not in the format date',
    'months is less than 1',
    'months is more than 36',
    'months is not a whole number',
    'sites has fewer than 2 items',
    'parts is an empty list',
    'sites has more than 1 item',
    'the query parameter address is not JSON',
    'the header Tenant is missing',
    'gone is longer than is allowed',
  ]);
});

test.describe('the documents beside the code', () => {
  /** The operations that have bodies of several kinds, with the names of these. */
  const VARIANTS: Readonly<Record<string, readonly string[]>> = {
    handleCreateOrder: ['ProvideOrderRequest', 'ModifyOrderRequest', 'CeaseOrderRequest'],
    handleAmendOrder: ['ProvideOrderAmendmentRequest', 'ModifyOrderAmendmentRequest', 'CeaseOrderAmendmentRequest'],
  };

  interface Kind {
    readonly id: string;
    readonly path: string;
    readonly variant?: string;
    readonly shape: RequestShape;
  }

  function kindsOf(contract: Contract): readonly Kind[] {
    return contract.operations.flatMap(({ id, path }) => {
      const variants = VARIANTS[id];
      if (!variants) return [{ id, path, shape: contract.requestShape(id) }];
      return variants.map((variant) => ({ id, path, variant, shape: contract.requestShape(id, variant) }));
    });
  }

  /** The document as an official one might come: with nothing said about how it is known. */
  async function unreserved(): Promise<Contract> {
    const document: unknown = parse(await readFile(join(import.meta.dirname, 'supplier-api.yaml'), 'utf8'));
    const text = JSON.stringify(document, (name, value: unknown) => (name === 'x-standing' ? undefined : value));
    const supplierApi = test.info().outputPath('official.json');
    await writeFile(supplierApi, text);
    return loadContract({ supplierApi });
  }

  for (const [title, load] of [
    ['as they are', theContract],
    ['without any reservation', unreserved],
  ] as const) {
    test(`have shapes that requests can be made from which nothing is said against, ${title}`, async () => {
      const contract = await load();
      const kinds = kindsOf(contract);
      expect(kinds).toHaveLength(17);
      for (const { id, path, variant, shape } of kinds) {
        for (const extent of ['whole', 'bare'] as const) {
          const request = written(draftOf(shape, extent), shape, path);
          expect(contract.judgeRequest(id, request, variant), `${id} ${variant} ${extent}`).toEqual([]);
        }
      }
    });

    test(`have faults that are all errors where they are applied to a good request, ${title}`, async () => {
      const contract = await load();
      const seen = new Set<string>();
      // What a text in a query has to look like may be known less well: then it is better refused, and no error.
      const breaks = ({ severity }: SchemaFinding, { weight, where }: Fault) =>
        severity === 'error' || (weight === 'lenient' && where.startsWith('/query/'));
      for (const { id, path, variant, shape } of kindsOf(contract)) {
        const draft = draftOf(shape, 'whole');
        const faults = faultsOf(shape);
        expect(new Set(faults.map(({ kind, where }) => `${kind} ${where}`)).size).toBe(faults.length);
        const overlooked = faults.filter((fault) => {
          seen.add(fault.kind);
          const broken = withFault(draft, fault, shape);
          const findings = broken ? contract.judgeRequest(id, written(broken, shape, path), variant) : [];
          return !findings.some((finding) => breaks(finding, fault));
        });
        expect(overlooked, `${id} ${variant}`).toEqual([]);
      }
      // No number or list in them has a greatest value or a greatest length.
      expect(FAULT_KINDS.filter((kind) => !seen.has(kind))).toEqual(['too-large', 'too-many']);
    });
  }

  test('are read as they are written, reservations included', async () => {
    const contract = await theContract();
    const at = (id: string, where: string, variant?: string) =>
      lines(contract.requestShape(id, variant))
        .filter((line) => line.split(' ')[1] === where)
        .map((line) => line.replace(` ${where}`, ''));

    const order = (where: string) => at('handleCreateOrder', where, 'ProvideOrderRequest');
    expect(order('/body/id')).toEqual(['missing', 'null', 'wrong-type', 'quoted (lenient)', 'too-small']);
    expect(order('/body/orderType')).toEqual(['missing', 'null', 'wrong-type', 'word']);
    // Required for tenants, and so with reservation; what it holds is documented.
    expect(order('/body/primaryContact')).toEqual(['null (lenient)', 'wrong-type']);
    expect(order('/body/primaryContact/phoneNumber')).toEqual(['missing', 'null', 'wrong-type', 'pattern']);
    expect(order('/body/address/id')).toEqual(['missing', 'null', 'wrong-type']);
    for (const reserved of ['/body/notes', '/body/hazards', '/body/requestedCompletionDate', '/body/engineerTasks'])
      expect(order(reserved), reserved).toEqual([]);

    const cease = contract.requestShape('handleCreateOrder', 'CeaseOrderRequest').body;
    expect(cease?.kind === 'object' && cease.members.map(({ name, mandatory }) => `${name} ${mandatory}`)).toEqual([
      'id reserved',
      'orderType reserved',
      'tenant reserved',
      'serviceId reserved',
      'requestedCompletionDate reserved',
      'notes no',
    ]);

    // The values come from a text; that CPE is one of them must not make a fault of it.
    const problem = contract.requestShape('handleCreateProblem').body;
    const problemType =
      problem?.kind === 'object' ? problem.members.find(({ name }) => name === 'problemType') : undefined;
    expect(problemType).toMatchObject({
      mandatory: 'documented',
      shape: { kind: 'text', sure: true, words: { sure: false } },
    });
    const shape = problemType?.shape as TextShape;
    expect(shape.words?.value).toContain('CPE');
    expect(shape.words?.value).toContain('OUTAGE');
    for (const { value } of shape.patterns)
      for (const word of shape.words?.value ?? []) expect(word).toMatch(new RegExp(value));
    expect(at('handleCreateProblem', '/body/problemType')).toEqual(['missing', 'null', 'wrong-type', 'pattern']);

    expect(at('handleReserveAppointment', '/body/serviceSpecification/name')).toEqual([]);
    expect(at('handleReserveAppointment', '/body/timeslot/timeslotStartDateTime')).toEqual([
      'missing',
      'null',
      'wrong-type',
      'format',
    ]);
    expect(at('handleQuote', '/body/sites')).toEqual(['missing', 'null', 'wrong-type', 'too-few']);
    expect(at('handleQuote', '/body/contractDetails/contractLength/value')).toEqual([
      'missing',
      'null',
      'wrong-type',
      'quoted (lenient)',
      'fraction (lenient)',
    ]);
    expect(at('handleQuote', '/header/Tenant')).toEqual([]);
    expect(at('handleAvailabilityCheck', '/header/Tenant')).toEqual(['missing-header (lenient)']);
    expect(at('handleAvailabilityCheck', '/query/serviceTypes')).toEqual(['too-few (lenient)']);
    expect(at('handleAvailabilityCheck', '/query/address')).toEqual([
      'bad-query-json',
      'missing',
      'null',
      'wrong-type',
    ]);
    expect(at('handleAppointmentAvailability', '/query/appointmentPurpose')).toEqual(['missing', 'word (lenient)']);
    expect(at('handleAppointmentAvailability', '/query/appointmentFromDate')).toEqual(['format (lenient)']);
  });

  test('give one shape for one request, made once', async () => {
    const contract = await theContract();
    expect(contract.requestShape('handleQuote')).toBe(contract.requestShape('handleQuote'));
    expect(contract.requestShape('handleCreateOrder', 'CeaseOrder')).not.toBe(
      contract.requestShape('handleCreateOrder', 'ModifyOrder'),
    );
    expect(() => contract.requestShape('fly')).toThrow('there is no operation fly');
    expect(contract.requestShape('handleAvailabilityCheck').body).toBeUndefined();
  });
});

test('what a supplier need not read is overlooked: what is optional itself or within the optional, but for the bounds at the top', async () => {
  const contract = await theContract();
  const at = (operation: string, where: string) =>
    faultsOf(contract.requestShape(operation))
      .filter((fault) => fault.where === where)
      .map(({ kind, weight }) => `${kind} ${weight}`);
  expect(at('handleCreateProblem', '/body/hazards')).toEqual(
    expect.arrayContaining(['wrong-type lenient', 'too-long sure']),
  );
  expect(at('handleCreateProblem', '/body/secondaryContact/phoneNumber')).toEqual(
    expect.arrayContaining(['missing sure', 'wrong-type sure', 'pattern sure']),
  );
  const wayleave = at('handleCreateEthernetOrder', '/body/siteInformation/0/wayleave/wayleaveContact/name');
  expect(wayleave).toEqual(expect.arrayContaining(['missing lenient', 'too-long lenient']));
  expect(wayleave.filter((fault) => fault.endsWith('sure'))).toEqual([]);
});

import { expect, test } from '@playwright/test';
import { ConfigError, listenAddress, readConfigDocument } from './config-document.ts';

const read = (source: string, environment: NodeJS.ProcessEnv = {}) =>
  readConfigDocument(source, 'supplier.yaml', environment);

const MINIMAL = `
supplier: { baseUrl: http://127.0.0.1:9001 }
data: { address: { id: "1", type: UPRN } }
`.trim();

function faultOf(source: string, environment: NodeJS.ProcessEnv = {}): string {
  try {
    read(source, environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('no fault was found');
}

test('takes what is needed and nothing more', () => {
  expect(read(MINIMAL).value).toEqual({
    supplier: { baseUrl: 'http://127.0.0.1:9001' },
    data: { address: { id: '1', type: 'UPRN' } },
  });
});

test('takes every key that the design names', () => {
  const all = `
supplier: { name: Acme Fibre, baseUrl: "https://staging.acme.example/fibre-cafe" }
tenant: TENANT1
auth: { type: oauth2, tokenUrl: "https://id.acme.example/token", clientId: a, clientSecret: "\${ACME_SECRET}", scope: x }
tls: { ca: ca.pem, cert: cert.pem, key: key.pem }
callbacks:
  listen: 127.0.0.1:8090
  publicUrl: https://kci.example.net/v1
  auth: { clientId: acme, clientSecret: "\${KCI_SECRET}" }
  tls: { cert: cert.pem, key: key.pem }
features: [availability, appointments, provide, switch, modify, cease, amendments, cancellations, unsolicited-cease,
           quote, ethernet, service-tests, service-problems]
data:
  address: { id: "200004033694", type: UPRN }
  outOfCoverage: { id: "5", type: UPRN }
  serviceSpecification: FTTP-1000
  characteristics: [{ name: LINE_PROFILE, value: "1" }]
  liveServices: [{ serviceId: S12345, serviceSpecification: FTTP-1000 }]
  ethernet:
    sites:
      - { name: Head office, postcode: PO1 1AA, address: { id: "200004033694", type: UPRN } }
      - { name: Hub, postcode: PO1 2BB, address: { id: "200004033696", type: UPRN }, role: MULTI-POINT }
    serviceSpecification: ETH-1000
    characteristics: [{ name: SPEED, value: "1000" }]
    quoteId: QUO-1
steering:
  default: { header: { X-Scenario: "{{scenario}}" } }
  ORDER_DELAYED: { notes: "SCENARIO=DELAY" }
  UNSOLICITED_CEASE: { http: { method: POST, url: "https://staging.acme.example/sim", body: { tenant: "{{tenant}}" } } }
  ORDER_PARTIAL: { manual: "Close order {{supplierReference}} at a lower profile" }
  ORDER_CANCELLED: { command: "cancel {{id}}", header: { X-A: b } }
pace: { request: 10s, acknowledge: 30s, outcome: 5m, quiet: 500ms, concurrency: 16, requestsPerSecond: 20 }
variants: { perOperation: 50 }
contract: { supplierApi: official.yaml, supplierUpdatesApi: official-updates.yaml }
`;
  const { value } = read(all, { ACME_SECRET: 'one', KCI_SECRET: 'two: #3' });
  expect(value).toMatchObject({
    auth: { type: 'oauth2', clientSecret: 'one' },
    callbacks: { auth: { clientSecret: 'two: #3' } },
    variants: { perOperation: 50 },
  });
});

test('names the place of an unknown key and the key that was meant', () => {
  expect(faultOf(`${MINIMAL}\nfeaturs: [provide]`)).toBe(
    'supplier.yaml:3:1: unknown key featurs; did you mean features?',
  );
  expect(
    faultOf('supplier: { baseUrl: http://a }\ndata: { address: { id: "1", type: UPRN } }\npace: { outcom: 5m }'),
  ).toBe('supplier.yaml:3:9: unknown key pace.outcom; did you mean outcome?');
});

test('lists the known keys where none is near', () => {
  expect(faultOf(`${MINIMAL}\npace: { haste: 5m }`)).toBe(
    'supplier.yaml:3:9: unknown key pace.haste; known keys here: request, acknowledge, outcome, quiet, run, concurrency, requestsPerSecond',
  );
});

test('says what a wrong value should be', () => {
  const wrong = [
    [
      'pace: { outcome: 5 minutes }',
      'pace.outcome: expected a duration such as 500ms, 10s or 5m, of at most 24h, not "5 minutes"',
    ],
    ['pace: { outcome: 300 }', 'pace.outcome: expected a duration such as 500ms, 10s or 5m, of at most 24h, not 300'],
    ['pace: { concurrency: 0 }', 'pace.concurrency: expected how many journeys run together, 1 to 256, not 0'],
    [
      'callbacks: { listen: 8090 }',
      'callbacks.listen: expected HOST:PORT to listen on, for example 127.0.0.1:8090, not 8090',
    ],
    [
      'callbacks: { listen: "127.0.0.1:80900" }',
      'callbacks.listen: expected HOST:PORT to listen on, for example 127.0.0.1:8090, not "127.0.0.1:80900"',
    ],
    [
      'steering: { default: {} }',
      'steering.default: expected one or more of header, notes, http, command, manual, not a map',
    ],
  ] as const;
  for (const [line, fault] of wrong) expect(faultOf(`${MINIMAL}\n${line}`)).toContain(`: ${fault}`);
  expect(faultOf(`${MINIMAL}\nfeatures: [provide, availabilty]`)).toMatch(
    /^supplier\.yaml:3:21: features\[1\]: expected one of .*, not "availabilty"; did you mean availability\?$/,
  );
});

test('says what is missing', () => {
  expect(faultOf('tenant: A')).toBe(
    [
      'supplier.yaml:1:1: supplier is missing; expected a map with the keys name, baseUrl',
      'supplier.yaml:1:1: data is missing; expected a map with the keys address, outOfCoverage, serviceSpecification, characteristics, liveServices, ethernet',
    ].join('\n'),
  );
  expect(faultOf('')).toMatch(/^supplier\.yaml: expected a map with the keys supplier, /);
});

test('knows what each kind of authorization needs', () => {
  expect(faultOf(`${MINIMAL}\nauth: { type: basic, username: a }`)).toBe(
    'supplier.yaml:3:1: auth.password is missing; expected the password, best as "${NAME}" from the environment',
  );
  expect(faultOf(`${MINIMAL}\nauth: { type: bearer, token: a, scope: b }`)).toContain('unknown key auth.scope');
  expect(faultOf(`${MINIMAL}\nauth: { type: digest }`)).toBe(
    'supplier.yaml:3:9: auth.type: expected oauth2, basic, bearer or none',
  );
  expect(faultOf(`${MINIMAL}\nauth: { token: a }`)).toContain('auth.type');
});

test('never shows what may be a secret', () => {
  const fault = faultOf(`${MINIMAL}\nauth: { type: bearer, token: 4711 }`);
  expect(fault).toContain('auth.token: expected the token');
  expect(fault).not.toContain('4711');
});

test('refuses base URLs that could not be extended', () => {
  for (const url of ['ftp://a', 'acme.example', 'http://a?b=c', 'http://user:pw@a', 'http://a#b', 'http://']) {
    expect(faultOf(MINIMAL.replace('http://127.0.0.1:9001', JSON.stringify(url)))).toContain(
      'supplier.baseUrl: expected',
    );
  }
});

test('fills in the environment, and names a variable that is not set', () => {
  const { value } = read(`${MINIMAL}\ntenant: "\${A}-\${B}"`, { A: 'x', B: 'y' });
  expect(value).toMatchObject({ tenant: 'x-y' });
  expect(faultOf(`${MINIMAL}\ntenant: "\${A}-\${B}"`, { A: 'x' })).toBe(
    'supplier.yaml:3:9: the environment variable B is not set; set it, or write the value itself',
  );
  expect(faultOf(`${MINIMAL}\ntenant: "\${A}"`, { A: '' })).toContain('variable A is not set');
  expect(read(`${MINIMAL}\ntenant: "$\${A}"`).value).toMatchObject({ tenant: '${A}' });
});

test('tells where YAML is broken', () => {
  expect(faultOf('supplier: {\n')).toMatch(/^supplier\.yaml:\d+:\d+: /);
  expect(faultOf('data: {\n  address: { id: "1", type: UPRN }\ntenant: A\n')).toBe(
    'supplier.yaml:3:1: the { at supplier.yaml:1:7 is not closed before this; put a } where it ends',
  );
  expect(faultOf('features: [provide, cease\ntenant: A\n')).toContain(
    'the [ at supplier.yaml:1:11 is not closed before this; put a ] where it ends',
  );
  expect(faultOf(`${MINIMAL}\ntenant: a\ntenant: b`)).toBe(
    'supplier.yaml:4:1: the key tenant is there already (supplier.yaml:3:1); put what belongs to it in one place',
  );
  expect(faultOf('supplier: { baseUrl: http://a, "baseUrl": http://b }')).toBe(
    'supplier.yaml:1:32: the key baseUrl is there already (supplier.yaml:1:13); put what belongs to it in one place',
  );
  expect(faultOf('- a\n- b')).toContain('expected a map');
});

test('reads addresses to listen on', () => {
  expect(listenAddress('127.0.0.1:8090')).toEqual({ host: '127.0.0.1', port: 8090 });
  expect(listenAddress('[::1]:0')).toEqual({ host: '::1', port: 0 });
  for (const wrong of ['8090', ':8090', '::1:8090', 'a:b', 'a:70000', 'a b:80'])
    expect(listenAddress(wrong)).toBeUndefined();
});

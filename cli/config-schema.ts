import { FEATURES } from '../specs/requirement.ts';
import { SCENARIOS } from '../journeys/journey.ts';

/** A JSON schema of a part of the configuration; `expects` says in words what a value should be. */
export interface ConfigSchema {
  readonly [keyword: string]: unknown;
  readonly expects: string;
}

const text = (expects: string): ConfigSchema => ({ type: 'string', minLength: 1, expects });
const file = (what: string): ConfigSchema => text(`the path of ${what}, relative to the configuration`);
const url = (what: string): ConfigSchema => ({
  type: 'string',
  format: 'http-url',
  expects: `${what}, an http or https URL without query, fragment or credentials`,
});
const duration: ConfigSchema = {
  type: 'string',
  format: 'duration',
  expects: 'a duration such as 500ms, 10s or 5m, of at most 24h',
};
const count = (expects: string, maximum: number, minimum = 1): ConfigSchema => ({
  type: 'integer',
  minimum,
  maximum,
  expects,
});
const list = (items: ConfigSchema, expects: string): ConfigSchema => ({ type: 'array', items, expects });
const oneOf = (values: readonly string[]): ConfigSchema => ({ enum: values, expects: `one of ${values.join(', ')}` });

function object(properties: Readonly<Record<string, ConfigSchema>>, required: readonly string[] = []): ConfigSchema {
  return {
    type: 'object',
    properties,
    required,
    additionalProperties: false,
    expects: `a map with the keys ${Object.keys(properties).join(', ')}`,
  };
}

function authorization(
  type: string,
  properties: Readonly<Record<string, ConfigSchema>>,
  required: readonly string[],
): ConfigSchema {
  return object({ type: { const: type, expects: type }, ...properties }, ['type', ...required]);
}

const expiredToken = text('an access token that has expired, to see it refused');

const address = object(
  { id: text('the identifier of an address, in quotes'), type: text('the type of the identifier, for example UPRN') },
  ['id', 'type'],
);

const passphrase = text('what opens the key, best as "${NAME}" from the environment');

const characteristics = list(
  object({ name: text('the name of a characteristic'), value: text('its value, in quotes') }, ['name', 'value']),
  'a list of characteristics, each with name and value',
);

const textMap = (expects: string): ConfigSchema => ({
  type: 'object',
  minProperties: 1,
  additionalProperties: text('text'),
  expects,
});

const steeringEntry: ConfigSchema = {
  ...object({
    header: textMap('headers to send with the request, name: value'),
    notes: text('text for the notes of the order'),
    http: object(
      {
        method: oneOf(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
        url: text('the URL to call'),
        headers: textMap('headers of the call, name: value'),
        body: { expects: 'the body of the call' },
      },
      ['method', 'url'],
    ),
    command: text('a command line to run'),
    manual: text('what a person should do'),
  }),
  minProperties: 1,
  expects: 'one or more of header, notes, http, command, manual',
};

/** What `supplier.yaml` may hold, as a JSON schema in which every part says what it expects. */
export const CONFIG_SCHEMA: ConfigSchema = object(
  {
    supplier: object(
      {
        name: text('the name of the supplier, as the report shall show it'),
        baseUrl: url('where the Supplier API is served'),
      },
      ['baseUrl'],
    ),
    tenant: { type: 'string', pattern: '^[!-~]+$', expects: 'the tenant to order for, without spaces' },
    auth: {
      type: 'object',
      required: ['type'],
      discriminator: { propertyName: 'type' },
      expects: 'a map with the key type (oauth2, basic, bearer or none) and what that needs',
      oneOf: [
        authorization(
          'oauth2',
          {
            tokenUrl: url('the token endpoint'),
            clientId: text('the client id'),
            clientSecret: text('the client secret, best as "${NAME}" from the environment'),
            scope: text('the scope to ask for'),
            audience: text('whom the token is for, where the token endpoint wants to be told'),
            clientAuthentication: oneOf(['basic', 'form']),
            expiredToken,
          },
          ['tokenUrl', 'clientId', 'clientSecret'],
        ),
        authorization(
          'basic',
          { username: text('the user name'), password: text('the password, best as "${NAME}" from the environment') },
          ['username', 'password'],
        ),
        authorization('bearer', { token: text('the token, best as "${NAME}" from the environment'), expiredToken }, [
          'token',
        ]),
        authorization('none', {}, []),
      ],
    },
    tls: object({
      ca: file('a CA bundle (PEM)'),
      cert: file('a client certificate (PEM)'),
      key: file('its key (PEM)'),
      passphrase,
    }),
    callbacks: object({
      listen: { type: 'string', format: 'listen', expects: 'HOST:PORT to listen on, for example 127.0.0.1:8090' },
      publicUrl: url('the address that the supplier posts its KCIs to'),
      auth: object(
        {
          clientId: text('the client id that the supplier uses at our token endpoint'),
          clientSecret: text('its client secret, best as "${NAME}" from the environment'),
        },
        ['clientId', 'clientSecret'],
      ),
      tls: object({ cert: file('a server certificate (PEM)'), key: file('its key (PEM)'), passphrase }, [
        'cert',
        'key',
      ]),
      allow: {
        ...list(
          {
            type: 'string',
            format: 'address-range',
            expects: 'an address or a range such as 192.0.2.7, 10.1.0.0/16 or 2001:db8::/32',
          },
          'a list of addresses and ranges that KCIs may come from',
        ),
        minItems: 1,
      },
      receiver: object(
        {
          url: {
            ...url('where the receiver listens for runs'),
            expects: 'where the receiver listens for runs, a URL such as http://10.0.0.5:8091',
          },
          secret: {
            type: 'string',
            minLength: 12,
            expects:
              'what runs prove themselves with at the receiver, 12 characters or more, best as "${NAME}" from the environment',
          },
          listen: {
            type: 'string',
            format: 'listen',
            expects:
              'HOST:PORT that the receiver listens on for runs, for example 0.0.0.0:8091; by default that of the url',
          },
          tls: object({
            ca: file('the authority of its certificate (PEM), for runs'),
            cert: file('what it shows to runs (PEM)'),
            key: file('the key of that (PEM)'),
            passphrase,
          }),
          keepDays: count('for how many days it keeps what arrived, 1 to 3650, or 0 for all', 3650, 0),
        },
        ['url', 'secret'],
      ),
    }),
    features: {
      ...list(oneOf(FEATURES), `a list of features: ${FEATURES.join(', ')}`),
      minItems: 1,
      uniqueItems: true,
    },
    data: object(
      {
        address,
        outOfCoverage: address,
        serviceSpecification: text('the id of a service specification that can be ordered at the address'),
        characteristics,
        liveServices: list(
          object(
            { serviceId: text('the id of a live service'), serviceSpecification: text('what it is an instance of') },
            ['serviceId', 'serviceSpecification'],
          ),
          'a list of live services, each with serviceId and serviceSpecification',
        ),
        ethernet: object(
          {
            sites: {
              ...list(
                object(
                  {
                    name: text('the name of a site'),
                    postcode: text('its postcode'),
                    address,
                    role: oneOf(['A-END', 'B-END', 'MULTI-POINT']),
                  },
                  ['name', 'postcode', 'address'],
                ),
                'a list of sites to connect, at least two, each with name, postcode and address',
              ),
              minItems: 2,
            },
            serviceSpecification: text('the id of an Ethernet service that can be quoted between the sites'),
            characteristics,
            quoteId: text('the id of a quote that can be ordered, where quote is not claimed'),
          },
          ['sites'],
        ),
      },
      ['address'],
    ),
    steering: {
      ...object(Object.fromEntries(['default', ...SCENARIOS].map((name) => [name, steeringEntry]))),
      expects: `a map from default or a scenario name (${SCENARIOS.join(', ')}) to how to bring it about`,
    },
    pace: object({
      request: duration,
      acknowledge: duration,
      outcome: duration,
      quiet: duration,
      run: { ...duration, pattern: '[1-9]', expects: 'a duration such as 45m, longer than nothing and at most 24h' },
      concurrency: count('how many journeys run together, 1 to 256', 256),
      requestsPerSecond: count('how many requests are sent in a second, 1 to 10000', 10_000),
    }),
    cleanup: {
      type: 'boolean',
      expects: 'true or false: whether what is left of the orders of a run is cancelled',
    },
    variants: object({
      perOperation: count('how many variants of each operation are sent, 0 (none) to 100000', 100_000, 0),
      within: duration,
    }),
    waivers: file('a list of known failures; by default waivers.yaml, where there is one beside the configuration'),
    contract: object({
      supplierApi: file('an OpenAPI document of the Supplier API'),
      supplierUpdatesApi: file('an OpenAPI document of the Supplier Updates API'),
    }),
  },
  ['supplier', 'data'],
);

import fastify from 'fastify';
import { expect, test } from '@playwright/test';
import { AuthorizationError, createAuthorization, type Authorization, type Credentials } from './authorization.ts';
import { watchInterruption } from './interruption.ts';

interface TokenCall {
  readonly authorization: string | undefined;
  readonly form: URLSearchParams;
}

interface Endpoint {
  readonly url: string;
  readonly calls: TokenCall[];
  answer: (call: TokenCall) => { status?: number; body: unknown };
}

async function withEndpoint(use: (endpoint: Endpoint) => Promise<void>): Promise<void> {
  const app = fastify();
  const calls: TokenCall[] = [];
  const endpoint = {
    url: '',
    calls,
    answer: () => ({ body: { access_token: `t${calls.length}`, expires_in: 3600 } }),
  } as {
    url: string;
    calls: TokenCall[];
    answer: Endpoint['answer'];
  };
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_, text, done) =>
    done(null, text),
  );
  app.post('/token', (request, reply) => {
    const call = { authorization: request.headers.authorization, form: new URLSearchParams(String(request.body)) };
    calls.push(call);
    const { status = 200, body } = endpoint.answer(call);
    return reply.code(status).send(body);
  });
  endpoint.url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/token`;
  try {
    await use(endpoint);
  } finally {
    await app.close();
  }
}

const oauth2 = (tokenUrl: string, more: object = {}): Credentials => ({
  type: 'oauth2',
  tokenUrl,
  clientId: 'acme:1',
  clientSecret: 'p&ss wörd',
  ...more,
});

async function using(
  credentials: Credentials,
  use: (authorization: Authorization, trouble: string[]) => Promise<void>,
  within = 5_000,
): Promise<void> {
  const trouble: string[] = [];
  const authorization = createAuthorization(credentials, {
    within,
    interruptions: watchInterruption(new AbortController().signal),
    onTrouble: (text) => trouble.push(text),
  });
  try {
    await use(authorization, trouble);
  } finally {
    await authorization.close();
  }
}

test('without credentials nothing is presented', () =>
  using({ type: 'none' }, async ({ present }) => {
    expect(await present()).toEqual({ reused: false });
  }));

test('a bearer token is presented as it is, and there is no other to try', () =>
  using({ type: 'bearer', token: 'abc' }, async ({ present, renew }) => {
    expect(await present()).toEqual({ value: 'Bearer abc', reused: false });
    expect(await renew('Bearer abc')).toBeUndefined();
  }));

test('a user name and password are presented in UTF-8', () =>
  using({ type: 'basic', username: 'user', password: 'pässwörd' }, async ({ present }) => {
    const { value = '' } = await present();
    expect(value.startsWith('Basic ')).toBe(true);
    expect(Buffer.from(value.slice(6), 'base64').toString('utf8')).toBe('user:pässwörd');
  }));

test('client credentials are shown by HTTP Basic, encoded as OAuth wants, with the scope', () =>
  withEndpoint((endpoint) =>
    using(oauth2(endpoint.url, { scope: 'a b' }), async ({ present }) => {
      expect(await present()).toEqual({ value: 'Bearer t1', reused: false });
      const [call] = endpoint.calls;
      expect(call?.form.get('grant_type')).toBe('client_credentials');
      expect(call?.form.get('scope')).toBe('a b');
      expect(call?.form.has('client_secret')).toBe(false);
      expect(Buffer.from(call?.authorization?.slice(6) ?? '', 'base64').toString()).toBe('acme%3A1:p%26ss+w%C3%B6rd');
    }),
  ));

test('an endpoint that wants form fields gets them', () =>
  withEndpoint((endpoint) =>
    using(oauth2(endpoint.url), async ({ present }) => {
      endpoint.answer = ({ form }) =>
        form.get('client_secret') === 'p&ss wörd'
          ? { body: { access_token: 'form' } }
          : { status: 401, body: { error: 'invalid_client' } };
      expect((await present()).value).toBe('Bearer form');
    }),
  ));

test('a token is used until shortly before it lapses, by all who ask', () =>
  withEndpoint((endpoint) =>
    using(oauth2(endpoint.url), async ({ present }) => {
      const first = await Promise.all([present(), present(), present()]);
      expect(new Set(first.map(({ value }) => value))).toEqual(new Set(['Bearer t1']));
      expect(await present()).toEqual({ value: 'Bearer t1', reused: true });
      expect(endpoint.calls).toHaveLength(1);
    }),
  ));

test('a token that is about to lapse is renewed', () =>
  withEndpoint((endpoint) =>
    using(oauth2(endpoint.url), async ({ present }) => {
      endpoint.answer = () => ({ body: { access_token: `t${endpoint.calls.length}`, expires_in: '0.05' } });
      expect((await present()).value).toBe('Bearer t1');
      await expect.poll(async () => (await present()).value).not.toBe('Bearer t1');
    }),
  ));

test('a refused token is renewed once for all who were refused', () =>
  withEndpoint((endpoint) =>
    using(oauth2(endpoint.url), async ({ present, renew }) => {
      await present();
      expect(await Promise.all([renew('Bearer t1'), renew('Bearer t1')])).toEqual(['Bearer t2', 'Bearer t2']);
      expect(await renew('Bearer t1')).toBe('Bearer t2');
      expect(endpoint.calls).toHaveLength(2);
    }),
  ));

test('an endpoint that gives the same token again leaves nothing to try', () =>
  withEndpoint((endpoint) =>
    using(oauth2(endpoint.url), async ({ present, renew }) => {
      endpoint.answer = () => ({ body: { access_token: 'same' } });
      await present();
      expect(await renew('Bearer same')).toBeUndefined();
    }),
  ));

test('an endpoint that fails later leaves the old token in use, and says so', () =>
  withEndpoint((endpoint) =>
    using(oauth2(endpoint.url), async ({ present, renew }, trouble) => {
      await present();
      endpoint.answer = () => ({ status: 503, body: {} });
      expect(await renew('Bearer t1')).toBeUndefined();
      expect(trouble).toEqual([expect.stringMatching(/answered 503.*going on with the old token$/)]);
    }),
  ));

test('whom the token is for is told where the configuration tells', () =>
  withEndpoint((endpoint) =>
    using(oauth2(endpoint.url, { audience: 'https://api.acme.example' }), async ({ present }) => {
      await present();
      expect(endpoint.calls[0]?.form.get('audience')).toBe('https://api.acme.example');
      expect(endpoint.calls[0]?.form.has('scope')).toBe(false);
    }),
  ));

test('a way for the client to prove itself that is given is the only one', () =>
  withEndpoint(async (endpoint) => {
    endpoint.answer = () => ({ status: 401, body: { error: 'invalid_client' } });
    await using(oauth2(endpoint.url, { clientAuthentication: 'basic' }), async ({ present }) => {
      await expect(present()).rejects.toThrow(/try auth\.clientAuthentication: form$/);
    });
    await using(oauth2(endpoint.url, { clientAuthentication: 'form' }), async ({ present }) => {
      await expect(present()).rejects.toThrow(/try auth\.clientAuthentication: basic$/);
    });
    const [first, second] = endpoint.calls;
    expect(endpoint.calls).toHaveLength(2);
    expect(first?.authorization).toMatch(/^Basic /);
    expect(second?.authorization).toBeUndefined();
    expect(second?.form.get('client_id')).toBe('acme:1');
    expect(second?.form.get('client_secret')).toBe('p&ss wörd');
  }));

test('the way that worked once is kept to', () =>
  withEndpoint((endpoint) =>
    using(oauth2(endpoint.url), async ({ present, renew }) => {
      endpoint.answer = ({ form }) =>
        form.has('client_secret')
          ? { body: { access_token: `t${endpoint.calls.length}` } }
          : { status: 400, body: { error: 'invalid_request' } };
      expect((await present()).value).toBe('Bearer t2');
      expect(await renew('Bearer t2')).toBe('Bearer t3');
    }),
  ));

test.describe('what has to be refused', () => {
  const within = 60_000;

  test('is nothing where nothing is presented', () =>
    using({ type: 'none' }, async ({ refusable }) => {
      for (const kind of ['missing', 'wrong', 'expired', 'lapsing'] as const) {
        expect(await refusable(kind, within)).toBeUndefined();
      }
    }));

  test('of a user name and password is the same user with another password', () =>
    using({ type: 'basic', username: 'user', password: 'pa:ss' }, async ({ refusable }) => {
      expect(await refusable('missing', within)).toEqual({});
      const { value = '' } = (await refusable('wrong', within)) ?? {};
      const shown = Buffer.from(value.slice('Basic '.length), 'base64').toString();
      expect(shown).toMatch(/^user:not-[0-9a-f]+$/);
      expect(await refusable('expired', within)).toBeUndefined();
      expect(await refusable('lapsing', within)).toBeUndefined();
    }));

  test('of a token is another one of its form, and the expired one that is given', () =>
    using({ type: 'bearer', token: 'abcd-1234', expiredToken: 'old' }, async ({ refusable }) => {
      const { value } = (await refusable('wrong', within)) ?? {};
      expect(value).toMatch(/^Bearer [a-z]{4}-\d{4}/);
      expect(value).not.toBe('Bearer abcd-1234');
      expect(await refusable('expired', within)).toEqual({ value: 'Bearer old' });
    }));

  test('before long is a token of its own that lapses within the patience, as its endpoint says', () =>
    withEndpoint((endpoint) =>
      using(oauth2(endpoint.url), async ({ present, refusable }) => {
        endpoint.answer = () => ({ body: { access_token: `t${endpoint.calls.length}`, expires_in: 60 } });
        expect(await refusable('lapsing', within)).toEqual({ value: 'Bearer t2', life: 60_000 });
        expect((await present()).value).toBe('Bearer t1');
        expect(await refusable('lapsing', 59_999)).toBeUndefined();
        expect(endpoint.calls).toHaveLength(2);
      }),
    ));

  test('is no token that lives for more than a minute where one that has expired is at hand', () =>
    withEndpoint((endpoint) =>
      using(oauth2(endpoint.url, { expiredToken: 'old' }), async ({ refusable }) => {
        endpoint.answer = () => ({ body: { access_token: `t${endpoint.calls.length}`, expires_in: 61 } });
        expect(await refusable('lapsing', 300_000)).toBeUndefined();
        expect(await refusable('expired', 300_000)).toEqual({ value: 'Bearer old' });
      }),
    ));

  test('is no token whose life nobody has stated', () =>
    withEndpoint((endpoint) =>
      using(oauth2(endpoint.url), async ({ refusable }) => {
        endpoint.answer = () => ({ body: { access_token: 't' } });
        expect(await refusable('lapsing', 3_600_000)).toBeUndefined();
      }),
    ));

  test('an endpoint that has no token left to wait for is no fault, and is told', () =>
    withEndpoint((endpoint) =>
      using(oauth2(endpoint.url), async ({ present, refusable }, trouble) => {
        endpoint.answer = () => ({ body: { access_token: 't1', expires_in: 60 } });
        await present();
        endpoint.answer = () => ({ status: 429, body: {} });
        expect(await refusable('lapsing', within)).toBeUndefined();
        expect(trouble).toEqual([expect.stringMatching(/answered 429.*no token is waited for to lapse$/)]);
      }),
    ));
});

const refusals: Readonly<Record<string, [Endpoint['answer'], RegExp]>> = {
  'refuses the client': [
    () => ({ status: 401, body: { error: 'invalid_client' } }),
    /answered 401 invalid_client; check auth\.clientId/,
  ],
  'is out of order': [() => ({ status: 500, body: 'oops' }), /answered 500; check/],
  'does not know the scope': [
    () => ({ status: 400, body: { error: 'invalid_scope' } }),
    /answered 400 invalid_scope; give the scope that it wants as auth\.scope/,
  ],
  'does not know whom the token is for': [
    () => ({ status: 400, body: { error: 'invalid_target', error_description: 'no; such\nAPI p&ss wörd' } }),
    /answered 400 invalid_target \(no, such API \[redacted\]\); give whom the token is for as auth\.audience/,
  ],
  'does not grant client credentials': [
    () => ({ status: 400, body: { error: 'unauthorized_client' } }),
    /unauthorized_client; have the grant client_credentials allowed/,
  ],
  'is elsewhere': [() => ({ status: 404, body: 'nothing here' }), /answered 404; check the path of auth\.tokenUrl/],
  'gives no token': [() => ({ body: { token: 'x' } }), /no usable access_token; check auth\.tokenUrl/],
  'gives a token that no header can hold': [() => ({ body: { access_token: 'a\r\nX: b' } }), /no usable access_token/],
};

for (const [what, [answer, message]] of Object.entries(refusals)) {
  test(`an endpoint that ${what} ends in one clear line without the secret`, () =>
    withEndpoint((endpoint) =>
      using(oauth2(endpoint.url), async ({ present }) => {
        endpoint.answer = answer;
        const error = await present().then(
          () => undefined,
          (reason: unknown) => reason as Error,
        );
        expect(error).toBeInstanceOf(AuthorizationError);
        expect(error?.message).toMatch(message);
        expect(error?.message).toContain(endpoint.url);
        expect(error?.message).not.toMatch(/p&ss|p%26ss|\n/);
      }),
    ));
}

test('an endpoint that is not there ends in one clear line', () =>
  using(oauth2('http://127.0.0.1:1/token'), async ({ present }) => {
    await expect(present()).rejects.toThrow(/nothing listens there.*check auth\.tokenUrl/);
  }));

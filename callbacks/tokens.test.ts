import { createHmac } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { createTokens, TOKEN_LIFETIME, type Grant } from './tokens.ts';

const ACME = { clientId: 'acme', clientSecret: 's3cret' };
const FORM = 'application/x-www-form-urlencoded';
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

function ask(
  tokens: ReturnType<typeof createTokens>,
  form: string,
  authorization?: string,
  contentType?: string,
): Grant {
  return tokens.grant({ contentType: contentType ?? FORM, authorization, form });
}

function granted(grant: Grant): string {
  if (!grant.ok) throw new Error(`refused: ${grant.why}`);
  return grant.accessToken;
}

test.describe('granting', () => {
  const tokens = createTokens(ACME);

  test('takes credentials as form fields or as Basic, plain or form-encoded, and both when they agree', () => {
    const fields = 'client_id=acme&client_secret=s3cret';
    expect(ask(tokens, `grant_type=client_credentials&${fields}`)).toMatchObject({ ok: true, expiresIn: 3600 });
    expect(ask(tokens, 'grant_type=client_credentials&scope=a+b', basic('acme:s3cret'))).toMatchObject({ ok: true });
    expect(ask(tokens, 'grant_type=client_credentials', basic('acme:s%33cret'))).toMatchObject({ ok: true });
    expect(ask(tokens, `grant_type=client_credentials&${fields}`, basic('acme:s3cret'))).toMatchObject({ ok: true });
    expect(ask(tokens, `grant_type=client_credentials&${fields}`, undefined, `${FORM}; charset=UTF-8`)).toMatchObject({
      ok: true,
    });
  });

  test('takes a secret with colons, percent and plus signs as it is', () => {
    const odd = createTokens({ clientId: 'acme', clientSecret: 'a:b%20c+d&e=f' });
    expect(ask(odd, 'grant_type=client_credentials', basic('acme:a:b%20c+d&e=f'))).toMatchObject({ ok: true });
    const encoded = encodeURIComponent('a:b%20c+d&e=f');
    expect(ask(odd, 'grant_type=client_credentials', basic(`acme:${encoded}`))).toMatchObject({ ok: true });
    expect(ask(odd, `grant_type=client_credentials&client_id=acme&client_secret=${encoded}`)).toMatchObject({
      ok: true,
    });
  });

  const client = 'client_id=acme&client_secret=s3cret';
  for (const { what, form, authorization, contentType, error } of [
    { what: 'no grant_type', form: client, error: 'invalid_request' },
    { what: 'an empty body', form: '', error: 'invalid_request' },
    { what: 'another grant_type', form: `grant_type=password&${client}`, error: 'unsupported_grant_type' },
    { what: 'a repeated field', form: `grant_type=client_credentials&${client}&client_id=b`, error: 'invalid_request' },
    {
      what: 'JSON',
      form: '{"grant_type":"client_credentials"}',
      contentType: 'application/json',
      error: 'invalid_request',
    },
    { what: 'no credentials', form: 'grant_type=client_credentials', error: 'invalid_client' },
    { what: 'half the credentials', form: 'grant_type=client_credentials&client_id=acme', error: 'invalid_client' },
    {
      what: 'a wrong secret',
      form: 'grant_type=client_credentials',
      authorization: basic('acme:wrong'),
      error: 'invalid_client',
    },
    {
      what: 'a wrong id',
      form: 'grant_type=client_credentials',
      authorization: basic('other:s3cret'),
      error: 'invalid_client',
    },
    {
      what: 'Basic without a colon',
      form: 'grant_type=client_credentials',
      authorization: basic('acme'),
      error: 'invalid_client',
    },
    {
      what: 'Basic without a secret',
      form: 'grant_type=client_credentials',
      authorization: basic('acme:'),
      error: 'invalid_client',
    },
    {
      what: 'Bearer',
      form: `grant_type=client_credentials&${client}`,
      authorization: 'Bearer x',
      error: 'invalid_client',
    },
    {
      what: 'two different clients',
      form: 'grant_type=client_credentials&client_id=other',
      authorization: basic('acme:s3cret'),
      error: 'invalid_request',
    },
  ]) {
    test(`refuses ${what} as ${error}`, () => {
      expect(ask(tokens, form, authorization, contentType)).toMatchObject({ ok: false, error });
    });
  }

  test('without configured credentials takes any that are not empty', () => {
    const open = createTokens();
    expect(ask(open, 'grant_type=client_credentials', basic('who:ever'))).toMatchObject({ ok: true });
    expect(ask(open, 'grant_type=client_credentials')).toMatchObject({ ok: false, error: 'invalid_client' });
  });

  test('gives a different JWT each time, signed with HS256', () => {
    const [one, other] = [
      granted(ask(tokens, `grant_type=client_credentials&${client}`)),
      granted(ask(tokens, `grant_type=client_credentials&${client}`)),
    ];
    expect(one).not.toBe(other);
    const [header = '', claims = ''] = one.split('.').map((part) => Buffer.from(part, 'base64url').toString());
    expect(JSON.parse(header)).toEqual({ alg: 'HS256', typ: 'JWT' });
    expect(JSON.parse(claims)).toMatchObject({ sub: 'acme' });
    expect(one).not.toContain('s3cret');
  });
});

test.describe('admitting', () => {
  const form = 'grant_type=client_credentials&client_id=acme&client_secret=s3cret';

  test('knows its tokens again after a restart, and each by its own id', () => {
    const before = createTokens(ACME);
    const [one, other] = [granted(ask(before, form)), granted(ask(before, form))];
    const after = createTokens(ACME);
    const [first, second] = [after.admit(`Bearer ${one}`), after.admit(`bearer  ${other}`)];
    expect(first).toMatchObject({ ok: true });
    expect(second).toMatchObject({ ok: true });
    expect(first).not.toEqual(second);
    expect(after.admit(`Bearer ${one}`)).toEqual(first);
  });

  test('ends a token when its time is over, however often it was shown before', () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const tokens = createTokens(ACME, () => now);
    const token = granted(ask(tokens, form));
    now += (TOKEN_LIFETIME - 1) * 1000;
    expect(tokens.admit(`Bearer ${token}`)).toMatchObject({ ok: true });
    now += 1000;
    expect(tokens.admit(`Bearer ${token}`)).toEqual({
      ok: false,
      why: 'the access token expired at 2026-01-01T01:00:00.000Z',
    });
  });

  test('refuses what it did not issue', () => {
    const tokens = createTokens(ACME);
    const token = granted(ask(tokens, form));
    const foreign = granted(
      ask(
        createTokens({ ...ACME, clientSecret: 'other' }),
        'grant_type=client_credentials&client_id=acme&client_secret=other',
      ),
    );
    const [header, claims, signature] = token.split('.');
    const forged = Buffer.from(JSON.stringify({ jti: 'x', exp: 9_999_999_999 })).toString('base64url');
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const bad of [
      undefined,
      '',
      'Bearer',
      `Basic ${token}`,
      token,
      `Bearer ${token}x`,
      `Bearer ${foreign}`,
      `Bearer ${header}.${forged}.${signature}`,
      `Bearer ${unsigned}.${claims}.`,
      `Bearer ${token}.more`,
      'Bearer a.b.c',
    ]) {
      expect(tokens.admit(bad), String(bad)).toMatchObject({ ok: false });
    }
  });

  test('survives signed nonsense, which anybody can make where there are no credentials', () => {
    const key = createHmac('sha256', 'supplier-conformance access token').update('[]').digest();
    const sign = (claims: string) => {
      const signed = [`{"alg":"HS256","typ":"JWT"}`, claims]
        .map((part) => Buffer.from(part).toString('base64url'))
        .join('.');
      return `Bearer ${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
    };
    const open = createTokens();
    expect(open.admit(sign('{"jti":"1","exp":9999999999}'))).toEqual({ ok: true, tokenId: '1' });
    for (const claims of [
      '',
      'x',
      'null',
      '[]',
      '{"jti":1,"exp":9999999999}',
      '{"jti":"1"}',
      '{"jti":"1","exp":-1e300}',
    ]) {
      expect(open.admit(sign(claims)), claims).toMatchObject({ ok: false });
    }
  });

  test('says why in words that quote no token', () => {
    const tokens = createTokens(ACME);
    const [missing, scheme, strange] = [
      tokens.admit(undefined),
      tokens.admit('Basic geheim'),
      tokens.admit('Bearer geheim'),
    ];
    expect([missing, scheme, strange].map((one) => ('why' in one ? one.why : ''))).toEqual([
      'the Authorization header is missing',
      'the Authorization header holds no Bearer token',
      'the access token is not one that this gateway issues to this client',
    ]);
  });
});

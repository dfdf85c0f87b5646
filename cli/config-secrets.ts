import { isSecretHeader } from '../evidence/redaction.ts';
import type { Config } from './config.ts';

/**
 * All that a configuration, and the environment beside it, holds of secrets in plain text: they may appear in nothing that is
 * written.
 */
export function secretsOf(config: Config, environment: NodeJS.ProcessEnv = process.env): readonly string[] {
  const { authorization, callbacks, tls, steering } = config;
  const headers = Object.values(steering).flatMap(({ header, http }) =>
    Object.entries({ ...header, ...http?.headers }).flatMap(([name, value]) => (isSecretHeader(name) ? [value] : [])),
  );
  const urls = [
    ...Object.values(steering).map(({ http }) => http?.url),
    ...['http_proxy', 'https_proxy', 'all_proxy'].flatMap((name) => [
      environment[name],
      environment[name.toUpperCase()],
    ]),
  ];
  return [
    ...credentialsOf(authorization),
    callbacks.auth?.clientSecret,
    callbacks.receiver?.secret,
    callbacks.receiver?.tls?.key,
    tls?.key,
    callbacks.tls?.key,
    ...headers.flatMap((value) => [value, value.split(' ').at(-1)]),
    ...urls.flatMap(passwordIn),
  ].filter((secret): secret is string => secret !== undefined && secret !== '');
}

function credentialsOf(authorization: Config['authorization']): readonly (string | undefined)[] {
  switch (authorization.type) {
    case 'oauth2':
      return [authorization.clientSecret, authorization.expiredToken];
    case 'bearer':
      return [authorization.token, authorization.expiredToken];
    case 'basic': {
      const { username, password } = authorization;
      return [password, Buffer.from(`${username}:${password}`).toString('base64')];
    }
    case 'none':
      return [];
  }
}

/** The password in a URL, as it is written there and as it is meant. */
function passwordIn(url: string | undefined): readonly string[] {
  const [, written = ''] = /^(?:[a-z][a-z\d+.-]*:\/\/)?[^/@\s:]*:([^/@\s]+)@/i.exec(url ?? '') ?? [];
  try {
    return [written, decodeURIComponent(written)];
  } catch {
    return [written];
  }
}

import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { ConfigError, type ConfigDocument } from './config-document.ts';

/** What the key `tls` of a configuration may hold: files and the passphrase of one. */
export interface WrittenTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
}

/** PEM texts: authorities to trust, and what we show. */
export interface TlsMaterial {
  readonly ca?: string;
  readonly cert?: string;
  /** Not encrypted, whatever the file is. */
  readonly key?: string;
}

/** The PEM text of a file that a configuration names under some keys; `path` gives the absolute path of a name. */
export type Pem = (keys: readonly string[], name: string | undefined) => string | undefined;

/** Reads PEM files on behalf of a configuration; the result throws a ConfigError for one that cannot be read. */
export function pemReader(document: ConfigDocument, path: (name: string) => string): Pem {
  return (keys, name) => {
    if (name === undefined) return undefined;
    const fault = (text: string) => new ConfigError(`${document.place(keys)}: ${keys.join('.')}: ${text}`);
    if (name.includes('-----BEGIN')) throw fault('write the PEM text to a file and give its path, not the text itself');
    const file = path(name);
    let content: string;
    try {
      content = readFileSync(file, 'utf8');
    } catch (error) {
      throw fault(`cannot read ${file} (${error instanceof Error ? codeOf(error) || error.message : String(error)})`);
    }
    if (!content.includes('-----BEGIN ')) throw fault(`${file} is not a PEM file (it has no -----BEGIN line)`);
    return content;
  };
}

/**
 * What we trust and show when we connect to a supplier, looked at closely, since what is wrong with it is hard to tell from a
 * connection that does not come about.
 * @throws ConfigError for a certificate or key that cannot be used, and for two that do not belong together.
 */
export function clientTls(document: ConfigDocument, written: WrittenTls, pem: Pem): TlsMaterial {
  return tlsMaterial(document, ['tls'], written, pem);
}

/**
 * What a server of ours shows, looked at just as closely.
 * @throws ConfigError for a certificate or key that cannot be used, and for two that do not belong together.
 */
export function serverTls(
  document: ConfigDocument,
  keys: readonly string[],
  written: WrittenTls & { readonly cert: string; readonly key: string },
  pem: Pem,
): { readonly cert: string; readonly key: string } {
  const { cert = '', key = '' } = tlsMaterial(document, keys, written, pem);
  return { cert, key };
}

/**
 * What stands under some keys of a configuration.
 * @throws ConfigError for a certificate or key that cannot be used, and for two that do not belong together.
 */
export function tlsMaterial(
  document: ConfigDocument,
  keys: readonly string[],
  written: WrittenTls,
  pem: Pem,
): TlsMaterial {
  const name = keys.join('.');
  const fault = (key: keyof WrittenTls, text: string) =>
    new ConfigError(`${document.place([...keys, key])}: ${name}.${key}: ${text}`);
  if ((written.cert === undefined) !== (written.key === undefined)) {
    throw new ConfigError(`${document.place(keys)}: ${name}: cert and key belong together; give both or neither`);
  }
  const ca = pem([...keys, 'ca'], written.ca);
  const cert = pem([...keys, 'cert'], written.cert);
  const key = pem([...keys, 'key'], written.key);
  if (ca !== undefined) certificates(ca, (text) => fault('ca', `${written.ca} ${text}`));
  if (cert === undefined || key === undefined) return ca === undefined ? {} : { ca };
  const [own] = certificates(cert, (text) => fault('cert', `${written.cert} ${text}`));
  const opened = privateKey(key, written, name, fault);
  if (!own?.checkPrivateKey(opened)) {
    throw fault(
      'key',
      `${written.key} is not the key of the certificate ${written.cert}; name the two that were made together, in ${written.cert} our own certificate before its authorities`,
    );
  }
  const unlocked = opened.export({ type: 'pkcs8', format: 'pem' }).toString();
  try {
    createSecureContext({ cert, key: unlocked });
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^error:\w+:/, '') : String(error);
    throw fault(
      'cert',
      `${written.cert} cannot be used (${why}); have one made with a longer key and a newer signature`,
    );
  }
  return { ...(ca === undefined ? {} : { ca }), cert, key: unlocked };
}

const CERTIFICATE = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----[\s\S]*?-----END (?:TRUSTED )?CERTIFICATE-----/g;

function certificates(pem: string, fault: (text: string) => ConfigError): readonly X509Certificate[] {
  const found = pem.match(CERTIFICATE) ?? [];
  if (found.length === 0) throw fault('holds no certificate; name a PEM file with a -----BEGIN CERTIFICATE----- line');
  return found.map((text) => {
    try {
      return new X509Certificate(text);
    } catch {
      throw fault('holds a certificate that cannot be read; was the file cut short or changed?');
    }
  });
}

function privateKey(
  pem: string,
  { key: file, passphrase }: WrittenTls,
  name: string,
  fault: (key: keyof WrittenTls, text: string) => ConfigError,
): KeyObject {
  const isEncrypted = /-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED/.test(pem);
  if (isEncrypted && passphrase === undefined) {
    throw fault(
      'key',
      `${file} is encrypted; give its passphrase as ${name}.passphrase, best as "\${NAME}" from the environment`,
    );
  }
  try {
    return createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) });
  } catch {
    if (isEncrypted) throw fault('passphrase', `it does not open the key ${file}`);
    throw fault('key', `${file} holds no private key that can be read; name a PEM file with a PRIVATE KEY`);
  }
}

function codeOf(error: Error): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}

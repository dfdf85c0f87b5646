import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent, request as secureRequest } from 'node:https';
import { createSecureContext, rootCertificates } from 'node:tls';

/** An answer of a receiver. */
export interface WireAnswer {
  readonly status: number;
  readonly text: string;
}

/** What a run says to a receiver, over HTTP. */
export interface Wire {
  /** Sends a message and resolves with the answer; rejects when none comes, after so many milliseconds where that is told. */
  readonly send: (
    method: string,
    path: string,
    message?: object,
    how?: { readonly within?: number; readonly signal?: AbortSignal },
  ) => Promise<WireAnswer>;
  /**
   * Reads an answer of many lines: calls back with each and resolves when it ends. An answer that is no success, or a silence of
   * so many milliseconds, rejects: the first with a WireRefusal.
   */
  readonly read: (path: string, silence: number, signal: AbortSignal, onLine: (line: string) => void) => Promise<void>;
  readonly close: () => void;
}

/** An answer that is no success. */
export class WireRefusal extends Error {
  override readonly name = 'WireRefusal';
  readonly status: number;
  constructor({ status, text }: WireAnswer) {
    super(text.trim());
    this.status = status;
  }
}

/** The longest answer to a message that is read, in characters; and the longest line. */
const LONGEST = 16 * 1024 * 1024;

/** The wire to a receiver; `ca` (PEM) is an authority to trust beside the usual ones where the receiver speaks TLS. */
export function createWire(url: string, secret: string, ca?: string): Wire {
  const base = new URL(url);
  const isSecure = base.protocol === 'https:';
  const trust = ca === undefined ? {} : { secureContext: createSecureContext({ ca: [...rootCertificates, ca] }) };
  const agent = isSecure ? new SecureAgent({ keepAlive: true, ...trust }) : new Agent({ keepAlive: true });
  const request = isSecure ? secureRequest : httpRequest;
  const usual = isSecure ? 443 : 80;
  const open = (method: string, path: string, body: string | undefined, signal: AbortSignal | undefined) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${secret}`,
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
      };
      const target = {
        host: base.hostname.replace(/^\[|\]$/g, ''),
        port: base.port === '' ? usual : Number(base.port),
      };
      const sent = request(
        {
          ...target,
          method,
          path: base.pathname.replace(/\/+$/, '') + path,
          headers,
          agent,
          ...(signal ? { signal } : {}),
        },
        resolve,
      );
      sent.on('error', reject);
      sent.end(body);
    });

  return {
    send: async (method, path, message, { within, signal } = {}) => {
      const limits = [...(within === undefined ? [] : [AbortSignal.timeout(within)]), ...(signal ? [signal] : [])];
      const response = await open(
        method,
        path,
        message === undefined ? undefined : JSON.stringify(message),
        limits.length > 0 ? AbortSignal.any(limits) : undefined,
      );
      return { status: response.statusCode ?? 0, text: await textOf(response) };
    },
    read: async (path, silence, signal, onLine) => {
      const quiet = new AbortController();
      const limit = setTimeout(() => quiet.abort(new Error('it has fallen silent')), silence);
      try {
        const response = await open('GET', path, undefined, AbortSignal.any([quiet.signal, signal]));
        if (response.statusCode !== 200) {
          throw new WireRefusal({ status: response.statusCode ?? 0, text: await textOf(response) });
        }
        let rest = '';
        response.setEncoding('utf8');
        for await (const chunk of response as AsyncIterable<string>) {
          limit.refresh();
          const lines = (rest + chunk).split('\n');
          rest = lines.pop() ?? '';
          if (rest.length > LONGEST) throw new Error('it sends a line without an end');
          for (const line of lines) if (line !== '') onLine(line);
        }
      } finally {
        clearTimeout(limit);
      }
    },
    close: () => agent.destroy(),
  };
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  response.setEncoding('utf8');
  for await (const chunk of response as AsyncIterable<string>) {
    text += chunk;
    if (text.length > LONGEST) throw new Error('the answer has no end');
  }
  return text;
}

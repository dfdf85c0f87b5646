import { createHash } from 'node:crypto';
import { markup, verbatim, type Markup } from './markup.ts';

/** What a page is made of beside its frame. */
interface Page {
  readonly title: Markup;
  readonly style: string;
  /** The one script of the page; without it none runs. */
  readonly script?: string;
  readonly body: Markup;
}

/**
 * A whole HTML page that needs nothing else. What was recorded is escaped where it is written; the policy lets nothing run, load
 * or be sent but the page's own style and script.
 */
export function htmlDocument({ title, style, script, body }: Page): Markup {
  const scripts = script === undefined ? '' : ` script-src '${hash(script)}';`;
  const policy = `default-src 'none'; style-src '${hash(style)}';${scripts} base-uri 'none'; form-action 'none'`;
  return markup`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${verbatim(policy)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>${verbatim(style)}</style>
      </head>
      <body>
        ${body}${
          script !== undefined &&
          markup`
        <script>${verbatim(script)}</script>`
        }
      </body>
    </html>
`;
}

function hash(source: string): string {
  return `sha256-${createHash('sha256').update(source).digest('base64')}`;
}

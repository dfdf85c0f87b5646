import { CONFIG_SCHEMA, type ConfigSchema } from './config-schema.ts';

/** What the formats of the configuration look like, for editors, which do not know them. */
const PATTERNS: Readonly<Record<string, string>> = {
  duration: '^\\d+(\\.\\d+)?(ms|s|m|h)$',
  listen: '^\\S+:\\d{1,5}$',
  'http-url': '^https?://\\S+$',
  'address-range': '^[0-9a-fA-F.:]+(/\\d{1,3})?$',
};

/**
 * The schema of `supplier.yaml` for editors: plain JSON Schema (draft 7) that helps with the keys, tells what each value is,
 * and marks what is wrong while it is being written. A reference to the environment may stand for any text.
 */
export function editorSchema(): Readonly<Record<string, unknown>> {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'The configuration of supplier-conformance',
    ...(plain(CONFIG_SCHEMA) as object),
  };
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value as ConfigSchema).flatMap(translated));
}

function translated([keyword, value]: readonly [string, unknown]): readonly (readonly [string, unknown])[] {
  switch (keyword) {
    case 'expects':
      return [['description', value]];
    case 'format':
      return [['pattern', `\\$\\{|${PATTERNS[String(value)]}`]];
    case 'discriminator':
      return [];
    case 'properties':
      return [
        [keyword, Object.fromEntries(Object.entries(value as object).map(([name, schema]) => [name, plain(schema)]))],
      ];
    default:
      return [[keyword, plain(value)]];
  }
}

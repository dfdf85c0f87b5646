import { Ajv, type ErrorObject } from 'ajv';
import { isDay } from '../specs/waiver.ts';
import { summarise, type Summary, type Verdict } from '../checks/verdict.ts';
import { RESULTS_SCHEMA } from './results-schema.ts';
import { shortened, visible } from './text.ts';

/** How much of a wrong value is told, in characters. */
const VALUE_TOLD = 60;

const ajv = new Ajv({ verbose: true });
ajv.addFormat('date-time', (value: string) => /^\d{4}-\d{2}-\d{2}T/.test(value) && !Number.isNaN(Date.parse(value)));
ajv.addFormat('date', isDay);
let compiled: ReturnType<typeof ajv.compile> | undefined;

/**
 * What is wrong with the content of a `results.json`, in one line: the place (a JSON pointer), what is expected there and what
 * is there. Undefined where nothing is: it follows its schema, and its totals add up.
 */
export function faultInResults(value: unknown): string | undefined {
  const validate = (compiled ??= ajv.compile(RESULTS_SCHEMA));
  if (!validate(value)) return faultWords(validate.errors?.[0]);
  const { summary, verdicts } = value as { readonly summary: Summary; readonly verdicts: readonly Verdict[] };
  const counted = summarise(verdicts);
  const wrong = (Object.keys(counted) as (keyof Summary)[]).find((key) => counted[key] !== summary[key]);
  return wrong === undefined
    ? undefined
    : `its totals do not add up: ${counted[wrong]} verdicts are ${wrong}, and it says ${summary[wrong]}`;
}

function faultWords(error: ErrorObject | undefined): string {
  if (!error) return 'it does not follow its schema';
  const { keyword, instancePath, params, data } = error;
  const found = `found ${shownValue(data)}`;
  const place = instancePath === '' ? 'the whole' : instancePath;
  switch (keyword) {
    case 'required':
      return `${instancePath}/${String(params.missingProperty)} is missing`;
    case 'type':
      return `${place}: expected ${NAMES[String(params.type)] ?? String(params.type)}, ${found}`;
    case 'enum':
      return `${place}: expected one of ${(params.allowedValues as readonly unknown[]).join(', ')}, ${found}`;
    case 'const':
      return `${place}: expected ${String(params.allowedValue)}, ${found}`;
    case 'format':
      return `${place}: expected a ${String(params.format)}, ${found}`;
    default:
      return `${place}: it ${error.message ?? 'is wrong'}, ${found}`;
  }
}

const NAMES: Readonly<Record<string, string>> = {
  object: 'an object',
  array: 'a list',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

function shownValue(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return shortened(visible(JSON.stringify(value)), VALUE_TOLD).replaceAll('\n', ' ');
}

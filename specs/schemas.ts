import type { FuncKeywordDefinition, Options, ValidateFunction } from 'ajv';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { isObject } from './json-object.ts';
import { thrownWords } from './thrown.ts';
import type { SchemaFinding } from './contract-types.ts';
import type { Branches } from './branches.ts';
import { branchesOf, meantBranches, namedBranch, nearest, undecided } from './branches.ts';
import type { Issue } from './explain.ts';
import { issuesOf, readable, sameSpot } from './explain.ts';
import type { Located, OpenApiDocument } from './openapi-document.ts';
import { below, fault, resolve } from './openapi-document.ts';
import type { Direction, Fits, Part, Rendering } from './openapi-schema.ts';
import { render } from './openapi-schema.ts';
import { regularExpression } from './patterns.ts';
import { readShape } from './shape-reader.ts';
import type { Shape } from './shapes.ts';

/** A schema of a document, ready to judge values. */
export interface Judge {
  /** Whether the value passes, by the documented part of the schema or by all of it. */
  passes(value: unknown, part: Part): boolean;
  /** How the value departs from the schema: errors by the documented part, warnings by the rest. */
  findings(value: unknown, where: string): readonly SchemaFinding[];
}

/** The schemas of one document, each compiled when it is first needed. */
export interface Schemas {
  /** A judge by the schema at a place; `variant` names the branch that is meant where it has several. */
  judge(schema: Located, direction: Direction, variant?: string): Judge;
  /**
   * What a request may hold where the schema stands, by the branch that `variant` names where it has several. `reserved` when
   * all of it is less than certain.
   */
  shape(schema: Located, reserved: boolean, variant?: string): Shape;
  /** Refuses the schema if part of it would go unenforced. Throws a ContractError with the place. */
  check(schema: Located, direction: Direction): void;
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;
const lenientDateTime = fullFormats['date-time'] as { readonly validate: (text: string) => boolean };

/** Whether a text is a date-time of RFC 3339: with a T and an offset, and a day that exists. */
export function isDateTime(text: string): boolean {
  return DATE_TIME.test(text) && lenientDateTime.validate(text);
}

/** The formats that are enforced. */
const FORMATS = {
  ...fullFormats,
  'date-time': isDateTime,
  // What counts as an address is up to the mail system; the usual expressions refuse some that work.
  email: /^[^\s@]+@[^\s@]+$/,
};

/** Opens the schemas of a document. */
export function openSchemas(document: OpenApiDocument): Schemas {
  const ajv = newValidator(document.dialect);
  const formats = new Set(Object.keys(FORMATS));
  const ids = new Map<string, string>();
  const judges = new Map<string, Judge>();

  const register = (schema: Located, rendering: Rendering, hidden?: ReadonlySet<string>): string => {
    const key = `${rendering.direction} ${rendering.part} ${schema.place}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = `urn:schema:${ids.size + 1}`;
    ids.set(key, id);
    const rendered = render({ document, rendering, formats, register }, schema, hidden);
    try {
      ajv.addSchema(rendered, id);
    } catch (error) {
      throw fault(document, schema.place, thrownWords(error));
    }
    return id;
  };

  return {
    judge(schema, direction, variant) {
      const key = `${direction} ${variant ?? ''} ${schema.place}`;
      let judge = judges.get(key);
      if (!judge) {
        const meant = variant === undefined ? schema : narrowed(document, schema, variant);
        judge = newJudge((part) => compiled(ajv, register(meant, { direction, part })));
        judges.set(key, judge);
      }
      return judge;
    },
    shape: (schema, reserved, variant) =>
      readShape(document, variant === undefined ? schema : narrowed(document, schema, variant), reserved),
    check(schema, direction) {
      register(schema, { direction, part: 'full' });
      register(schema, { direction, part: 'documented' });
    },
  };
}

function newValidator(dialect: OpenApiDocument['dialect']): Ajv {
  const options: Options = {
    strict: false,
    allErrors: true,
    verbose: true,
    inlineRefs: false,
    code: { regExp: Object.assign(regularExpression, { code: 'regularExpression' }) },
    formats: FORMATS,
  };
  const ajv = dialect === '3.0' ? new Ajv(options) : new Ajv2020(options);
  return ajv.addKeyword(fitsKeyword((id) => compiled(ajv, id)));
}

function compiled(ajv: Ajv, id: string): ValidateFunction {
  const validate = ajv.getSchema(id);
  if (!validate) throw new Error(`the schema ${id} was never registered`);
  return validate;
}

function newJudge(compile: (part: Part) => ValidateFunction): Judge {
  const validators: Partial<Record<Part, ValidateFunction>> = {};
  const issues = (value: unknown, part: Part): readonly Issue[] => {
    const validate = (validators[part] ??= compile(part));
    return validate(value) ? [] : issuesOf(validate.errors);
  };
  return {
    passes: (value, part) => issues(value, part).length === 0,
    findings(value, where) {
      const all = issues(value, 'full');
      if (all.length === 0) return [];
      const errors = issues(value, 'documented');
      const warnings = all.filter((issue) => !errors.some((error) => covers(error, issue)));
      const finding =
        (severity: SchemaFinding['severity']) =>
        ({ path, expected, actual }: Issue): SchemaFinding => ({
          severity,
          where: where + readable(path, value),
          expected,
          actual,
        });
      return [...errors.map(finding('error')), ...warnings.map(finding('warning'))];
    },
  };
}

/** Whether an error already says that something is wrong there: what is less certain about it adds nothing. */
function covers(error: Issue, issue: Issue): boolean {
  return sameSpot(error, issue) || (error.decisive === true && issue.path.startsWith(`${error.path}/`));
}

/**
 * The keyword that stands for oneOf and anyOf: at least one branch fits, and where none does, the issues of the branch that
 * was meant. What is reserved in one branch must not let a message through that is meant for another: a branch that is not
 * meant counts only when the message fits all of it.
 */
function fitsKeyword(find: (id: string) => ValidateFunction): FuncKeywordDefinition {
  return {
    keyword: 'fits',
    compile({ choice, ids, fullIds }: Fits) {
      const branch = lookup(find, ids);
      const fullBranch = lookup(find, fullIds);
      const everyIndex = ids.map((_, index) => index);

      const validate: ReturnType<NonNullable<FuncKeywordDefinition['compile']>> = (data: unknown, context) => {
        const meant = meantBranches(choice, data);
        const possible = meant ?? everyIndex;
        const issues: (readonly Issue[])[] = [];
        const tagRules = choice.decided && isObject(data);
        for (const index of tagRules && !meant ? [] : possible) {
          const judge = branch(index);
          if (judge(data, context)) return true;
          issues.push(issuesOf(judge.errors));
        }
        if (!tagRules && meant && everyIndex.some((index) => fullBranch(index)(data, context))) return true;
        const path = context?.instancePath ?? '';
        const told = meant ? nearest(issues) : undecided(choice, data, path, issues);
        validate.errors = [{ keyword: 'fits', params: { issues: told } }];
        return false;
      };
      return validate;
    },
  };
}

/** Validators by index, looked up at the first use: a branch may refer back to the schema that is being compiled. */
function lookup(find: (id: string) => ValidateFunction, ids: readonly string[]): (index: number) => ValidateFunction {
  const found: ValidateFunction[] = [];
  return (index) => (found[index] ??= find(ids[index] ?? ''));
}

/** The schema with only the branch that the variant names, if it has that branch. */
function narrowed(document: OpenApiDocument, schema: Located, variant: string): Located {
  const { node, place } = resolve(document, schema);
  if (!isObject(node)) return schema;
  for (const keyword of ['oneOf', 'anyOf'] as const) {
    if (!(keyword in node)) continue;
    const choice: Branches = branchesOf(document, { node, place }, keyword);
    const index = namedBranch(choice, variant);
    const branch = index === undefined ? undefined : choice.branches[index];
    if (branch) {
      const { discriminator: _, ...rest } = node;
      return { node: { ...rest, [keyword]: [branch.node] }, place: `${place} as ${variant}` };
    }
  }
  const members = Array.isArray(node['allOf']) ? (node['allOf'] as unknown[]) : [];
  for (const [index, member] of members.entries()) {
    const inner: Located = { node: member, place: below(place, 'allOf', index) };
    const narrow = narrowed(document, inner, variant);
    if (narrow !== inner) {
      return { node: { ...node, allOf: members.with(index, narrow.node) }, place: `${place} as ${variant}` };
    }
  }
  return schema;
}

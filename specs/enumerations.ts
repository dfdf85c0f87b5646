import { isObject, type JsonObject } from './json-object.ts';
import { branchesOf, parts } from './branches.ts';
import { below, type Located, type OpenApiDocument } from './openapi-document.ts';

/**
 * The texts that a schema lists for a property, in its own order: where several lists restrict it at once, what they have in
 * common; where its alternatives list different ones, all of them. Empty where the property is not restricted to a list.
 */
export function listedValues(document: OpenApiDocument, schema: Located, property: string): readonly string[] {
  const lists = shapes(document, schema).flatMap(({ node, place }) => {
    const properties = node['properties'];
    if (!isObject(properties) || !(property in properties)) return [];
    return [common(document, { node: properties[property], place: below(place, 'properties', property) })];
  });
  return [...new Set(lists.flat())];
}

/** The schema, what it is made up of, and its alternatives with what these are made up of. */
function shapes(document: OpenApiDocument, schema: Located): readonly Located<JsonObject>[] {
  const own = parts(document, schema);
  const alternatives = own.flatMap((part) =>
    (['oneOf', 'anyOf'] as const).flatMap((keyword) => branchesOf(document, part, keyword).branches),
  );
  return [...own, ...alternatives.flatMap((branch) => parts(document, branch))];
}

function common(document: OpenApiDocument, schema: Located): readonly string[] {
  const lists = parts(document, schema).flatMap(({ node }) =>
    Array.isArray(node['enum']) ? [(node['enum'] as readonly unknown[]).map(String)] : [],
  );
  const [first = [], ...others] = lists;
  return first.filter((value) => others.every((list) => list.includes(value)));
}

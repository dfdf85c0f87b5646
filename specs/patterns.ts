/** A pattern of a schema as it is run: with the Unicode flag, or without where it only works so. Throws where it is none. */
export function regularExpression(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return new RegExp(pattern);
  }
}

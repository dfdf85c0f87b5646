const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;
const LONGEST = 24 * UNITS.h;

/** The milliseconds of a duration such as `500ms`, `10s`, `2.5m` or `1h`; undefined when it is none or more than a day. */
export function milliseconds(duration: string): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h)$/.exec(duration) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  const result = Math.round(Number(amount) * UNITS[unit as keyof typeof UNITS]);
  return result <= LONGEST ? result : undefined;
}

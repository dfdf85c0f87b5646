const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  hourCycle: 'h23',
});

/** The instant at which London's clocks show an hour of a day (`2026-07-01`), as RFC 3339 with London's offset; for hours far from the change of clocks. */
export function londonTime(day: string, hour: number): string {
  const guess = new Date(`${day}T${String(hour).padStart(2, '0')}:00:00Z`);
  const ahead = (londonHour(guess) - guess.getUTCHours() + 24) % 24;
  const offset = ahead === 0 ? 'Z' : `+${String(ahead).padStart(2, '0')}:00`;
  return `${day}T${String(hour).padStart(2, '0')}:00:00${offset}`;
}

/** The day that London's calendar shows at an instant, `2026-07-01`. */
export function londonDay(instant: Date): string {
  const part = partsOf(instant);
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** So many days after a day; both as `2026-07-01`. */
export function addDays(day: string, days: number): string {
  const moved = new Date(`${day}T12:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

/** The day of the week, from 0 for Sunday. */
export function weekday(day: string): number {
  return new Date(`${day}T12:00:00Z`).getUTCDay();
}

function londonHour(instant: Date): number {
  return Number(partsOf(instant)('hour'));
}

function partsOf(instant: Date): (type: string) => string {
  const parts = CLOCK.formatToParts(instant);
  return (type) => parts.find((part) => part.type === type)?.value ?? '';
}

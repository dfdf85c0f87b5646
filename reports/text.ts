/** How long something took, for people: `812 ms`, `12.4 s`, `3 min 12 s`, `2 h 05 min`. Takes milliseconds. */
export function duration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds)) return 'unknown';
  const whole = Math.max(0, Math.round(milliseconds));
  if (whole < 1000) return `${whole} ms`;
  if (whole < 59_950) return `${(whole / 1000).toFixed(1)} s`;
  const seconds = Math.round(whole / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** A point in time as `2026-11-21 19:24:03 UTC`; takes ISO 8601 in UTC and gives back whatever else it is given. */
export function moment(iso: string): string {
  const parts = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z$/.exec(iso);
  return parts ? `${parts[1]} ${parts[2]} UTC` : iso;
}

/** A number with its noun: `1 order`, `3 orders`, `2 verdicts`; the plural is the noun and an s unless it is given. */
export function count(number: number, noun: string, plural: string = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}

/** A size for people; takes bytes. */
export function size(bytes: number): string {
  if (bytes < 1024) return count(bytes, 'byte');
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

/** Text of at most that many characters (UTF-16); what is longer ends in an ellipsis, and never inside a character. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const beginning = text.slice(0, length - 1);
  return `${beginning.replace(/[\ud800-\udbff]$/, '')}…`;
}

// Cc: controls; Cf: direction marks, zero-width and tag characters; Cs: lone surrogates; Zl, Zp: other line ends; then letters
// and marks that show as nothing at all.
const HIDDEN = /\u034f|[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe\uffff\u115f\u1160\u2800\u3164\uffa0]/gu;
// Most text is nothing but this, and is found to be so much faster.
const ORDINARY = /^[\n\t\x20-\x7e]*$/;
// No spelling stacks as many marks on one letter; more of them paint over what stands around.
const FLOOD = /(\p{M}{6})(\p{M}+)/gu;

/**
 * Text in which nothing is hidden: control characters, direction marks, zero-width characters and lone surrogates appear as
 * signs of their own (`␛`, `⟨U+202E⟩`), so that what is read is what was sent and no terminal obeys it. Of a pile of combining
 * marks the first few are left.
 */
export function visible(text: string): string {
  if (ORDINARY.test(text)) return text;
  return text
    .replace(HIDDEN, signOf)
    .replace(FLOOD, (_, kept: string, rest: string) => `${kept}⟨${count(Array.from(rest).length, 'more mark')}⟩`);
}

function signOf(character: string, at: number, text: string): string {
  if (isLegitimate(character, at, text)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '␡';
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

// What a joiner may follow: a letter, mark or symbol beyond ASCII that is seen.
const JOINED = /[^\p{ASCII}\p{C}\p{Z}\p{N}\p{P}\u034f\u115f\u1160\u2800\u3164\uffa0]$/u;

/** Line feed and tab lay text out; the two joiners belong to the spelling of some languages and of emoji, and nowhere else. */
function isLegitimate(character: string, at: number, text: string): boolean {
  if (character === '\n' || character === '\t') return true;
  return (character === '\u200c' || character === '\u200d') && JOINED.test(text.slice(Math.max(0, at - 2), at));
}

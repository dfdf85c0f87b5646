import { expect, test } from '@playwright/test';
import { count, duration, moment, shortened, size, visible } from './text.ts';

test('what is hidden in text becomes visible, and what lays it out stays', () => {
  expect(visible('a\u0000b\u001b[31m\r\n\tc\u007f')).toBe('a␀b␛[31m␍\n\tc␡');
  expect(visible('\u202eright to left\u2066\u200b\ufeff\u2028')).toBe(
    '⟨U+202E⟩right to left⟨U+2066⟩⟨U+200B⟩⟨U+FEFF⟩⟨U+2028⟩',
  );
  expect(visible('half a \ud83d pair, \u{e0041} tag, \u0085 C1, \ufffe')).toBe(
    'half a ⟨U+D83D⟩ pair, ⟨U+E0041⟩ tag, ⟨U+0085⟩ C1, ⟨U+FFFE⟩',
  );
  expect(visible('Zoë 👩‍🔧 ñ שלום نام‌ها')).toBe('Zoë 👩‍🔧 ñ שלום نام‌ها');
  expect(visible('ACME\u200d-1, \u200c, 7\u200d')).toBe('ACME⟨U+200D⟩-1, ⟨U+200C⟩, 7⟨U+200D⟩');
  expect(visible('a\u3164b\u2800')).toBe('a⟨U+3164⟩b⟨U+2800⟩');
  expect(visible('\u3164\u200d\u2800\u200c')).toBe('⟨U+3164⟩⟨U+200D⟩⟨U+2800⟩⟨U+200C⟩');
});

test('a pile of combining marks is cut down to what a letter can bear', () => {
  expect(visible(`e${'\u0301'.repeat(6)}x`)).toBe(`e${'\u0301'.repeat(6)}x`);
  expect(visible(`e${'\u0301'.repeat(500)}x`)).toBe(`e${'\u0301'.repeat(6)}⟨494 more marks⟩x`);
});

test('durations, moments, sizes and counts are told in words', () => {
  expect([0, 812, 999.6, 1000, 12_449, 59_960, 192_000, 7_500_000].map(duration)).toEqual([
    '0 ms',
    '812 ms',
    '1.0 s',
    '1.0 s',
    '12.4 s',
    '1 min 00 s',
    '3 min 12 s',
    '2 h 05 min',
  ]);
  expect(duration(Number.NaN)).toBe('unknown');
  expect(moment('2026-11-21T19:24:03.512Z')).toBe('2026-11-21 19:24:03 UTC');
  expect(moment('yesterday')).toBe('yesterday');
  expect([1, 1023, 2048, 3 * 1024 * 1024].map(size)).toEqual(['1 byte', '1023 bytes', '2.0 KiB', '3.0 MiB']);
  expect([count(1, 'KCI'), count(0, 'KCI'), count(2, 'reply', 'replies')]).toEqual(['1 KCI', '0 KCIs', '2 replies']);
});

test('what is too long is cut between characters, never inside one', () => {
  expect(shortened('abcdef', 6)).toBe('abcdef');
  expect(shortened('abcdefg', 6)).toBe('abcde…');
  expect(visible(shortened('👷'.repeat(10), 4))).not.toContain('⟨');
});

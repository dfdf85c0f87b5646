import { regularExpression } from '../../specs/openapi-schema.ts';
import type { TextShape } from '../../specs/shapes.ts';
import type { Wish, WishKind } from './wish.ts';

/** What a text is for, as far as its name tells; texts that nothing is known of are left alone. */
type Purpose = 'name' | 'email' | 'phone' | 'prose' | 'own reference';

/** Names of members, with what their texts are for. */
const PURPOSES: readonly (readonly [RegExp, Purpose])[] = [
  [/(^n|N)ame$/, 'name'],
  [/e-?mail/i, 'email'],
  [/phone|mobile/i, 'phone'],
  [/(^|[a-z])(notes?|text|hazards?|restrictions?|remarks?|comments?|description)$/i, 'prose'],
  [/^external(Id|Identifier|Reference)$/, 'own reference'],
];

type Pool = readonly (readonly [kind: WishKind, what: string, text: string])[];

// All of this is made up: telephone numbers are those that Ofcom keeps for fiction, domains those for examples.
const NAMES: Pool = [
  ['put in', 'put in', 'Alex Taylor'],
  ['latin', 'accented letters', 'Zoë Müller'],
  ['latin', 'accented letters', 'Ŵyn ap Siôn'],
  ['latin', 'accented letters', 'Łukasz Żółtowski'],
  ['latin', 'accented letters', 'José Muñoz Peña'],
  ['latin', 'accented letters', 'Þóra Ægisdóttir'],
  ['script', 'letters of another script', '李'],
  ['script', 'letters of another script', 'Мария Иванова'],
  ['script', 'letters of another script', 'Ελένη Νικολάου'],
  ['script', 'letters of another script', '김민준'],
  ['script', 'letters of another script', 'さくら 田中'],
  ['punctuation', 'an apostrophe', "Brian O'Neill"],
  ['punctuation', 'a hyphen', 'Anne-Marie Smith-Jones'],
  ['punctuation', 'a curly apostrophe', 'Mary O’Brien'],
  ['punctuation', 'quotes', 'Joanna "Jo" Bloggs'],
  ['punctuation', 'an ampersand and brackets', 'Smith & Sons Ltd. (reception)'],
  ['exotic', 'combining marks', 'Zoe\u0308 Smith'],
  ['exotic', 'characters beyond the Basic Multilingual Plane', '𠮷野 太郎'],
  ['exotic', 'text from right to left', 'مريم علي'],
  ['exotic', 'text from right to left', 'שרה לוי'],
  ['exotic', 'combining marks', 'अनिता शर्मा'],
  ['exotic', 'an emoji', 'Site office 👷'],
];

const PROSE: Pool = [
  ['put in', 'put in', 'Please call before the visit'],
  ['latin', 'accented letters', 'Le café est fermé le lundi; ask for Señor Núñez'],
  ['latin', 'accented letters', 'Größere Straße, hinter der Bäckerei'],
  ['latin', 'accented letters', 'Drws cefn tŷ Llŷr, os gwelwch yn dda'],
  ['script', 'letters of another script', '請按門鈴並在大門口等候一會兒'],
  ['script', 'letters of another script', 'Звоните за час до приезда'],
  ['script', 'letters of another script', 'Κλειστό τη Δευτέρα το πρωί'],
  ['punctuation', 'quotes', 'Ask for "Sam" at the gate'],
  ['punctuation', 'an apostrophe', "Don't ring: the baby's asleep"],
  ['punctuation', 'an ampersand', 'Above the fish & chip shop, 1st floor'],
  ['punctuation', 'angle brackets', 'Headroom < 2.5 m, width > 1.9 m'],
  ['punctuation', 'a backslash', 'Folder C:\\site\\plans has the drawing'],
  ['punctuation', 'signs beyond ASCII', 'Parking £2.50 – cash only… “exact change”'],
  ['punctuation', 'braces and percent', 'Code is {4711}; 100% sure'],
  ['punctuation', 'two lines', 'First ring at the gate.\nThen drive to the back.'],
  ['exotic', 'an emoji', 'Please ring the bell twice 🔔'],
  ['exotic', 'combining marks', 'The Cafe\u0301 on the corner'],
  ['exotic', 'text from right to left', 'اتصل قبل الزيارة بساعة'],
  ['exotic', 'characters beyond the Basic Multilingual Plane', '請找𠮷野先生，他在二樓等'],
];

const EMAILS: Pool = [
  ['put in', 'put in', 'alex.taylor@example.com'],
  ['shortest', 'a short address', 'a@example.org'],
  ['longest', 'a long address', longEmail()],
  ['other', 'another address', 'ALEX.TAYLOR@EXAMPLE.COM'],
  ['other', 'another address', 'alex+fibre@example.org'],
  ['other', 'another address', 'a.b-c_d.99@mail.example.com'],
  ['punctuation', 'an apostrophe', "brian.o'neill@example.com"],
  ['exotic', 'accented letters in an address', 'zoë@example.com'],
];

const PHONES: Pool = [
  ['put in', 'put in', '01632 960001'],
  ['shortest', 'as few digits as may be', '01632960'],
  ['longest', 'as many characters as may be', '+44 1632 960003 # 1234567890 # 1234567890 # 123456'],
  ['other', 'no spaces', '01632960002'],
  ['other', 'an extension', '+44 1632 960003 # 123456'],
  ['other', 'another notation', '+44 1632 960004'],
  ['other', 'another notation', '+441632960005'],
  ['other', 'another notation', '+44-1632-960-006'],
  ['other', 'another notation', '01632-960007'],
  ['other', 'another notation', '020 7946 0008'],
  ['other', 'another notation', '07700 900009'],
  ['other', 'another notation', '01632 960010#12'],
];

const REFERENCES: Pool = [
  ['put in', 'put in', 'REF-2026-0001'],
  ['other', 'another form', 'ref 2026 1'],
  ['punctuation', 'punctuation', 'A/B-1.2_3:4'],
];

const POOLS: Readonly<Record<Purpose, Pool>> = {
  name: NAMES,
  email: EMAILS,
  phone: PHONES,
  prose: PROSE,
  'own reference': REFERENCES,
};

/** What long texts are made of: plain ASCII, so that whichever way a system counts, it counts the same. */
const FILLING: Readonly<Partial<Record<Purpose, string>>> = {
  name: 'Alexandra Beatrice Catherine Dorothea Elizabeth Frederica Georgina Henrietta Isabella ',
  prose: 'No service since this morning; the router was restarted twice and nothing changed. ',
  'own reference': 'REF-2026-0001-',
};

/** What could be written in a text of that name; nothing where its name does not tell what it is for. */
export function textWishes(name: string, shape: TextShape): readonly Wish[] {
  const purpose = PURPOSES.find(([pattern]) => pattern.test(name))?.[1];
  if (purpose === undefined) return [];
  const written = POOLS[purpose].map(([kind, what, value]) => ({ kind, what, value }));
  return [...written, ...extremes(purpose, shape)].filter(({ value }) => fits(value, shape));
}

/** Texts at the bounds of what the shape allows. */
function extremes(purpose: Purpose, { minLength, maxLength }: TextShape) {
  const filling = FILLING[purpose];
  if (filling === undefined) return [];
  const least = minLength?.value ?? 1;
  const shortest = { kind: 'shortest', what: `shortest text (${least})`, value: ofLength(filling, least) } as const;
  if (maxLength === undefined || maxLength.value > LONGEST) return [shortest];
  const most = maxLength.value;
  return [
    shortest,
    { kind: 'longest', what: `longest text (${most})`, value: ofLength(filling, most) } as const,
    {
      kind: 'exotic',
      what: `longest text (${most}), with letters of two bytes`,
      value: ofLength(TWO_BYTES, most),
    } as const,
  ];
}

const TWO_BYTES = 'Crème brûlée à côté du café où Zoë dîne. ';

/** No text is made longer than this, whatever a schema allows. */
const LONGEST = 10_000;

/** A text of so many characters that neither begins nor ends with a space. */
function ofLength(filling: string, length: number): string {
  const text = filling.repeat(Math.ceil(length / filling.length)).slice(0, length);
  return text.endsWith(' ') ? `${text.slice(0, -1)}.` : text;
}

/** As long as mail servers take: 64 characters, and 254 in all. */
function longEmail(): string {
  const domain = ['d'.repeat(63), 'e'.repeat(63), 'f'.repeat(49), 'example.com'].join('.');
  return `${'long.address.'.repeat(5).slice(0, 63)}x@${domain}`;
}

/** Whether a text keeps all that a shape says of texts but their format. */
export function fits(text: string, { minLength, maxLength, patterns, words }: TextShape): boolean {
  const length = Array.from(text).length;
  return (
    length >= (minLength?.value ?? 0) &&
    length <= (maxLength?.value ?? Infinity) &&
    (words === undefined || words.value.includes(text)) &&
    patterns.every(({ value }) => regularExpression(value).test(text))
  );
}

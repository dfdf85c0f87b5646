import type { Defect } from '../defect.ts';
import { isObject, type Call, type Reading } from '../model.ts';
import { parse } from '../shapes.ts';
import { answers } from './edits.ts';
import { FAILURE, failsOver, isAmong, isSaid, turnsAway, withText, type Flaws, type Sayings } from './input-edits.ts';

const TOO_LONG: Flaws = {
  to: ['handleCreateProblem', 'handleAmendProblem', 'handleAmendOrder', 'handleCancelProblem'],
  wrong: ['too-long'],
};

/** Within something else: a number that is text, at the top, is too plain a thing to fall over. */
const MISTYPED: Flaws = { wrong: ['type'], where: /\./ };

const ACCENTED: Sayings = { having: withText((text) => /[À-ž]/.test(text)) };

/** Does something the first time only that it is told a thing, which a key stands for. */
function firstTime(): (key: string) => boolean {
  const known = new Set<string>();
  return (key) => {
    const isFirst = !known.has(key);
    known.add(key);
    return isFirst;
  };
}

/** What names the flaws of a request, in whichever request they come again. */
function keyOf<Content>(read: Reading<Content>, call: Call): string {
  const faults = read.ok ? [] : (read.faults ?? []);
  return [call.operation, ...faults.map(({ wrong, path }) => `${wrong} ${path}`)].join();
}

/** A supplier that makes something else of requests than an honest one, by what it remembers of those before. */
function remembering(
  make: (isFirst: (key: string) => boolean) => <Content>(read: Reading<Content>, call: Call) => Reading<Content>,
): Defect['replace'] {
  return (honest) => {
    const understood = make(firstTime());
    return {
      understood: <Content>(read: Reading<Content>, call: Call) => understood(honest.understood(read, call), call),
    };
  };
}

/** Defects of a supplier that falls over requests, or answers the same one now so and now otherwise. */
export const FRAGILE_INPUT_DEFECTS: readonly Defect[] = [
  {
    id: 'falls-over-apostrophes',
    title: 'answers 500 to texts with an apostrophe',
    breaks: ['VAR-TAKES-VALID'],
    consequences: ['VAR-TAKES-UNUSUAL'],
    style: 'sync',
    replace: turnsAway({ having: withText((text) => text.includes("'")) }, 500),
  },
  {
    id: 'falls-over-other-scripts',
    title: 'answers 500 to letters of any script but the Latin one',
    breaks: ['VAR-TAKES-VALID'],
    consequences: ['VAR-TAKES-UNUSUAL'],
    style: 'async',
    replace: turnsAway({ having: withText((text) => /[^\p{Script=Latin}\p{Script=Common}\p{M}]/u.test(text)) }, 500),
  },
  {
    id: 'falls-over-long-remarks',
    title: 'answers 500 to an amendment with a text of more than 500 characters',
    breaks: ['VAR-TAKES-VALID'],
    consequences: ['VAR-TAKES-UNUSUAL'],
    style: 'committed',
    replace: turnsAway(
      { to: ['handleAmendOrder', 'handleAmendProblem'], having: withText((text) => text.length > 500) },
      500,
    ),
  },
  {
    id: 'falls-over-lines',
    title: 'answers 500 to remarks of several lines or with a backslash or quotes',
    breaks: ['VAR-TAKES-VALID'],
    consequences: ['VAR-TAKES-UNUSUAL'],
    style: 'rich',
    replace: turnsAway({ having: withText((text) => /[\n\\"]/.test(text)) }, 500),
  },
  {
    id: 'falls-over-null',
    title: 'answers 500 to null',
    breaks: ['VAR-SURVIVES'],
    consequences: [],
    style: 'sync',
    replace: failsOver({ wrong: ['null', 'null-option'] }),
  },
  {
    id: 'falls-over-other-types',
    title: 'answers 500 to an object where a text belongs, and to a text where an object does',
    breaks: ['VAR-SURVIVES'],
    consequences: [],
    style: 'async',
    replace: failsOver(MISTYPED),
  },
  {
    id: 'falls-over-empty-bodies',
    title: 'answers 500 to a request without a body',
    breaks: ['VAR-SURVIVES'],
    consequences: [],
    style: 'committed',
    replace: (honest) => ({
      understood: <Content>(read: Reading<Content>, call: Call): Reading<Content> =>
        !read.ok && call.body === '' && call.query.size === 0 ? FAILURE : honest.understood(read, call),
    }),
  },
  {
    id: 'falls-over-unknown-words',
    title: 'answers 500 to a word that it does not know',
    breaks: ['VAR-SURVIVES'],
    consequences: [],
    style: 'sync',
    replace: failsOver({
      to: [
        'handleAvailabilityCheck',
        'handleAppointmentAvailability',
        'handleReserveAppointment',
        'handleCreateOrder',
        'handleServiceProblemResolution',
      ],
      wrong: ['word'],
    }),
  },
  {
    id: 'falls-where-something-is-missing',
    title: 'answers 500 where a service, a term or what to provide is missing',
    breaks: ['VAR-SURVIVES'],
    consequences: [],
    style: 'async',
    replace: failsOver({ wrong: ['missing'], where: /(?:serviceOrderItem|contractLength|\.serviceSpecification)$/ }),
  },
  {
    id: 'falls-over-impossible-days',
    title: 'answers 500 to a day or a time that there is not',
    breaks: ['VAR-SURVIVES'],
    consequences: [],
    style: 'sync',
    replace: failsOver({ wrong: ['date'] }),
  },
  {
    id: 'falls-over-unreadable-first-days',
    title: 'answers 500 to a search for slots from a day that there is not',
    breaks: ['VAR-SURVIVES'],
    consequences: [],
    style: 'sync',
    replace: failsOver({ to: ['handleAppointmentAvailability'], wrong: ['date'], where: /^appointmentFromDate$/ }),
  },
  {
    id: 'falls-over-unknown-purposes',
    title: 'answers 500 to a search for slots for a purpose that it does not know',
    breaks: ['VAR-SURVIVES'],
    consequences: [],
    style: 'async',
    replace: failsOver({ to: ['handleAppointmentAvailability'], wrong: ['word'], where: /^appointmentPurpose$/ }),
  },
  {
    id: 'falls-over-what-is-too-long',
    title: 'answers 500 to texts that do not fit into its columns',
    breaks: ['VAR-SURVIVES'],
    consequences: [],
    style: 'sync',
    replace: failsOver(TOO_LONG),
  },
  {
    id: 'falls-over-broken-queries',
    title: 'answers 500 to a search for slots for a service whose JSON breaks off',
    breaks: ['VAR-SURVIVES'],
    consequences: [],
    style: 'rich',
    replace: failsOver({
      to: ['handleAppointmentAvailability'],
      wrong: ['unreadable'],
      where: /^serviceSpecification$/,
    }),
  },
  {
    id: 'hangs-up-on-mere-words',
    title: 'closes the connection on a body that is JSON and no object',
    breaks: ['VAR-SURVIVES'],
    consequences: ['HTTP-ANSWERED'],
    style: 'sync',
    replace: answers({ with: 400 }, (answer, call) => {
      const parsed = parse(call.body);
      return parsed && !isObject(parsed.value) ? { raw: '', end: true } : answer;
    }),
  },
  {
    id: 'falls-the-first-time',
    title: 'answers 500 to a value of a wrong type the first time, and 400 from then on',
    breaks: ['VAR-STEADY', 'VAR-SURVIVES'],
    consequences: [],
    style: 'sync',
    replace: remembering((isFirst) => (read, call) => {
      const fails = !read.ok && read.faults?.some((fault) => isAmong(MISTYPED, fault, call));
      return fails && isFirst(keyOf(read, call)) ? FAILURE : read;
    }),
  },
  {
    id: 'takes-what-is-too-long-once',
    title: 'takes a text that is too long the first time, and refuses it from then on',
    breaks: ['VAR-STEADY', 'VAR-REFUSES-OUT-OF-BOUNDS'],
    consequences: ['VAR-REFUSES-DOUBTFUL'],
    style: 'sync',
    replace: remembering((isFirst) => <Content>(read: Reading<Content>, call: Call): Reading<Content> => {
      const overlooked = !read.ok && read.faults?.every((fault) => isAmong(TOO_LONG, fault, call));
      return overlooked && isFirst(keyOf(read, call)) ? { ok: true, value: read.value as Content } : read;
    }),
  },
  {
    id: 'takes-accents-at-the-second-try',
    title: 'answers 400 to a request with accents, and takes it when it comes again',
    breaks: ['VAR-STEADY', 'VAR-TAKES-VALID'],
    consequences: ['VAR-TAKES-UNUSUAL'],
    style: 'sync',
    replace: remembering((isFirst) => (read, call) => {
      const strange = read.ok && isSaid(ACCENTED, read.value, call);
      return strange && isFirst(accentsIn(read.value))
        ? { ok: false, refusal: { status: 400, messages: ['only plain letters are allowed'] } }
        : read;
    }),
  },
];

/** All that is written with accents in a request. */
function accentsIn(content: unknown): string {
  return (
    JSON.stringify(content)
      .match(/[À-ž]/g)
      ?.join('') ?? ''
  );
}

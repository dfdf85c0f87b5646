import type { Verdict } from '../checks/verdict.ts';
import { sentencesOf } from './diff-text.ts';
import { headline } from './headline.ts';
import { baseline } from './html/baseline.ts';
import { chronicleOf } from './html/chronicle.ts';
import { cover } from './html/cover.ts';
import { coverage } from './html/coverage.ts';
import { htmlDocument } from './html/document.ts';
import { exhibits, type Exhibits } from './html/evidence.ts';
import { findings, type Names, type Telling } from './html/findings.ts';
import { markup, textOf, type Markup } from './html/markup.ts';
import { matrix, untestedList } from './html/matrix.ts';
import { alsoInTheWay } from './html/obstacles.ts';
import { orders, others } from './html/orders.ts';
import { retailers } from './html/retailers.ts';
import { course } from './html/run.ts';
import { SCRIPT } from './html/script.ts';
import { pointers } from './html/signs.ts';
import { STYLE } from './html/style.ts';
import { margins } from './html/style/print.ts';
import { storiesOf } from './html/timeline.ts';
import { whereaboutsIn } from './html/whereabouts.ts';
import { waiverList } from './html/waivers.ts';
import { isUntested, isUntried, notExercised } from './html/untried.ts';
import type { ReportInput } from './input.ts';
import { moment, shortened } from './text.ts';
import { ledger, type Entry, type Mark } from './ledger.ts';
import { foremost, ORDER_WORDS, obstaclesOf, originsAmong } from './obstacles.ts';

/** How much evidence a report holds, in characters of HTML; the journal has all of it. */
const EVIDENCE_HELD = 3_500_000;

interface Part {
  readonly id: string;
  readonly title: string;
  /** How many things it holds; shown in the navigation. */
  readonly number?: number;
  readonly intro?: string;
  readonly body: Markup;
  /** Left out on paper: what only makes sense where it can be opened. */
  readonly isOnScreenOnly?: true;
}

/**
 * The report of a run as one HTML page that needs nothing else: no file, no network, no script to be read. All that was
 * recorded is escaped; the policy of the page lets nothing run, load or be sent but its own style and script.
 */
export function renderReport(input: ReportInput): string {
  const chapters = ledger(input.requirements, input.verdicts);
  const entries = chapters.flatMap((chapter) => chapter.entries);
  const { history } = input.run;
  const { sinceBaseline, supplier } = input.results;
  const { baseUrl } = supplier;
  const shelf = exhibits(history, baseUrl, EVIDENCE_HELD);
  const names = namesOf(input);
  const found = pointers(input.verdicts);
  const stories = storiesOf(history);
  const chronicle = chronicleOf(input.run, input.verdicts, stories, found);
  const obstacles = obstaclesOf(chapters, history, stories.orders);
  const first = foremost(obstacles, input.results);
  const rank = (entry: Entry) => obstacles.findIndex((obstacle) => obstacle.entry === entry);
  const withMark = (mark: Mark) =>
    entries
      .filter((entry) => entry.verdicts.length > 0 && entry.mark === mark)
      .toSorted((one, other) => rank(one) - rank(other));
  const telling: Telling = {
    names,
    shelf,
    whereabouts: whereaboutsIn(stories.orders, chronicle.orders),
    seed: input.results.seed,
    origins: originsAmong([...withMark('failed'), ...withMark('warned')], history, stories.orders),
  };
  const findingPart = (id: string, title: string, mark: Mark, intro: string): readonly Part[] => {
    const some = withMark(mark);
    return some.length === 0 ? [] : [{ id, title, number: some.length, intro, body: findings(some, telling) }];
  };
  const untested = entries.filter(isUntested);
  const parts: readonly Part[] = [
    ...part(
      obstacles.filter((obstacle) => !first.includes(obstacle)),
      'in-the-way',
      'Also in the way',
      `What keeps the supplier from going live${first.length > 0 ? ' beside what to see to first' : ''}. ${ORDER_WORDS}`,
      alsoInTheWay,
    ),
    ...findingPart(
      'failed',
      'Failed',
      'failed',
      'Binding rules that were broken. Each says what was expected, what was seen, what to do, and shows the messages in question.',
    ),
    ...findingPart('broken', 'Broken', 'broken', 'Here the harness was at fault, so the supplier was not judged.'),
    ...part(
      entries.filter(isUntried),
      'not-exercised',
      'Not exercised',
      'Nothing in this run brought these situations about. That is never a pass.',
      (some) => notExercised(some, history),
    ),
    ...findingPart(
      'warned',
      'Warnings',
      'warned',
      'Advice, and rules that are not certain. None of them stands in the way.',
    ),
    ...waivedPart(entries, input, (some) => findings(some, telling)),
    ...(sinceBaseline
      ? [
          {
            id: 'baseline',
            title: 'Since the baseline',
            intro: 'What has changed since the results that this run is compared with; only what is new fails it.',
            body: baseline(sinceBaseline, sentencesOf(input.requirements)),
          },
        ]
      : []),
    {
      id: 'requirements',
      title: 'Requirements',
      number: entries.length,
      intro: 'Every rule of the contract and what became of it.',
      body: markup`${matrix(chapters, names)}${untested.length > 0 && untestedList(untested)}`,
    },
    ...onScreen(
      part(
        stories.orders,
        'orders',
        'Orders',
        'What was asked, answered and volunteered, order by order and as it happened; open one to see it drawn along its time. Orders in which something was found come first.',
        () => orders(chronicle, baseUrl, shelf),
      ),
    ),
    ...onScreen(
      part(
        [...stories.others, ...stories.unplaced],
        'exchanges',
        'Other traffic',
        'What was said beside the orders.',
        () => others(chronicle, shelf),
      ),
    ),
    ...part(
      stories.orders,
      'retailers',
      'Retailers',
      "The other side of the gateway: what the retailers whose customers wait would have seen of these orders, as far as the documents say what the gateway makes of KCIs. It judges nothing; it says what a supplier's conduct would have meant.",
      () => retailers(chronicle),
    ),
    ...(input.results.coverage
      ? [
          {
            id: 'coverage',
            title: 'Coverage',
            intro:
              'Which behaviour that the contract describes this run has seen. It judges nothing: a supplier may choose between some of these ways, and requirements say which of them it owes.',
            body: coverage(input.results.coverage, chronicle),
          },
        ]
      : []),
    { id: 'run', title: 'The run', body: course(input) },
  ];
  return textOf(
    page(
      input,
      headline(input.results, chapters).title,
      markup`${cover(input, chapters, obstacles, chronicle)}${parts.map(section)}${omission(shelf)}`,
      parts,
    ),
  );
}

/** What is waived, also of requirements that are told elsewhere as something less than failed; and all waivers. */
function waivedPart(
  entries: readonly Entry[],
  { results: { waivers = [] } }: ReportInput,
  body: (some: readonly Entry[]) => Markup,
): readonly Part[] {
  const elsewhere: readonly Mark[] = ['failed', 'broken', 'warned'];
  const some = entries.filter(
    ({ mark, verdicts }) => !elsewhere.includes(mark) && verdicts.some(({ outcome }) => outcome === 'waived'),
  );
  if (some.length === 0 && waivers.length === 0) return [];
  return [
    {
      id: 'waived',
      title: 'Waived',
      number: some.length,
      intro: 'Known failures that somebody answers for until a day. Whoever signs off decides whether to accept them.',
      body: markup`${body(some)}${waivers.length > 0 && waiverList(waivers)}`,
    },
  ];
}

/** What only makes sense on a screen. */
const onScreen = (parts: readonly Part[]): readonly Part[] => parts.map((one) => ({ ...one, isOnScreenOnly: true }));

function part<Thing>(
  things: readonly Thing[],
  id: string,
  title: string,
  intro: string,
  body: (things: readonly Thing[]) => Markup,
): readonly Part[] {
  return things.length === 0 ? [] : [{ id, title, number: things.length, intro, body: body(things) }];
}

function section({ id, title, intro, body, isOnScreenOnly }: Part): Markup {
  return markup`<section class="part${isOnScreenOnly && ' screen-only'}" id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${intro !== undefined && markup`<p class="intro">${intro}</p>`} ${body}
  </section>`;
}

function omission(shelf: Exhibits): Markup | false {
  return (
    shelf.omitted() > 0 &&
    markup`<p class="aside">
      To stay readable, this report shows the messages of what was found first, and leaves ${shelf.omitted()} others to
      the journal.
    </p>`
  );
}

function namesOf({ checks, contract }: ReportInput): Names {
  const titles = new Map(checks.map(({ id, title }) => [id, title]));
  const operations = new Map(
    contract?.operations.map(({ id, method, path }) => [id, `${method.toUpperCase()} ${path}`]),
  );
  return ({ check, operation }: Verdict) => ({
    title: titles.get(check) ?? '',
    ...(operation === undefined ? {} : { operation: operations.get(operation) ?? operation }),
  });
}

function page(input: ReportInput, title: string, main: Markup, parts: readonly Part[]): Markup {
  const { supplier, startedAt, seed } = input.results;
  const { chain } = input;
  const style = `${STYLE}${margins(`${shortened(supplier.name, 32)}: ${title}. Run of ${moment(startedAt)}, seed ${seed}${chain === undefined ? '' : `, evidence ${chain.slice(0, 16)}`}`)}`;
  return htmlDocument({
    title: markup`${title}: ${shortened(supplier.name, 200)}, supplier conformance report`,
    style,
    script: SCRIPT,
    body: markup`<a class="skip" href="#main">Skip to the report</a>
        <nav class="top" aria-label="Parts of the report">
          <ul>
            <li class="brand"><a href="#summary">${shortened(supplier.name, 80)}</a></li>
            ${parts.map(({ id, title, number }) => markup`<li data-part="${id}"><a href="#${id}">${title}${number !== undefined && markup` <span class="number">${number}</span>`}</a></li>`)}
          </ul>
        </nav>
        <main id="main">${main}</main>
        <footer>
          <p>
            ${input.results.harness.name} ${input.results.harness.version}. This page holds all that it shows and asks
            nothing of any network.
          </p>
        </footer>`,
  });
}

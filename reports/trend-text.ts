import { penOf, PLAIN, type Look } from './pen.ts';
import { count, shortened, visible } from './text.ts';
import { SIGNS } from './ledger.ts';
import { isFlaky, mattersOf, type Trend } from './trend.ts';
import { decisionWords, sinceWords, standingWords, systemWords } from './trend-words.ts';

/** How many requirements of a kind are named on a terminal. */
const NAMED = 10;

/** How it stands with each supplier, and where the page is that was drawn. */
export function trendText(trends: readonly Trend[], page: string, look: Look = PLAIN): string {
  const pen = penOf(look);
  return [
    ...trends.flatMap((trend) => {
      const { supplier, nights, courses } = trend;
      const { title, because, tone } = decisionWords(trend);
      const inTheWay = mattersOf(trend).filter(({ blocks }) => blocks);
      const unsteady = courses.filter(isFlaky).toSorted((one, other) => other.turns - one.turns);
      return [
        ...pen.item(
          0,
          '',
          `${shortened(supplier, 200)}, ${shortened(systemWords(trend), 200)}: ${count(nights.length, 'run')}`,
          1,
        ),
        ...pen.item(2, '', `${title}. ${because} ${sinceWords(trend)}`.trim(), COLOURS[tone]),
        ...inTheWay
          .slice(0, NAMED)
          .flatMap(({ course, mark }) =>
            pen.item(2, `${SIGNS[mark].symbol} `, `${course.requirement}: ${standingWords(course)}`),
          ),
        ...(inTheWay.length > NAMED ? pen.item(4, '', `and ${inTheWay.length - NAMED} more`) : []),
        ...(unsteady.length > 0
          ? pen.item(
              2,
              'flaky  ',
              `${unsteady
                .slice(0, NAMED)
                .map(({ requirement, turns }) => `${requirement} (turned ${turns} times)`)
                .join(', ')}${unsteady.length > NAMED ? ` and ${unsteady.length - NAMED} more` : ''}`,
            )
          : []),
      ];
    }),
    // On one line however long it is, to be copied.
    `Trend: ${visible(page)}`,
  ].join('\n');
}

const COLOURS = { good: 32, bad: 31, waived: 36, open: 90 } as const;

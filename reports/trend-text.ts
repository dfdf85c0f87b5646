import { penOf, PLAIN, type Look } from './pen.ts';
import { count, shortened } from './text.ts';
import { isFlaky, type Trend } from './trend.ts';
import { decisionWords, sinceWords } from './trend-words.ts';

/** How many flaky requirements are named on a terminal. */
const NAMED = 10;

/** How it stands with each supplier, and where the page is that was drawn. */
export function trendText(trends: readonly Trend[], page: string, look: Look = PLAIN): string {
  const pen = penOf(look);
  return [
    ...trends.flatMap((trend) => {
      const { supplier, tenant, nights, courses } = trend;
      const { title, because, tone } = decisionWords(trend);
      const unsteady = courses.filter(isFlaky).toSorted((one, other) => other.turns - one.turns);
      return [
        ...pen.item(
          0,
          '',
          `${shortened(supplier, 200)}, tenant ${shortened(tenant, 60)}: ${count(nights.length, 'run')}`,
          1,
        ),
        ...pen.item(2, '', `${title}. ${because} ${sinceWords(trend)}`.trim(), COLOURS[tone]),
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
    ...pen.item(0, '', `Trend: ${page}`),
  ].join('\n');
}

const COLOURS = { good: 32, bad: 31, waived: 36, open: 90 } as const;

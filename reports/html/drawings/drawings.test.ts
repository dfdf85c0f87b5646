import { expect, test } from '@playwright/test';
import { LIFECYCLES, plainSteps } from '../../../specs/lifecycles.ts';
import { flooded, ORDER_OUTCOME, overtaking, repeated, reportOf, silent, type Course } from '../../fixtures/courses.ts';
import { renderReport } from '../../html.ts';
import { chronicleOf } from '../chronicle.ts';
import { textOf } from '../markup.ts';
import { pointers } from '../signs.ts';
import { storiesOf } from '../timeline.ts';
import { absences } from './absences.ts';
import { levelled, spread } from './flags.ts';
import { MACHINE_PLACES } from './machine-places.ts';
import { drawMachine } from './machine.ts';
import { drawOrder } from './order.ts';
import { timeScale } from './time-scale.ts';

/** The drawing of the first order of a course. */
function drawn({ run, verdicts }: Course): string {
  const found = pointers(verdicts);
  const chronicle = chronicleOf(run, verdicts, storiesOf(run.history), found);
  const [story] = chronicle.orders;
  const view = story && chronicle.views.get(story);
  if (!story || !view) throw new Error('there is no order');
  return textOf(drawOrder({ story, name: 'Order 1', found, absences: chronicle.absences.get(story) ?? [], view }));
}

/** What is written in a drawing, tooltips aside, each text once. */
const written = (svg: string) =>
  [...svg.replace(/<(title|desc)>.*?<\/\1>/gs, '').matchAll(/<text[^>]*>(.*?)<\/text>/gs)].map(([, words]) => words);

test('a scale is straight where nothing dwarfs the rest, and its ticks are round', () => {
  const { x, ticks, breaks } = timeScale([0, 250, 1000], 100, 700);
  expect([x(0), x(500), x(1000), breaks]).toEqual([100, 450, 800, []]);
  expect(ticks.map(({ words }) => words)).toEqual(['0', '200 ms', '400 ms', '600 ms', '800 ms', '1 s']);
  expect(ticks.every((tick, index) => index === 0 || tick.x - (ticks[index - 1]?.x ?? 0) >= 57)).toBe(true);
});

test('a wait that dwarfs the rest is left out, told, and what stands on either side keeps its scale', () => {
  const { x, breaks, ticks } = timeScale([0, 100, 60_100, 60_200], 0, 600);
  expect(breaks.map(({ words }) => words)).toEqual(['1 min 00 s']);
  expect(Math.round(x(100) - x(0))).toBe(Math.round(x(60_200) - x(60_100)));
  expect(x(60_200)).toBeCloseTo(600);
  expect(ticks.some((tick) => breaks.some(({ from, to }) => tick.x > from && tick.x < to))).toBe(false);
});

test('a scale of one moment, or of none, stands at its beginning', () => {
  expect([timeScale([5], 10, 100).x(5), timeScale([], 10, 100).x(7)]).toEqual([10, 10]);
});

test('no flag covers another and no pole runs through one', () => {
  const flags = [0, 20, 30, 200, 210].map((place, index) => ({ x: place, width: 60 + index * 10, height: 30 }));
  const { offsets, height } = levelled(flags);
  for (const [index, flag] of flags.entries()) {
    for (const [later, other] of flags.entries()) {
      if (later <= index || other.x >= flag.x + flag.width) continue;
      // The later pole is shorter, so that it ends before the flag that flies over its place.
      expect((offsets[later] ?? 0) + other.height, `${later} before ${index}`).toBeLessThanOrEqual(offsets[index] ?? 0);
    }
  }
  expect(height).toBe(90);
});

test('things that stand too close are moved apart and stay in order', () => {
  expect(spread([0, 1, 2, 100], 23, 500)).toEqual([0, 23, 46, 100]);
  expect(spread([90, 95, 100], 23, 100)).toEqual([54, 77, 100]);
});

test('an order is drawn with its requests, answers and KCIs, their numbers, reasons and statuses', () => {
  const texts = written(drawn(overtaking()));
  expect(texts).toEqual(expect.arrayContaining(['provide', '201', 'COMMITTED', 'DELAY', 'HELD', 'COMPLETED']));
  expect(texts).toEqual(expect.arrayContaining(['We ask', 'Supplier answers', 'KCIs', 'Status told', 'Retailer sees']));
  expect(texts.filter((words) => ['1', '2', '3', '4'].includes(words ?? ''))).toHaveLength(8);
});

test('KCIs that come out of order cross, and those in order do not', () => {
  const crossed = drawn(overtaking());
  expect(crossed).toContain('by number');
  expect(crossed.match(/class="crossed"/g)).toHaveLength(2);
  expect(drawn(repeated())).not.toContain('by number');
});

test('the place of a KCI that never came is drawn, with when it was due, and leads to the finding', () => {
  const course = silent();
  expect(course.verdicts.map(({ requirement, outcome }) => [requirement, outcome])).toEqual([
    [ORDER_OUTCOME, 'failed'],
  ]);
  const [absence] = [...absences(course.verdicts, course.run.history).values()].flat();
  expect(absence).toMatchObject({ within: '8 s', actual: 'none came', due: 8_200, since: 200 });
  const svg = drawn(course);
  expect(written(svg)).toEqual(expect.arrayContaining(['no KCI within 8 s', '?']));
  expect(svg).toContain(`href="#finding-${ORDER_OUTCOME}"`);
  expect(svg).toContain('class="wait failed"');
});

test('a KCI that came too late is drawn with when it was due', () => {
  const course = silent(9_000);
  const [absence] = [...absences(course.verdicts, course.run.history).values()].flat();
  expect(absence).toMatchObject({ within: '8 s', due: 8_200, late: 3 });
  const texts = written(drawn(course));
  expect(texts).toContain('due within 8 s');
  expect(texts).not.toContain('?');
});

test('copies are tied to what they repeat, and of many only the last is written out', () => {
  const svg = drawn(repeated(4));
  expect(svg.match(/class="again"/g)).toHaveLength(4);
  expect(written(svg)).toContain('COMMITTED again ×4');
  expect(written(svg)).not.toContain('COMMITTED again');
});

test('a flood is drawn in little, and what was found in it is written out', () => {
  const course = flooded(3_000);
  const svg = drawn(course);
  expect(svg.length).toBeLessThan(40_000);
  expect(written(svg)).toContain(`and 240 more, told in the list`);
  expect(svg).toContain('href="#finding-');
});

test('what a supplier writes is text and nothing else', () => {
  const hostile = '"><script>alert(1)</script>\u202e';
  const svg = drawn(overtaking(hostile));
  expect(svg).not.toContain('<script');
  expect(svg).not.toContain('\u202e');
  expect(svg).toContain('&lt;script&gt;');
  expect(svg).not.toMatch(/\sstyle=/);
});

test('every status of every life has a place in its drawing, and no other', () => {
  expect(Object.keys(MACHINE_PLACES)).toEqual(LIFECYCLES.map(({ id }) => id));
  const extra: Readonly<Record<string, readonly string[]>> = { tests: ['IN_PROGRESS', 'REJECTED'] };
  for (const lifecycle of LIFECYCLES) {
    const places = MACHINE_PLACES[lifecycle.id] ?? [];
    const known = new Set(plainSteps(lifecycle).flatMap(({ from, to }) => [from, to]));
    expect(new Set(places).size, lifecycle.id).toBe(places.length);
    expect(new Set(places), lifecycle.id).toEqual(new Set([...known, ...(extra[lifecycle.id] ?? [])]));
  }
});

test('every step of a life is drawn: seen with how often, not seen without, undescribed in the colour of what was found', () => {
  const course = overtaking();
  const found = pointers(course.verdicts);
  const chronicle = chronicleOf(course.run, course.verdicts, storiesOf(course.run.history), found);
  for (const lifecycle of LIFECYCLES) {
    const steps = new Map(plainSteps(lifecycle).map(({ from, to }) => [`${from} ${to}`, { from, to }]));
    const transitions = [...steps.values()].map(({ from, to }, index) => ({
      from,
      to,
      ...(index === 0 ? { state: 'seen' as const, times: 7, first: 2 } : { state: 'not-seen' as const, times: 0 }),
      reasons: [],
    }));
    const covered = { lifecycle: lifecycle.id, title: lifecycle.title, transitions };
    const svg = textOf(drawMachine(covered, { ...chronicle, views: new Map() }));
    const between = transitions.filter(({ from, to }) => from !== to).length;
    expect(svg.match(/class="step /g), lifecycle.id).toHaveLength(between);
    expect(written(svg), lifecycle.id).toContain('7');
    expect(svg.match(/class="step not-seen/g), lifecycle.id).toHaveLength(between - 1);
  }
  const odd = {
    from: 'COMPLETED',
    to: 'IN_PROGRESS',
    state: 'seen' as const,
    times: 3,
    first: 4,
    undescribed: true as const,
    reasons: [],
  };
  const covered = { lifecycle: 'orders', title: 'Orders', transitions: [odd, { ...odd, to: 'ODD<b>' }] };
  const seen = [{ requirement: 'KCI-TERMINAL', mark: 'failed' as const }];
  const svg = textOf(drawMachine(covered, { ...chronicle, views: new Map(), found: new Map([[4, seen]]) }));
  expect(svg).toContain('class="times failed" href="#finding-KCI-TERMINAL"');
  expect(svg).toContain('strange');
  expect(svg).not.toContain('<b>');
});

test('steps that answers bring about are drawn beside those of KCIs', () => {
  const course = overtaking();
  const chronicle = chronicleOf(course.run, course.verdicts, storiesOf(course.run.history), pointers(course.verdicts));
  const svg = textOf(drawMachine({ lifecycle: 'orders', title: 'Orders', transitions: [] }, chronicle));
  expect(svg).toContain('SENT_TO_SUPPLIER to ACKNOWLEDGED: 1 by answers');
});

test('an order whose status flaps for ever is drawn in little time and room', () => {
  const course = flooded(20_000, (index) => (index % 2 === 0 ? 'HELD' : 'IN_PROGRESS'));
  const since = process.cpuUsage();
  const svg = drawn(course);
  const page = renderReport(reportOf(course));
  const { user, system } = process.cpuUsage(since);
  expect(svg.length).toBeLessThan(60_000);
  expect(page.length).toBeLessThan(8_000_000);
  // Seconds rather than the minutes of anything that grows with the square of the events.
  expect((user + system) / 1e6).toBeLessThan(20);
});

import type { Telling } from './findings.ts';
import { nameOf } from './chronicle.ts';
import { storyAnchor } from './signs.ts';
import type { Story } from './timeline.ts';

/** Which orders, problems and tests events belong to; those that are drawn with where they are. */
export function whereaboutsIn(stories: readonly Story[], drawn: readonly Story[]): Telling['whereabouts'] {
  const bySeq = new Map(stories.flatMap((story) => story.moments.map(({ event }) => [event.seq, story] as const)));
  const shown = new Set(drawn);
  return (events) =>
    [...new Set(events.flatMap((seq) => bySeq.get(seq) ?? []))].map((story) => ({
      name: nameOf(story.stream),
      ids: [story.stream.subject.gatewayId, story.reference].flatMap((id) => (id === undefined ? [] : [String(id)])),
      ...(shown.has(story) ? { anchor: storyAnchor(story.moments[0]?.event.seq ?? 0) } : {}),
    }));
}

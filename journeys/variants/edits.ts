import type { Generated } from '../../evidence/history.ts';
import type { Choice, FreePlace } from './arbitraries.ts';
import { hasHolder, valueAt, withoutValueAt, withValueAt } from './places.ts';
import type { Draft } from './target.ts';
import type { Wish } from './wish.ts';

/** A request that was varied, and how. */
export interface Edited {
  readonly draft: Draft;
  readonly edits: Generated['edits'];
}

/**
 * Varies a plain request as chosen. What would change nothing is no edit, nor is what would make the whole senseless
 * together with the edits before it.
 */
export function edited(
  plain: Draft,
  places: readonly FreePlace[],
  choice: Choice,
  makesSense: (draft: Draft) => boolean = () => true,
): Edited {
  let draft = plain;
  const edits: Generated['edits'][number][] = [];
  for (const [index, { where, wishes }] of places.entries()) {
    const wish = wishes[(choice[index] ?? 0) - 1];
    if (wish === undefined) continue;
    const before = valueAt(draft, where);
    const next = fulfilled(draft, where, wish, before);
    if (next === draft || !makesSense(next)) continue;
    draft = next;
    const what = before === undefined && wish.kind !== 'put in' ? `put in: ${wish.what}` : wish.what;
    edits.push({ where, what, ...(wish.kind === 'exotic' ? { exotic: true } : {}) });
  }
  return { draft, edits };
}

function fulfilled(draft: Draft, where: string, { kind, value }: Wish, before: unknown): Draft {
  if (kind === 'left out') return before === undefined ? draft : withoutValueAt(draft, where);
  const isSame = JSON.stringify(before) === JSON.stringify(value);
  return !hasHolder(draft, where) || isSame || (kind === 'put in' && before !== undefined)
    ? draft
    : withValueAt(draft, where, value);
}

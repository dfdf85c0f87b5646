import { clauseOf } from '../../specs/fault-words.ts';
import type { Fault } from '../../specs/faults.ts';
import type { Exchange } from '../../evidence/exchanges.ts';
import type { Generated } from '../../evidence/history.ts';
import { replyOf } from '../asking.ts';
import type { Stage } from '../journey.ts';
import { writeVariantId, type VariantId } from './ids.ts';
import { createMaking, isMade, type Making, type Unmade } from './making.ts';
import type { Prepared, Target } from './target.ts';

/** Which request to make: by its number and path, and with which fault. */
export type Recipe = Omit<VariantId, 'label' | 'fault'> & { readonly fault?: Fault };

/** A generated request that was sent, with what came of it. */
export interface Sent {
  readonly recipe: Recipe;
  readonly edits: Generated['edits'];
  readonly exchange: Exchange;
}

/** Where requests of a target are made and sent, one after the other, each with what it needs made ready. */
export interface Desk {
  readonly making: Making;
  /** What is made ready at the moment; made ready anew where it was used up, undefined where that cannot be. */
  readonly prepared: () => Promise<Prepared | undefined>;
  /** Sends a request; undefined where nothing can be made ready any more, and why where it cannot be made. */
  readonly send: (recipe: Recipe, shrunkFrom?: Recipe) => Promise<Sent | Unmade | undefined>;
  readonly idOf: (recipe: Recipe) => string;
  /** Gives back what is made ready. */
  readonly close: () => Promise<void>;
}

/** Opens a desk; undefined where nothing can be made ready. */
export async function openDesk(stage: Stage, target: Target): Promise<Desk | undefined> {
  const first = await target.prepare(stage);
  if (!first) return undefined;
  let current: Prepared | undefined = first;
  const close = async () => {
    const used = current;
    current = undefined;
    await used?.release();
  };
  const prepared = async () => (current ??= await target.prepare(stage));
  // What is over by itself is good enough to refuse a broken request about; a valid one takes something that still goes on.
  const preparedFor = async ({ fault }: Recipe) => {
    if (!fault && current?.isOver?.() === true) await close();
    return prepared();
  };
  try {
    const making = createMaking(stage.contract, target, first);
    const idOf = (recipe: Recipe) => writeVariantId({ ...recipe, label: making.label });
    return {
      making,
      prepared,
      idOf,
      close,
      send: async (recipe, shrunkFrom) => {
        const ready = await preparedFor(recipe);
        if (!ready) return undefined;
        const made = making.make(ready, making.choice(recipe), recipe.fault, stage.newId());
        if (!isMade(made)) return made;
        const { written, edits } = made;
        const exchange = await stage.call({
          ...written,
          ...ready.call,
          operation: target.operation,
          ...(target.variant === undefined ? {} : { variant: target.variant }),
          intent: recipe.fault ? { valid: false, because: clauseOf(recipe.fault, making.shape) } : { valid: true },
          generated: {
            id: idOf(recipe),
            edits,
            ...(recipe.fault ? { fault: recipe.fault } : {}),
            ...twinOf(recipe, idOf),
            ...(shrunkFrom ? { shrunkFrom: idOf(shrunkFrom) } : {}),
          },
        });
        if (mayBeTaken(exchange) && (await ready.taken(exchange)) === 'used up') await close();
        return { recipe, edits, exchange };
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Whether a request was sent. */
export function isSent(sent: Sent | Unmade | undefined): sent is Sent {
  return sent !== undefined && 'exchange' in sent;
}

/** The request that differs in nothing but the fault, or for a valid one in the edits; the plain one has none. */
export function twinRecipe({ fault, ...valid }: Recipe): Recipe | undefined {
  if (fault) return valid;
  return valid.base === 0 ? undefined : { seed: valid.seed, base: 0, path: [] };
}

function twinOf(recipe: Recipe, idOf: Desk['idOf']): Pick<Generated, 'twin'> {
  const twin = twinRecipe(recipe);
  return twin ? { twin: idOf(twin) } : {};
}

/** Whether the supplier took a request, or left it unanswered and may have. */
export function mayBeTaken(exchange: Exchange): boolean {
  return ['done', 'taken', 'unanswered'].includes(replyOf(exchange));
}

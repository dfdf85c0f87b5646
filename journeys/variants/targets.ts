import type { Target } from './target.ts';
import { LOOKING } from './targets-looking.ts';
import { ORDERS } from './targets-orders.ts';
import { PROBLEMS } from './targets-problems.ts';
import { SERVICES } from './targets-services.ts';

/** Every kind of request whose variants are sent. */
export const TARGETS: readonly Target[] = [...LOOKING, ...ORDERS, ...SERVICES, ...PROBLEMS];

import type { Target } from './target.ts';
import { CHANGES } from './targets-changes.ts';
import { LOOKING } from './targets-looking.ts';
import { ORDERS } from './targets-orders.ts';
import { PROBLEMS } from './targets-problems.ts';
import { SERVICES } from './targets-services.ts';
import { switchOrder } from './targets-switch.ts';

/** Every kind of request whose variants are sent; of those of one kind a supplier claims the features of one. */
export const TARGETS: readonly Target[] = [...LOOKING, ...ORDERS, switchOrder, ...CHANGES, ...SERVICES, ...PROBLEMS];

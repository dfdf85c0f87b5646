import type { Check } from './check.ts';
import { BODY_CHECKS } from './http-bodies.ts';
import { ERROR_CHECKS } from './http-errors.ts';
import { STATUS_CHECKS } from './http-statuses.ts';
import { OWN_CONDUCT_CHECKS } from './own-conduct.ts';

/** The checks of every HTTP answer, whichever the operation, and of our own conduct. */
export const HTTP_CHECKS: readonly Check[] = [...OWN_CONDUCT_CHECKS, ...STATUS_CHECKS, ...BODY_CHECKS, ...ERROR_CHECKS];

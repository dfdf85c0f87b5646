import type { Defect } from './defect.ts';
import { APPOINTMENT_DEFECTS } from './defects/appointments.ts';
import { AVAILABILITY_DEFECTS } from './defects/availability.ts';
import { CHANGE_DEFECTS } from './defects/changes.ts';
import { CREDENTIALS_DEFECTS } from './defects/credentials.ts';
import { ETHERNET_DEFECTS } from './defects/ethernet.ts';
import { HOSTILE_DEFECTS } from './defects/hostile.ts';
import { HTTP_DEFECTS } from './defects/http.ts';
import { UNBOUNDED_INPUT_DEFECTS } from './defects/input-bounds.ts';
import { LOSSY_INPUT_DEFECTS } from './defects/input-echo.ts';
import { REFUSED_INPUT_DEFECTS } from './defects/input-effects.ts';
import { FRAGILE_INPUT_DEFECTS } from './defects/input-failures.ts';
import { INCOMPLETE_INPUT_DEFECTS } from './defects/input-incomplete.ts';
import { NARROW_INPUT_DEFECTS } from './defects/input-refusals.ts';
import { MISTYPED_INPUT_DEFECTS } from './defects/input-types.ts';
import { KCI_CONTENT_DEFECTS } from './defects/kci-content.ts';
import { KCI_LIFE_DEFECTS } from './defects/kci-life.ts';
import { KCI_MESSAGE_DEFECTS } from './defects/kci-messages.ts';
import { LIVE_SERVICE_DEFECTS } from './defects/live-services.ts';
import { ORDER_DEFECTS } from './defects/orders.ts';
import { PROBLEM_KCI_DEFECTS } from './defects/problem-kcis.ts';
import { RESOLUTION_DEFECTS } from './defects/resolutions.ts';
import { SERVICE_PROBLEM_DEFECTS } from './defects/service-problems.ts';
import { SERVICE_TEST_DEFECTS } from './defects/service-tests.ts';
import { OWN_CEASE_DEFECTS } from './defects/own-ceases.ts';

export type { Defect } from './defect.ts';

/** What a supplier can do wrong with the input that it gets, unusual or broken. */
export const INPUT_DEFECTS: readonly Defect[] = [
  ...MISTYPED_INPUT_DEFECTS,
  ...INCOMPLETE_INPUT_DEFECTS,
  ...UNBOUNDED_INPUT_DEFECTS,
  ...NARROW_INPUT_DEFECTS,
  ...FRAGILE_INPUT_DEFECTS,
  ...LOSSY_INPUT_DEFECTS,
  ...REFUSED_INPUT_DEFECTS,
];

/** Everything that a supplier can be made to do wrong. */
export const DEFECTS: readonly Defect[] = [
  ...HTTP_DEFECTS,
  ...CREDENTIALS_DEFECTS,
  ...AVAILABILITY_DEFECTS,
  ...APPOINTMENT_DEFECTS,
  ...ORDER_DEFECTS,
  ...LIVE_SERVICE_DEFECTS,
  ...CHANGE_DEFECTS,
  ...ETHERNET_DEFECTS,
  ...OWN_CEASE_DEFECTS,
  ...SERVICE_TEST_DEFECTS,
  ...SERVICE_PROBLEM_DEFECTS,
  ...RESOLUTION_DEFECTS,
  ...PROBLEM_KCI_DEFECTS,
  ...KCI_MESSAGE_DEFECTS,
  ...KCI_CONTENT_DEFECTS,
  ...KCI_LIFE_DEFECTS,
  ...HOSTILE_DEFECTS,
  ...INPUT_DEFECTS,
];

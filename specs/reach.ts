import { ORDER_FEATURES, PUBLISHED_ORDER_FEATURES, type Feature } from './requirement.ts';

/** Ways to bring something within reach: it is when all features of one of them are claimed. No way at all means always. */
export type Reach = readonly (readonly Feature[])[];

/** Whether something is within reach of who claims these features. */
export function isWithin(reach: Reach, features: readonly Feature[]): boolean {
  return reach.length === 0 || reach.some((way) => way.every((feature) => features.includes(feature)));
}

/** The ways to bring something within reach, in words. */
export function wordsOf(reach: Reach): string {
  return reach.map((way) => way.join(' and ')).join(', or ');
}

/** The features that an operation belongs to, by its operationId. */
export const OPERATION_REACH: Readonly<Record<string, Reach>> = {
  handleAvailabilityCheck: [['availability']],
  handleQuote: [['quote']],
  handleAppointmentAvailability: [['appointments']],
  handleReserveAppointment: [['appointments']],
  handleCreateOrder: ORDER_FEATURES.map((feature) => [feature]),
  handleAmendOrder: ORDER_FEATURES.map((feature) => [feature, 'amendments']),
  handleCancelOrder: PUBLISHED_ORDER_FEATURES.map((feature) => [feature, 'cancellations']),
  handleCreateEthernetOrder: [['ethernet']],
  handleServiceTest: [['service-tests']],
  handleCreateProblem: [['service-problems']],
  handleAmendProblem: [['service-problems']],
  handleCancelProblem: [['service-problems']],
  handleServiceProblemResolution: [['service-problems']],
};

/** Statuses that no run means to bring about, each with why not. */
export const UNPROVOKED_STATUSES: Readonly<Record<number, string>> = {
  401: 'wrong credentials are shown to one harmless operation only',
  403: 'mostly a firewall gives it',
  500: 'only a fault shows it',
  501: 'only a missing operation shows it',
  503: 'only an outage shows it',
};

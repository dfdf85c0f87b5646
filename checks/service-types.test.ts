import { expect, test } from '@playwright/test';
import { AVAILABILITY_REQUIREMENTS } from '../specs/requirements/availability.ts';
import { concluded, exchanged, history, type Happening, type RequestOptions } from './fixtures/history.ts';
import {
  acknowledgedOrder,
  ADDRESS,
  availability,
  ethernetOrder,
  provideOrder,
  quote,
  quoteRequest,
} from './fixtures/messages.ts';
import { servicesAreOfTheAskedType } from './service-types.ts';

const FTTP = 'FTTP-1000';
const ETHERNET = 'ETH-1000';

const judged = (...happened: readonly Happening[]) =>
  concluded(servicesAreOfTheAskedType, AVAILABILITY_REQUIREMENTS, history(...happened));

/** An availability check for some types, and the services that it found. */
const found = (serviceTypes: string | undefined, ids: readonly string[], sent: RequestOptions = {}) =>
  exchanged(
    'handleAvailabilityCheck',
    { query: { address: JSON.stringify(ADDRESS), ...(serviceTypes === undefined ? {} : { serviceTypes }) }, ...sent },
    { status: 200, body: availability({ serviceSpecifications: ids.map((id) => ({ id })) }) },
  );

const ordered = (status = 201, more: RequestOptions = {}) =>
  exchanged(
    'handleCreateOrder',
    { body: provideOrder(), variant: 'provide', ...more },
    { status, body: acknowledgedOrder() },
  );
const quoted = (status = 201, body = quoteRequest()) => exchanged('handleQuote', { body }, { status, body: quote() });

test('what was ordered as broadband is no answer to a check for Ethernet, and the other way round', () => {
  const known = [ordered(), quoted()];
  const right = [found('ETHERNET', [ETHERNET]), found('BROADBAND', [FTTP, 'FTTP-300'])];
  expect(judged(...known, ...right).outcome).toBe('passed');
  // What is offered is looked at whenever it was offered, before the order as after.
  expect(judged(found('ETHERNET', [FTTP, ETHERNET]), ...known)).toMatchObject({
    outcome: 'failed',
    expected: ['Ethernet services only, where ETHERNET is asked for'],
    actual: ['"FTTP-1000", which is ordered as broadband'],
  });
  expect(judged(...known, found('BROADBAND', [FTTP, ETHERNET]))).toMatchObject({
    outcome: 'failed',
    expected: ['broadband services only, where BROADBAND is asked for'],
    actual: ['"ETH-1000", which is quoted as Ethernet'],
  });
  const direct = exchanged('handleCreateEthernetOrder', { body: ethernetOrder() }, { status: 202 });
  expect(judged(direct, found('BROADBAND', [ETHERNET])).outcome).toBe('failed');
});

test('nothing available is no offer, and services of unknown type are nobody’s', () => {
  const known = [ordered(), quoted()];
  expect(judged(...known, found('ETHERNET', [])).outcome).toBe('passed');
  expect(judged(...known, found('ETHERNET', ['LEASED-1', 'FTTP-2'])).outcome).toBe('passed');
});

test('only a check for one type is looked at, and only against what is known of the other', () => {
  const known = [ordered(), quoted()];
  const both = found('BROADBAND,ETHERNET', [FTTP, ETHERNET]);
  const refused = exchanged(
    'handleAvailabilityCheck',
    { query: { address: JSON.stringify(ADDRESS), serviceTypes: 'ETHERNET' } },
    { status: 422 },
  );
  for (const nothing of [
    [...known, both],
    [...known, found(undefined, [FTTP, ETHERNET])],
    [...known, refused],
  ]) {
    expect(judged(...nothing).outcome).toBe('not-exercised');
  }
  expect(judged(found('ETHERNET', [FTTP])).outcome).toBe('not-exercised');
  expect(judged(ordered(), found('BROADBAND', [ETHERNET])).outcome).toBe('not-exercised');
});

test('a service is known to be of a type only where an order or a quote for it was taken', () => {
  const offer = found('ETHERNET', [FTTP]);
  expect(judged(ordered(422), offer).outcome).toBe('not-exercised');
  expect(judged(ordered(202, { aim: 'unknown-specification' }), offer).outcome).toBe('not-exercised');
  // A line that is there already may have been there as anything.
  expect(judged(ordered(201, { body: provideOrder({ orderType: 'MODIFY' }) }), offer).outcome).toBe('not-exercised');
  const both = quoteRequest({ service: [{ serviceSpecification: { id: FTTP } }] });
  expect(judged(ordered(), quoted(201, both), offer).outcome, 'sold as both').toBe('not-exercised');
});

import { expect, test } from '@playwright/test';
import type { Check } from './check.ts';
import type { History } from '../evidence/history.ts';
import { AVAILABILITY_REQUIREMENTS } from '../specs/requirements/availability.ts';
import {
  activePortsAreNotStopped,
  availabilityAddress,
  availabilityDefaultType,
  availabilityInCoverage,
  availabilityOptionalParameters,
  availabilityOutOfCoverage,
  availabilitySite,
  availabilityStatus,
  lineProfilesAreListed,
  offeredServicesAreKnown,
  portsSayTheirStatus,
} from './availability.ts';
import { concluded, exchanged, history, type RequestOptions } from './fixtures/history.ts';
import { ADDRESS, availability, slots } from './fixtures/messages.ts';

const judged = (check: Check, happened: History) => concluded(check, AVAILABILITY_REQUIREMENTS, happened);

const address = JSON.stringify(ADDRESS);
const checked = (status: number, body?: unknown, sent: RequestOptions = {}) =>
  exchanged('handleAvailabilityCheck', { query: { address, serviceTypes: 'BROADBAND' }, ...sent }, { status, body });
const BARE: RequestOptions = { query: { address } };
const NOTHING = availability({ serviceSpecifications: [] });

test('availability-status', () => {
  expect(judged(availabilityStatus, history(checked(200, availability()), checked(200, NOTHING))).outcome).toBe(
    'passed',
  );
  expect(judged(availabilityStatus, history(checked(202), checked(204))).actual).toEqual(['202', '204']);
  expect(judged(availabilityStatus, history(checked(422))).outcome).toBe('not-exercised');
});

test('availability-in-coverage', () => {
  const sent: RequestOptions = { aim: 'in-coverage', query: { address, serviceTypes: 'BROADBAND' } };
  expect(judged(availabilityInCoverage, history(checked(200, availability(), sent))).outcome).toBe('passed');
  expect(
    judged(availabilityInCoverage, history(checked(200, NOTHING, sent), checked(422, undefined, sent))).actual,
  ).toEqual(['200 without any', '422']);
  const ethernet: RequestOptions = { aim: 'in-coverage', query: { address, serviceTypes: 'ETHERNET' } };
  expect(judged(availabilityInCoverage, history(checked(200, NOTHING, ethernet))).outcome).toBe('not-exercised');
});

test('availability-out-of-coverage', () => {
  const sent: RequestOptions = { aim: 'out-of-coverage' };
  const fine = [checked(200, NOTHING, sent), checked(422, undefined, sent)];
  expect(judged(availabilityOutOfCoverage, history(fine)).outcome).toBe('passed');
  const wrong = history(checked(200, availability(), sent), checked(404, undefined, sent));
  expect(judged(availabilityOutOfCoverage, wrong).actual).toEqual(['1 services', '404']);
});

test('availability-optional-parameters', () => {
  expect(judged(availabilityOptionalParameters, history(checked(200, availability(), BARE))).outcome).toBe('passed');
  expect(judged(availabilityOptionalParameters, history(checked(400, undefined, BARE))).outcome).toBe('failed');
  expect(judged(availabilityOptionalParameters, history(checked(400))).outcome).toBe('not-exercised');
});

test('availability-default-type', () => {
  const more = availability({ serviceSpecifications: [{ id: 'ETH-100' }, { id: 'FTTP-1000' }] });
  const typed = checked(200, availability());
  expect(judged(availabilityDefaultType, history(typed, checked(200, availability(), BARE))).outcome).toBe('passed');
  expect(judged(availabilityDefaultType, history(typed, checked(200, more, BARE))).actual).toEqual([
    JSON.stringify('"ETH-100", "FTTP-1000"'),
  ]);
  expect(judged(availabilityDefaultType, history(checked(200, more, BARE))).outcome).toBe('not-applicable');
});

test('availability-address', () => {
  expect(judged(availabilityAddress, history(checked(200, availability()))).outcome).toBe('passed');
  const other = availability({ address: { identifier: { id: 'A1', type: 'UPRN' } } });
  expect(judged(availabilityAddress, history(checked(200, other))).actual).toEqual(['"A1"']);
});

test('availability-site', () => {
  const silent = availability({ siteInformation: undefined });
  expect(judged(availabilitySite, history(checked(200, availability()))).outcome).toBe('passed');
  expect(judged(availabilitySite, history(checked(200, silent))).outcome).toBe('failed');
  expect(judged(availabilitySite, history(checked(200, { ...silent, serviceSpecifications: [] }))).outcome).toBe(
    'not-exercised',
  );
});

test('offered-services-are-known', () => {
  const searched = (status: number, id = 'FTTP-1000', appointmentPurpose = 'PROVIDE') =>
    exchanged(
      'handleAppointmentAvailability',
      {
        query: {
          address,
          serviceSpecification: JSON.stringify({ id }),
          appointmentFromDate: '2026-02-02',
          classifications: 'WEEKDAY_AM',
          appointmentPurpose,
        },
      },
      { status, body: slots() },
    );
  const offered = checked(200, availability());
  expect(judged(offeredServicesAreKnown, history(offered, searched(200))).outcome).toBe('passed');
  expect(judged(offeredServicesAreKnown, history(offered, searched(422))).actual).toEqual(['422']);
  const other = [searched(422), offered, searched(422, 'FTTP-77'), searched(422, 'FTTP-1000', 'REPAIR')];
  expect(judged(offeredServicesAreKnown, history(other)).outcome).toBe('not-exercised');
});

test('line-profiles-are-listed', () => {
  const listed = (...values: readonly string[]) =>
    history(
      checked(
        200,
        availability({
          serviceSpecifications: [{ id: 'F', serviceCharacteristics: [{ name: 'LINE_PROFILE', values }] }],
        }),
      ),
    );
  expect(judged(lineProfilesAreListed, listed('80/20', '160/30')).outcome).toBe('passed');
  expect(judged(lineProfilesAreListed, listed()).actual).toEqual(['an array of 0']);
  expect(judged(lineProfilesAreListed, listed('80/20', '80/20')).actual).toEqual(['1 of 2 again']);
});

test('ports-say-their-status and active-ports-are-not-stopped', () => {
  const withPort = (port: object) =>
    history(
      checked(
        200,
        availability({ siteInformation: { existingLines: [{ ont: { ports: [{ portNumber: 1, ...port }] } }] } }),
      ),
    );
  const stoppedDate = '2026-01-01T00:00:00Z';
  expect(judged(portsSayTheirStatus, withPort({ status: 'STOPPED' })).outcome).toBe('passed');
  expect(judged(portsSayTheirStatus, withPort({})).outcome).toBe('failed');
  expect(judged(portsSayTheirStatus, history(checked(200, availability()))).outcome).toBe('not-applicable');
  expect(judged(activePortsAreNotStopped, withPort({ status: 'STOPPED', stoppedDate })).outcome).toBe('passed');
  expect(judged(activePortsAreNotStopped, withPort({ status: 'ACTIVE', stoppedDate })).outcome).toBe('failed');
  expect(judged(activePortsAreNotStopped, withPort({ status: 'ACTIVE' })).outcome).toBe('not-applicable');
});

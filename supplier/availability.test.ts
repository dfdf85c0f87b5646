import { expect, test } from '@playwright/test';
import { faultsOfAnswer } from './fixtures/contract.ts';
import { DATA, freeSlots, setUp } from './fixtures/tenant.ts';
import { STYLES } from './model.ts';

const asked = (address: unknown = DATA.address) => ({ address: JSON.stringify(address) });

for (const style of STYLES) {
  test(`${style}: availability names the address and what it can have`, async () => {
    const setting = await setUp(style);
    const answer = await setting.get('/service-availability', asked());
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      address: { identifier: DATA.address },
      serviceSpecifications: [{ id: DATA.serviceSpecification, serviceCharacteristics: [{ name: 'LINE_PROFILE' }] }],
      siteInformation: { newLine: true, installationType: 'STANDARD' },
    });
    expect(await faultsOfAnswer('handleAvailabilityCheck', answer)).toEqual([]);
    await setting.close();
  });
}

test('an address out of coverage has no services and no slots', async () => {
  const setting = await setUp('sync');
  const availability = await setting.get('/service-availability', asked(DATA.outOfCoverage));
  expect([availability.status, availability.body.serviceSpecifications]).toEqual([200, []]);
  expect(await faultsOfAnswer('handleAvailabilityCheck', availability)).toEqual([]);
  expect(await freeSlots(setting, asked(DATA.outOfCoverage))).toEqual([]);
  await setting.close();
});

test('only the types of service that are asked for are offered, however the list is written', async () => {
  const setting = await setUp('sync');
  const offered = async (...serviceTypes: readonly string[]) => {
    const types = serviceTypes.map((type) => ['serviceTypes', type] as const);
    const { status, body } = await setting.get('/service-availability', [
      ['address', JSON.stringify(DATA.address)],
      ...types,
    ]);
    return status === 200 ? (body.serviceSpecifications as { id: string }[]).map(({ id }) => id) : status;
  };
  expect(await offered()).toEqual([DATA.serviceSpecification]);
  expect(await offered('ETHERNET')).toEqual(['ETHERNET-1000']);
  expect(await offered('BROADBAND,ETHERNET')).toHaveLength(2);
  expect(await offered('BROADBAND', 'ETHERNET')).toHaveLength(2);
  expect(await offered('TELEPHONE')).toBe(422);
  expect(await offered('')).toBe(422);
  await setting.close();
});

for (const [what, query, status] of [
  ['no address', {}, 400],
  ['an address that is not JSON', { address: '{"id":' }, 400],
  ['an address without type', { address: '{"id":"1"}' }, 400],
] as const) {
  test(`availability with ${what} is refused with ${status}`, async () => {
    const setting = await setUp('sync');
    const answer = await setting.get('/service-availability', query);
    expect(answer.status).toBe(status);
    expect(await faultsOfAnswer('handleAvailabilityCheck', answer)).toEqual([]);
    await setting.close();
  });
}

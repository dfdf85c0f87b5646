import type { Journey, Stage } from './journey.ts';
import { unservedAddress } from './requests.ts';

/**
 * Asks for Ethernet services at the test address and where the configuration has them end. They may be none at either. Both types
 * are not asked for in one: how several values are written is not published, and who reads one spelling only is not wrong.
 */
async function askForEthernet(stage: Stage, conversation: string): Promise<void> {
  const { address, ethernet } = stage.data;
  const site = ethernet?.sites[0]?.address ?? address;
  const isSame = site.id === address.id && site.type === address.type;
  for (const asked of isSame ? [address] : [address, site]) {
    await stage.call({
      operation: 'handleAvailabilityCheck',
      query: { address: JSON.stringify(asked), serviceTypes: 'ETHERNET' },
      conversation,
    });
  }
}

/** Asks what is available at the test address, with and without naming the type of service, and once malformed. */
export const availabilityInCoverage: Journey = {
  id: 'availability-in-coverage',
  title: 'What can be had at an address that is served',
  areas: ['http', 'availability'],
  when: ['availability'],
  play: async (stage) => {
    await stage.availability();
    const conversation = stage.newConversation();
    await stage.call({
      operation: 'handleAvailabilityCheck',
      query: { address: JSON.stringify(stage.data.address), serviceTypes: 'BROADBAND' },
      aim: 'in-coverage',
      conversation,
    });
    if (stage.features.includes('ethernet')) await askForEthernet(stage, conversation);
    await stage.call({
      operation: 'handleAvailabilityCheck',
      query: { address: '{"id":' },
      intent: { valid: false, because: 'the address is no JSON' },
      conversation,
    });
  },
};

/** An address as one network operator names them, with letters in its id, that does not exist. */
const UNKNOWN_ADDRESS = { id: 'A99999999999', type: 'NAD' };

/** Asks what is available where there is nothing: at an address that is not served, and at one that there is not. */
export const availabilityOutOfCoverage: Journey = {
  id: 'availability-out-of-coverage',
  title: 'What can be had at an address that is not served',
  areas: ['http', 'availability'],
  when: ['availability'],
  play: async (stage) => {
    await stage.call({
      operation: 'handleAvailabilityCheck',
      query: { address: JSON.stringify(unservedAddress(stage)), serviceTypes: 'BROADBAND' },
      aim: 'out-of-coverage',
    });
    await stage.call({
      operation: 'handleAvailabilityCheck',
      query: { address: JSON.stringify(UNKNOWN_ADDRESS), serviceTypes: 'BROADBAND' },
      aim: 'unknown-address',
    });
  },
};

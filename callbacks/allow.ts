import { BlockList, isIP } from 'node:net';

/** Whether an address may send; the address is one of IPv4 or IPv6, as a socket tells it. */
export type AllowList = (address: string) => boolean;

/** What is wrong with an entry of an allow-list, in words; undefined for one that can be used. */
export function faultIn(entry: string): string | undefined {
  return parsed(entry) ? undefined : 'expected an address or a range such as 192.0.2.7, 10.1.0.0/16 or 2001:db8::/32';
}

/**
 * The addresses and ranges that are written.
 * @throws RangeError for an entry that is neither.
 */
export function createAllowList(entries: readonly string[]): AllowList {
  const list = new BlockList();
  for (const entry of entries) {
    const range = parsed(entry);
    if (!range) throw new RangeError(`${entry}: ${faultIn(entry)}`);
    list.addSubnet(range.address, range.prefix, range.family);
  }
  return (address) => {
    const plain = withoutMapping(address);
    const version = isIP(plain);
    return version !== 0 && list.check(plain, version === 4 ? 'ipv4' : 'ipv6');
  };
}

interface Range {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

function parsed(entry: string): Range | undefined {
  const [written = '', bits, ...rest] = entry.trim().split('/');
  const address = withoutMapping(written);
  const version = isIP(address);
  if (version === 0 || rest.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return undefined;
  // A range of mapped addresses would count its bits from another start than the one that is looked at.
  if (address !== written && bits !== undefined) return undefined;
  const whole = version === 4 ? 32 : 128;
  const prefix = bits === undefined ? whole : Number(bits);
  return prefix <= whole ? { address, prefix, family: version === 4 ? 'ipv4' : 'ipv6' } : undefined;
}

/** A socket that listens for both families tells an IPv4 address as a mapped one, and a scoped one with its zone. */
function withoutMapping(address: string): string {
  const [plain = ''] = address.split('%');
  return /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(plain) ? plain.slice(7) : plain;
}

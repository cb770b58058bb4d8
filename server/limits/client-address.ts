import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';
import { prefixOf } from '#server/accounts/identity/address-prefix';

/** The proxies in front of this server, by address or by range (`10.0.0.0/8`). Only they are believed about others. */
export class TrustedProxies {
  readonly #list = new BlockList();

  /** Throws at what is neither an address nor a range. */
  constructor(ranges: readonly string[] = []) {
    for (const range of ranges) {
      const [address = '', bits, ...more] = range.split('/');
      const family = isIPv6(address) ? 'ipv6' : 'ipv4';
      if (isIP(address) === 0 || more.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits)))
        throw new Error('PASSERELLE_TRUSTED_PROXIES: addresses or ranges with commas between them');
      if (bits === undefined) this.#list.addAddress(address, family);
      else this.#list.addSubnet(address, Number(bits), family);
    }
  }

  has(address: string): boolean {
    return isIP(address) !== 0 && this.#list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
  }
}

/**
 * Who asks, for counting only: an IPv4 address, or what neighbours share of an IPv6 one. Each proxy adds on the right of
 * `X-Forwarded-For` whom it heard: reading leftwards, the first that is no proxy of ours is the last that somebody we
 * believe has seen; anything further left is the client's own word.
 */
export function clientAddress(request: IncomingMessage, proxies: TrustedProxies): string {
  const forwarded = [request.headers['x-forwarded-for'] ?? []].flat().join(',');
  const path = [...forwarded.split(',').map((one) => one.trim()), request.socket.remoteAddress ?? ''];
  let heard = '';
  for (const said of path.toReversed()) {
    const address = said.replace(/^::ffff:(?=\d+\.)/i, '');
    if (isIP(address) === 0) break;
    heard = address;
    if (!proxies.has(address)) break;
  }
  return isIPv6(heard) ? prefixOf(heard) : heard;
}

import { isIPv4, isIPv6 } from 'node:net';

/**
 * What neighbours share of a network address: the first 24 bits of IPv4, the first 56 of IPv6, where one subscriber
 * holds many. Anything else is one stranger.
 */
export function prefixOf(address: string | undefined): string {
  if (address === undefined) return '?';
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIPv4(plain)) return plain.split('.').slice(0, 3).join('.');
  if (!isIPv6(plain)) return '?';
  const [before = '', after] = (plain.split('%')[0] ?? '').split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const zeros =
    after === undefined ? [] : Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0');
  const groups = [...head, ...zeros, ...tail].map((group) => group.padStart(4, '0').toLowerCase());
  return groups.join('').slice(0, 14);
}

import type { RequestHandler } from 'express';
import { ENDPOINTS } from '#shared/access/pages';
import type { Holders } from '#server/accounts/holder';
import { mayConnect } from '#server/gateway/origin';
import { clientAddress, type TrustedProxies } from '#server/limits/client-address';
import type { Limits } from '#server/limits/limits';
import { TokenBuckets } from '#server/limits/token-buckets';
import { turnAway } from './turn-away.ts';

export type DoorkeeperPorts = {
  limits: Limits['requests'];
  proxies: TrustedProxies;
  holders: Pick<Holders, 'holderOf'>;
  /** Whose pages may change something, when the server stands behind other names than the one it is asked by. */
  origins: readonly string[];
  /** How many times faster than life people ask now. */
  pressure: () => number;
  violation: (rule: string) => void;
};

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];
const METHODS = [...SAFE_METHODS, 'POST'];

/**
 * Before any page or file is prepared: how often one address or account asks, how much a body may hold, and that what
 * changes something comes from one of our own pages.
 */
export function doorkeeper({
  limits,
  proxies,
  holders,
  origins,
  pressure,
  violation,
}: DoorkeeperPorts): RequestHandler {
  const anything = new TokenBuckets<string>(limits.ofAddress);
  const changes = new TokenBuckets<string>(limits.changesOfAddress);
  const exports = new TokenBuckets<string>(limits.exportsOfAddress);
  const exportsOfHolder = new TokenBuckets<string>(limits.exportsOfHolder);

  return (request, response, next) => {
    const { headers, method } = request;
    const address = clientAddress(request, proxies);
    const holder = holders.holderOf(headers.cookie);
    const isExport = ENDPOINTS.some((endpoint) => request.path.startsWith(endpoint));
    const isChange = !SAFE_METHODS.includes(method);
    const waits = [
      anything.take(address, pressure()),
      isChange ? changes.take(address, pressure()) : 0,
      isExport ? exports.take(address, pressure()) : 0,
      isExport && holder.kind === 'account' ? exportsOfHolder.take(holder.account, pressure()) : 0,
      isExport && holder.kind === 'screen' ? exportsOfHolder.take(holder.screen, pressure()) : 0,
    ];
    const wait = Math.max(...waits);
    if (wait > 0) {
      violation('requests');
      return turnAway(response, 429, wait);
    }
    // Files answer other methods themselves, in the form of their standard.
    if (isExport) return next();
    if (!METHODS.includes(method) || (isChange && !mayConnect(headers, origins, holder))) {
      violation('origin');
      return turnAway(response, 403);
    }
    const length = headers['content-length'];
    // A length that is not told is one that is not known: a page's form always tells it.
    if (headers['transfer-encoding'] !== undefined) return turnAway(response, 411);
    if (length !== undefined && Number(length) > limits.bodyBytes) return turnAway(response, 413);
    next();
  };
}

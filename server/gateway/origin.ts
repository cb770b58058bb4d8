import type { IncomingHttpHeaders } from 'node:http';
import type { Holder } from '#server/accounts/holder';

/**
 * Whether a handshake may come from where it says. A browser names the page it comes from: only one of the pages that
 * are allowed may speak for its reader: those of `origins`, or where none is configured those of the host asked.
 * What names no page is a tool, and a tool has no cookie of a person: one that has is a page that hides where it is
 * from. A browser leaves the page out when it asks its own site without a socket, and says that it did.
 */
export function mayConnect(
  { origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders,
  origins: readonly string[],
  holder: Holder,
): boolean {
  if (origin === undefined)
    return site === 'same-origin' || holder.kind === 'anyone' || holder.kind === 'visitor';
  if (!URL.canParse(origin)) return false;
  const from = new URL(origin);
  return origins.length > 0 ? origins.includes(from.origin) : from.host === host;
}

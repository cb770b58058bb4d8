import { firstScreenOf, isWayBack } from '#shared/access/pages';
import type { Host } from '#shared/host';

/**
 * Where someone goes who has come in: back to the screen they were sent from, when it is a known one that opens to them,
 * else to their own; to the first page when they have several or none.
 */
export function wayOn(host: Host, asked: string | null, cookie: string | undefined): string {
  const known = cookie ?? null;
  if (isWayBack(asked) && host.mayOpen(asked, null, known) === 'open') return asked;
  const screens = new Set(host.grantsOf(known).map((grant) => firstScreenOf(grant) ?? '/'));
  const [only = '/'] = screens;
  return screens.size === 1 ? only : '/';
}

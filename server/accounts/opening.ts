import { GUARDED_ROUTES, isOwn, isPublic } from '#shared/access/pages';
import type { Opening } from '#shared/host';
import type { GrantBook } from './grant-book.ts';
import type { Holder } from './holder.ts';

/**
 * Whether an address opens to whoever asks for it. An address that no list names opens to nobody, a visitor included:
 * a screen that was forgotten in the table must not be open by that.
 */
export function openingOf(grants: GrantBook, holder: Holder, route: string, own: string | null): Opening {
  if (isPublic(route)) return 'open';
  if (holder.kind === 'anyone') return 'sign-in';
  if (isOwn(route)) return holder.kind === 'account' ? 'open' : 'sign-in';
  const guarded = GUARDED_ROUTES.find((known) => known === route);
  return guarded !== undefined && grants.mayOpen(holder, guarded, own) ? 'open' : 'forbidden';
}

import type { AccountsDesk } from './accounts-desk.ts';
import type { EntryDesk } from './entry-desk.ts';
import type { JournalDesk } from './journal-desk.ts';
import type { OwnDesk } from './own-desk.ts';
import type { ScreensDesk } from './screens-desk.ts';

/**
 * What pages may ask of the identities, and nothing more: the pages and the server are bundled apart, and know each
 * other by these types alone. `server/accounts/identity/pages-desk.ts` answers. One part for each kind of page.
 */
export type IdentityDesk = {
  /** Coming in and going out. */
  readonly entry: EntryDesk;
  /** What people do about their own account. */
  readonly own: OwnDesk;
  /** What an administrator does to accounts. */
  readonly accounts: AccountsDesk;
  /** The audit, read. */
  readonly journal: JournalDesk;
  /** Unattended screens. */
  readonly screens: ScreensDesk;
};

import type { IdentityDesk } from '#shared/access/identity-desk';
import type { Holder } from '../holder.ts';
import type { RelyingParty } from '../oidc/relying-party.ts';
import { accountsDesk } from './accounts-desk.ts';
import { entryDesk } from './entry-desk.ts';
import type { Identity } from './identity.ts';
import { journalDesk } from './journal-desk.ts';
import { ownDesk } from './own-desk.ts';
import { screensDesk } from './screens-desk.ts';

/** What the answers to pages are made of. */
export type DeskPorts = {
  readonly identity: Identity;
  /** The providers at which people may sign in; null where a deployment has none. */
  readonly party: RelyingParty | null;
  /** Who stands behind a request: in a demonstration a visitor, who has no account and administers. */
  readonly holderOf: (cookie: string | undefined) => Holder;
  readonly demo: boolean;
  /** Puts a failure of ours in the journal, and gives its reference. */
  readonly onFault: (cause: unknown) => string;
  /** The teams, spaces and posts of the pack: a right is about one of them. */
  readonly scopes: ReadonlySet<string>;
};

/** What pages may ask of the identities of this server: one part for each kind of page, in a file of its own. */
export function pagesDesk(ports: DeskPorts): IdentityDesk {
  return {
    entry: entryDesk(ports),
    own: ownDesk(ports),
    accounts: accountsDesk(ports),
    journal: journalDesk(ports),
    screens: screensDesk(ports),
  };
}

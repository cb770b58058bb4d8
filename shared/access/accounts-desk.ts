import type { AccountId } from '../kernel/ids.ts';
import type { Instant } from '../kernel/instant.ts';
import type { Grant } from './grant.ts';
import type { DeskFault, Visit } from './visit.ts';

/** One account, as who administers reads it: no password, no secret, no address it came from. */
export type AccountLine = {
  readonly id: AccountId;
  readonly login: string;
  readonly name: string;
  readonly organisation: string;
  readonly grants: readonly Grant[];
  readonly state: 'invited' | 'active' | 'suspended';
  /** `awaited`: its roles ask for one, and it is set at the next sign-in. */
  readonly secondFactor: 'set' | 'awaited' | 'not-asked';
  /** It signs in with an account held elsewhere. */
  readonly isFederated: boolean;
  /** How many browsers it is signed in on. */
  readonly devices: number;
  /** When its last link ends; null when it has none. */
  readonly linkUntil: Instant | null;
  /** Somebody must be left who can give rights back. */
  readonly isLastAdministrator: boolean;
  readonly isOneself: boolean;
};

export type AccountRefusal =
  | { readonly kind: 'NotAllowed' }
  | { readonly kind: 'AccountUnknown' }
  | { readonly kind: 'LoginTaken' }
  | { readonly kind: 'LastAdministrator' }
  | { readonly kind: 'Malformed'; readonly field: 'login' | 'name' | 'organisation' | 'grants' }
  /** The rights are not what they were when the change was prepared: it is shown again against them. */
  | { readonly kind: 'ChangedMeanwhile' }
  | DeskFault;
export type Done = { readonly kind: 'done' } | AccountRefusal;
/** `path` is an address of this server with a token after its #, told this once and kept by nobody. */
export type Invited = { readonly kind: 'invited'; readonly account: AccountId; readonly path: string };

export type InvitationAsked = {
  readonly login: string;
  readonly name: string;
  readonly organisation: string;
  readonly grants: readonly Grant[];
};

/** What an administrator does to accounts. The right is asked again at each act, from the cookie alone. */
export type AccountsDesk = {
  /** Every account, by name; null for who may not administer. */
  list(visit: Visit): readonly AccountLine[] | null;
  invite(asked: InvitationAsked, visit: Visit): Promise<Invited | AccountRefusal>;
  inviteAgain(account: string, visit: Visit): Promise<Invited | AccountRefusal>;
  /** From the rights that were compared, to others: refused when they are not the present ones any more. */
  changeGrants(
    account: string,
    change: { readonly before: readonly Grant[]; readonly after: readonly Grant[] },
    visit: Visit,
  ): Promise<Done>;
  suspend(account: string, visit: Visit): Promise<Done>;
  reinstate(account: string, visit: Visit): Promise<Done>;
  resetSecondFactor(account: string, visit: Visit): Promise<Done>;
  /** For good: only the journal still has its id. */
  delete(account: string, visit: Visit): Promise<Done>;
};

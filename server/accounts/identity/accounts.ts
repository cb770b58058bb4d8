import { z } from 'zod';
import { grantSchema, type Grant } from '#shared/access/grant';
import type { AccountLine } from '#shared/access/accounts-desk';
import type { Holder, Holders } from '../holder.ts';
import type { Desk } from './desk.ts';
import type { AccountId } from '#shared/kernel/ids';
import type { Invitations } from './invitations.ts';
import { loginSchema, nameSchema, rolesOf, type Account } from './rows.ts';
import { needsSecondFactor } from './second-factor-roles.ts';
import type { Sessions } from './sessions.ts';
import type { What } from './told.ts';

/** Who administers: a holder, asked for their right at each act, or the person at the console. */
export type By = Holder | 'console';

export type AccountRefusal =
  | { readonly kind: 'NotAllowed' }
  | { readonly kind: 'AccountUnknown' }
  | { readonly kind: 'LoginTaken' }
  /** Somebody must be left who can give rights back. */
  | { readonly kind: 'LastAdministrator' }
  | { readonly kind: 'Malformed'; readonly field: 'login' | 'name' | 'organisation' | 'grants' };
export type Done = { readonly kind: 'done' } | AccountRefusal;
/** `token` goes into an invitation's link, and is told this once. */
export type LinkDrawn = { readonly kind: 'invited'; readonly account: AccountId; readonly token: string };

const grantsSchema = z.array(grantSchema).min(1).max(20);

/** What an administrator does to accounts. Each act is in the audit, and felt at once by those it concerns. */
export class Accounts {
  readonly #desk: Desk;
  readonly #holders: Holders;
  readonly #sessions: Sessions;
  readonly #invitations: Invitations;

  constructor(desk: Desk, holders: Holders, sessions: Sessions, invitations: Invitations) {
    this.#desk = desk;
    this.#holders = holders;
    this.#sessions = sessions;
    this.#invitations = invitations;
  }

  async invite(
    by: By,
    asked: { login: string; name: string; organisation: string; grants: readonly Grant[] },
  ): Promise<LinkDrawn | AccountRefusal> {
    if (!this.#mayAdminister(by)) return { kind: 'NotAllowed' };
    const { book, chance, clock } = this.#desk;
    const login = loginSchema.safeParse(asked.login);
    if (!login.success) return { kind: 'Malformed', field: 'login' };
    if (book.accountOf(login.data)) return { kind: 'LoginTaken' };
    const name = nameSchema.safeParse(asked.name);
    if (!name.success) return { kind: 'Malformed', field: 'name' };
    const organisation = nameSchema.safeParse(asked.organisation);
    if (!organisation.success) return { kind: 'Malformed', field: 'organisation' };
    const grants = grantsSchema.safeParse(asked.grants);
    if (!grants.success) return { kind: 'Malformed', field: 'grants' };
    const row: Account = {
      id: chance.uuid() as AccountId,
      login: login.data,
      name: name.data,
      organisation: organisation.data,
      grants: grants.data,
      state: 'invited',
      password: null,
      secondFactor: null,
      recovery: null,
      federated: [],
      devices: [],
    };
    const { token, changes } = this.#invitations.drawn(row.id);
    const what = { kind: 'AccountInvited', account: row.id, after: rolesOf(row.grants) } as const;
    await book.change([{ put: 'accounts', row }, ...changes], { at: clock.now(), who: by, what });
    return { kind: 'invited', account: row.id, token };
  }

  /** Another link for someone whose first one is over, or who has forgotten their password. */
  async inviteAgain(by: By, id: AccountId): Promise<LinkDrawn | AccountRefusal> {
    const account = this.#found(by, id);
    if ('kind' in account) return account;
    if (account.state === 'suspended') return { kind: 'NotAllowed' };
    const { book, clock } = this.#desk;
    const { token, changes } = this.#invitations.drawn(id);
    const what = { kind: 'AccountInvited', account: id, after: rolesOf(account.grants) } as const;
    await book.change(changes, { at: clock.now(), who: by, what });
    return { kind: 'invited', account: id, token };
  }

  /** Gives an account other rights. Its open sessions feel it at once, and are given another token. */
  changeGrants(by: By, id: AccountId, asked: readonly Grant[]): Promise<Done> {
    return this.#change(by, id, (account) => {
      const grants = grantsSchema.safeParse(asked);
      return grants.success ? { ...account, grants: grants.data } : { kind: 'Malformed', field: 'grants' };
    });
  }

  rename(by: By, id: AccountId, asked: { name: string; organisation: string }): Promise<Done> {
    return this.#change(by, id, (account) => {
      const name = nameSchema.safeParse(asked.name);
      if (!name.success) return { kind: 'Malformed', field: 'name' };
      const organisation = nameSchema.safeParse(asked.organisation);
      if (!organisation.success) return { kind: 'Malformed', field: 'organisation' };
      return { ...account, name: name.data, organisation: organisation.data };
    });
  }

  /** Nothing of it opens any more, its links included. */
  suspend(by: By, id: AccountId): Promise<Done> {
    return this.#change(by, id, (account) => ({ ...account, state: 'suspended' }));
  }

  /** Back to where it was: with a password or another way in, or to be invited again. */
  reinstate(by: By, id: AccountId): Promise<Done> {
    return this.#change(by, id, (account) => {
      const hasWayIn = account.password !== null || account.federated.length > 0;
      return account.state === 'suspended' ? { ...account, state: hasWayIn ? 'active' : 'invited' } : account;
    });
  }

  /**
   * Nothing is kept of an account but the rows of the audit, under an id that stands for nobody any more. Its browsers
   * feel it at once. It cannot be undone: the person would be invited anew.
   */
  async delete(by: By, id: AccountId): Promise<Done> {
    const account = this.#found(by, id);
    if ('kind' in account) return account;
    if (this.#isLastAdministrator(account)) return { kind: 'LastAdministrator' };
    const { book, clock } = this.#desk;
    const what = { kind: 'AccountDeleted', account: id, before: rolesOf(account.grants) } as const;
    await book.change(
      [
        // The account first: nobody stands behind the sessions that end with it.
        { drop: 'accounts', id },
        ...this.#sessions.endingAll(id),
        ...this.#invitations.endingAll(id),
      ],
      { at: clock.now(), who: by, what },
    );
    return { kind: 'done' };
  }

  /** For someone who lost their telephone and their codes: they set another one when they next sign in. */
  resetSecondFactor(by: By, id: AccountId): Promise<Done> {
    return this.#change(by, id, (account) => ({ ...account, secondFactor: null, recovery: null }));
  }

  /** Every account, by name; null for who may not administer. */
  list(by: By): readonly AccountLine[] | null {
    if (!this.#mayAdminister(by)) return null;
    const { accounts, invitations } = this.#desk.book;
    const now = this.#desk.clock.now();
    return accounts
      .map(
        (account) =>
          ({
            id: account.id,
            login: account.login,
            name: account.name,
            organisation: account.organisation,
            grants: account.grants,
            state: account.state,
            secondFactor: account.secondFactor
              ? 'set'
              : needsSecondFactor(account.grants)
                ? 'awaited'
                : 'not-asked',
            isFederated: account.federated.length > 0,
            devices: this.#sessions.devicesOf(account.id, null).length,
            linkUntil:
              invitations.find((one) => one.account === account.id && one.expiresAt > now)?.expiresAt ?? null,
            isLastAdministrator: this.#isLastAdministrator(account),
            isOneself: by !== 'console' && by.kind === 'account' && by.account === account.id,
          }) as const,
      )
      .sort((one, other) => one.name.localeCompare(other.name, 'fr'));
  }

  /** The rights an account has now; undefined when there is no such account, or for who may not administer. */
  grantsOf(by: By, id: AccountId): readonly Grant[] | undefined {
    const account = this.#found(by, id);
    return 'kind' in account ? undefined : account.grants;
  }

  async #change(by: By, id: AccountId, to: (before: Account) => Account | AccountRefusal): Promise<Done> {
    const before = this.#found(by, id);
    if ('kind' in before) return before;
    const after = to(before);
    if ('kind' in after) return after;
    if (this.#isLastAdministrator(before) && !isAdministrator(after)) return { kind: 'LastAdministrator' };
    const what = whatChanged(before, after);
    if (!what) return { kind: 'done' };
    const { book, clock } = this.#desk;
    const endsSessions = after.state !== 'active' || (before.secondFactor !== null && !after.secondFactor);
    // Sessions first: whoever listens is told of rights that are already what they will be.
    const sessions = endsSessions ? this.#sessions.endingAll(id) : this.#sessions.following(before, after);
    const links = after.state === 'suspended' ? this.#invitations.endingAll(id) : [];
    const told = { at: clock.now(), who: by, what };
    await book.change([...sessions, ...links, { put: 'accounts', row: after }], told);
    return { kind: 'done' };
  }

  #found(by: By, id: AccountId): Account | AccountRefusal {
    if (!this.#mayAdminister(by)) return { kind: 'NotAllowed' };
    return this.#desk.book.account(id) ?? { kind: 'AccountUnknown' };
  }

  #mayAdminister(by: By): boolean {
    return by === 'console' || this.#holders.grantsOf(by).some(({ role }) => role === 'admin');
  }

  #isLastAdministrator(account: Account): boolean {
    return isAdministrator(account) && this.#desk.book.accounts.filter(isAdministrator).length === 1;
  }
}

function isAdministrator({ state, grants }: Account): boolean {
  return state === 'active' && grants.some(({ role }) => role === 'admin');
}

/** What the audit is told of a change; null when nothing changed. */
function whatChanged(before: Account, after: Account): What | null {
  const { id: account } = before;
  const roles = { before: rolesOf(before.grants), after: rolesOf(after.grants) };
  if (after.state !== before.state) {
    return after.state === 'suspended'
      ? { kind: 'AccountSuspended', account, before: roles.before }
      : { kind: 'AccountChanged', account, what: 'state', ...roles };
  }
  if (before.secondFactor !== null && after.secondFactor === null) {
    return { kind: 'SecondFactorSet', account, before: 'totp', after: 'none' };
  }
  if (JSON.stringify(before.grants) !== JSON.stringify(after.grants)) {
    return { kind: 'AccountChanged', account, what: 'grants', ...roles };
  }
  if (before.name !== after.name || before.organisation !== after.organisation) {
    return { kind: 'AccountChanged', account, what: 'names', ...roles };
  }
  return null;
}

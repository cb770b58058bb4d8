import { HOUR, plus } from '#shared/kernel/instant';
import { prefixOf } from './address-prefix.ts';
import type { Desk, TooOften, Visit } from './desk.ts';
import type { AccountId } from '#shared/kernel/ids';
import type { InvitationId } from './rows.ts';
import { hashPassword } from './password-hash.ts';
import { shortestPassword, whyNotPassword, type PasswordRefusal } from './password-rule.ts';
import { loginSchema, nameSchema, rolesOf, type Account, type Invitation } from './rows.ts';
import { needsSecondFactor } from './second-factor-roles.ts';
import type { Sessions } from './sessions.ts';
import type { SignedIn, SignIn } from './sign-in.ts';
import type { Change } from './store.ts';
import { drawToken, hashOfToken, isTokenShaped } from './token.ts';

export const INVITATION_HOURS = 72;
/** The first administrator's rights: to give rights to others. */
const ADMINISTRATOR = [{ role: 'admin' }] as const;

/** Where an invitation is taken. The token stands after the #: no address that reaches a server or its logs holds it. */
export function invitationLink(origin: string, token: string): string {
  return `${origin}/connexion/invitation#${token}`;
}

/** What someone who was invited is shown before they choose a password. */
export type Invited =
  | {
      readonly kind: 'account';
      readonly login: string;
      readonly name: string;
      readonly organisation: string;
      /** The shortest password, to be told before one is typed. */
      readonly atLeast: number;
    }
  | { readonly kind: 'first-administrator'; readonly atLeast: number };

export type InvitationRefusal =
  | { readonly kind: 'InvitationOver' }
  | { readonly kind: 'Malformed'; readonly field: 'login' | 'name' | 'organisation' }
  | PasswordRefusal
  | TooOften;

export class Invitations {
  readonly #desk: Desk;
  readonly #sessions: Sessions;
  readonly #signIn: SignIn;

  constructor(desk: Desk, sessions: Sessions, signIn: SignIn) {
    this.#desk = desk;
    this.#sessions = sessions;
    this.#signIn = signIn;
  }

  /**
   * The token of a link by which the first administrator comes in, for the person at the console; null once there is
   * one. A link made before stops working.
   */
  async forFirstAdministrator(): Promise<string | null> {
    if (this.#hasAdministrator()) return null;
    const { token, changes } = this.drawn(null);
    await this.#desk.book.change(changes);
    return token;
  }

  /** A new link for an account, in the place of the one before: changes still to be kept. */
  drawn(account: AccountId | null): { readonly token: string; readonly changes: readonly Change[] } {
    const { book, clock, chance } = this.#desk;
    const token = drawToken(chance);
    const earlier = book.invitations.filter((invitation) => invitation.account === account);
    const row: Invitation = {
      id: chance.uuid() as InvitationId,
      token: hashOfToken(token),
      account,
      expiresAt: plus(clock.now(), INVITATION_HOURS * HOUR),
    };
    return { token, changes: [...droppedOf(earlier), { put: 'invitations', row }] };
  }

  /** Links of an account, ended: changes still to be kept. */
  endingAll(account: AccountId): readonly Change[] {
    return droppedOf(this.#desk.book.invitations.filter((invitation) => invitation.account === account));
  }

  /** What a link invites to; it stays unused. */
  async look(token: string, visit: Visit): Promise<Invited | InvitationRefusal> {
    const seconds = await this.#wait(visit);
    if (seconds > 0) return { kind: 'TooOften', seconds };
    const found = this.#find(token);
    if (!found) return { kind: 'InvitationOver' };
    if (!found.account) {
      const atLeast = shortestPassword({ grants: [...ADMINISTRATOR], secondFactor: null });
      return { kind: 'first-administrator', atLeast };
    }
    const { login, name, organisation } = found.account;
    return { kind: 'account', login, name, organisation, atLeast: shortestPassword(found.account) };
  }

  /**
   * Takes an invitation, once: sets the password, and for the first administrator the names. Someone who had forgotten
   * their password comes in by the same way; their other sessions end, and their second factor is still asked for.
   */
  async take(
    typed: { token: string; password: string; login?: string; name?: string; organisation?: string },
    visit: Visit,
  ): Promise<SignedIn | InvitationRefusal> {
    const { chance, book, breached, clock } = this.#desk;
    const seconds = await this.#wait(visit);
    if (seconds > 0) return { kind: 'TooOften', seconds };
    const found = this.#find(typed.token);
    if (!found) return { kind: 'InvitationOver' };
    const before = found.account ?? this.#newAdministrator(typed);
    if ('kind' in before) return before;
    const hasSecondFactor = needsSecondFactor(before.grants) || before.secondFactor !== null;
    const refusal = whyNotPassword(typed.password, { ...before, hasSecondFactor }, breached);
    if (refusal) return refusal;

    const password = await hashPassword(typed.password, chance);
    // Read again: it may have been taken, withdrawn or suspended while the hash was computed.
    const still = this.#find(typed.token);
    if (!still) return { kind: 'InvitationOver' };
    const account: Account = { ...(still.account ?? before), password, state: 'active' };
    const who = { kind: 'anyone' } as const;
    const roles = rolesOf(account.grants);
    const what = {
      kind: 'AccountChanged',
      account: account.id,
      what: 'password',
      before: roles,
      after: roles,
    } as const;
    const kept = book.change(
      [
        ...droppedOf([still.invitation]),
        ...this.#sessions.endingAll(account.id),
        { put: 'accounts', row: account },
      ],
      { at: clock.now(), who: still.account ? who : 'console', what },
    );
    // In the same turn, so in the same transaction.
    const entering = this.#signIn.enter(account, visit, { by: 'invitation', hasSecondFactor: false });
    const [entered] = await Promise.all([entering, kept]);
    return entered;
  }

  /** Drops those that nobody took. */
  async dropOver(): Promise<void> {
    const now = this.#desk.clock.now();
    const over = this.#desk.book.invitations.filter(({ expiresAt }) => expiresAt <= now);
    if (over.length > 0) await this.#desk.book.change(droppedOf(over));
  }

  #find(token: string): { invitation: Invitation; account: Account | null } | null {
    const { book, clock } = this.#desk;
    const hash = isTokenShaped(token) ? hashOfToken(token) : null;
    const invitation = book.invitations.find((one) => one.token === hash);
    if (!invitation || invitation.expiresAt <= clock.now()) return null;
    if (invitation.account === null) return this.#hasAdministrator() ? null : { invitation, account: null };
    const account = book.account(invitation.account);
    return account && account.state !== 'suspended' ? { invitation, account } : null;
  }

  #newAdministrator(typed: {
    login?: string;
    name?: string;
    organisation?: string;
  }): Account | InvitationRefusal {
    const login = loginSchema.safeParse(typed.login);
    if (!login.success || this.#desk.book.accountOf(login.data)) return { kind: 'Malformed', field: 'login' };
    const name = nameSchema.safeParse(typed.name);
    if (!name.success) return { kind: 'Malformed', field: 'name' };
    const organisation = nameSchema.safeParse(typed.organisation);
    if (!organisation.success) return { kind: 'Malformed', field: 'organisation' };
    return {
      id: this.#desk.chance.uuid() as AccountId,
      login: login.data,
      name: name.data,
      organisation: organisation.data,
      grants: [...ADMINISTRATOR],
      state: 'invited',
      password: null,
      secondFactor: null,
      recovery: null,
      federated: [],
      devices: [],
    };
  }

  #hasAdministrator(): boolean {
    return this.#desk.book.accounts.some(
      ({ state, grants }) => state === 'active' && grants.some(({ role }) => role === 'admin'),
    );
  }

  #wait(visit: Visit): Promise<number> {
    return this.#desk.throttle.take('invitation from an address', prefixOf(visit.address));
  }
}

function droppedOf(invitations: readonly Invitation[]): Change[] {
  return invitations.map(({ id }) => ({ drop: 'invitations', id }));
}

import type { Grant } from '#shared/access/grant';
import type { AccountId } from '#shared/kernel/ids';
import type { Desk, Visit } from './desk.ts';
import type { Farewell } from './farewell.ts';
import { isLess, rolesOf, type Account, type Login } from './rows.ts';
import type { Sessions } from './sessions.ts';
import type { SignedIn, SignIn } from './sign-in.ts';
import type { What } from './told.ts';

/** Someone whom a provider has vouched for. */
export type FederatedPerson = {
  readonly issuer: string;
  readonly subject: string;
  readonly login: Login;
  readonly name: string;
  readonly organisation: string;
  /** What the rules of the deployment give them today. */
  readonly grants: readonly Grant[];
  readonly hasSecondFactor: boolean;
  /** What the provider wants back at the end of the session. */
  readonly farewell: Farewell;
};

export type FederatedRefusal =
  /** No rule gives them anything: their account, if they had one, has no right left. */
  | { readonly kind: 'NoRight' }
  | { readonly kind: 'AccountSuspended' }
  /** Somebody else has this address here; the two are never joined by an address alone. */
  | { readonly kind: 'LoginTaken' };

/**
 * Signs in whom a provider vouched for. The account is theirs by issuer and subject, never by address; its names and its
 * rights are what the provider and the rules say each time. `forget`: they are less than the last time.
 */
export async function enterFederated(
  { desk, sessions, signIn }: { desk: Desk; sessions: Sessions; signIn: SignIn },
  person: FederatedPerson,
  visit: Visit,
): Promise<(SignedIn & { readonly forget: boolean }) | FederatedRefusal> {
  const { book, clock } = desk;
  const { issuer, subject, login, name, organisation, grants } = person;
  const told = (what: What) => ({ at: clock.now(), who: { kind: 'anyone' }, what }) as const;
  const before = book.accounts.find(({ federated }) =>
    federated.some((one) => one.issuer === issuer && one.subject === subject),
  );
  if (before?.state === 'suspended') {
    await book.change([], told({ kind: 'SignInRefused', why: 'not-active', account: before.id }));
    return { kind: 'AccountSuspended' };
  }
  if (!before && grants.length === 0) {
    await tellRefused(desk);
    return { kind: 'NoRight' };
  }
  if (!before && book.accountOf(login)) {
    await tellRefused(desk);
    return { kind: 'LoginTaken' };
  }

  const base = before ?? newAccount(desk.chance.uuid() as AccountId, login, { issuer, subject });
  const account: Account = { ...base, name, organisation, grants: [...grants], state: 'active' };
  const what = whatChanged(before, account);
  const ends =
    grants.length === 0
      ? sessions.endingAll(account.id)
      : before && what
        ? sessions.following(before, account)
        : [];
  const kept = book.change([...ends, { put: 'accounts', row: account }], ...(what ? [told(what)] : []));
  if (grants.length === 0) {
    await kept;
    return { kind: 'NoRight' };
  }
  // In the same turn, so in the same transaction.
  const { hasSecondFactor, farewell } = person;
  const [entered] = await Promise.all([
    signIn.enter(account, visit, { by: 'provider', hasSecondFactor, farewell }),
    kept,
  ]);
  return { ...entered, forget: before !== undefined && isLess(grants, before.grants) };
}

/** Tells the audit of somebody whom a provider did not bring in: nobody here knows who. */
export function tellRefused({ book, clock }: Desk): Promise<void> {
  const what = { kind: 'SignInRefused', why: 'provider', account: null } as const;
  return book.change([], { at: clock.now(), who: { kind: 'anyone' }, what });
}

function newAccount(id: AccountId, login: Login, federated: Account['federated'][number]): Account {
  return {
    id,
    login,
    name: '',
    organisation: '',
    grants: [],
    state: 'active',
    password: null,
    secondFactor: null,
    recovery: null,
    federated: [federated],
    devices: [],
  };
}

function whatChanged(before: Account | undefined, after: Account): What | null {
  if (!before) return { kind: 'AccountInvited', account: after.id, after: rolesOf(after.grants) };
  if (JSON.stringify(before.grants) === JSON.stringify(after.grants)) return null;
  const roles = { before: rolesOf(before.grants), after: rolesOf(after.grants) };
  return { kind: 'AccountChanged', account: after.id, what: 'grants', ...roles };
}

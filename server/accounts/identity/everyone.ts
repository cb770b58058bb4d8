import type { AccountId } from '#shared/kernel/ids';
import type { Holder } from '../holder.ts';
import type { Account, Session } from './rows.ts';
import { TABLES, type Change, type Kept, type TableName, type Tables } from './store.ts';

/** Every row, in memory. */
export type Everyone = { readonly [Name in TableName]: Map<Tables[Name]['id'], Tables[Name]> };

/** As it is before a store was read. */
export function nobody(): Everyone {
  return { accounts: new Map(), sessions: new Map(), screens: new Map(), invitations: new Map() };
}

/** Leaves nobody: what is known may not be so. */
export function clear(everyone: Everyone): void {
  for (const name of TABLES) everyone[name].clear();
}

/** Puts what a store keeps in the place of all that is there. */
export function replace(everyone: Everyone, kept: Kept): void {
  clear(everyone);
  for (const row of kept.accounts) everyone.accounts.set(row.id, row);
  for (const row of kept.sessions) everyone.sessions.set(row.id, row);
  for (const row of kept.screens) everyone.screens.set(row.id, row);
  for (const row of kept.invitations) everyone.invitations.set(row.id, row);
}

/** A change of a row: every other one is of the journal's chain. */
export type RowChange = Extract<Change, { readonly put: TableName } | { readonly drop: TableName }>;

/** Applies one change; gives the holders whose rights it touches. */
export function apply(everyone: Everyone, change: RowChange): Holder[] {
  const { accounts, sessions, screens, invitations } = everyone;
  if ('put' in change) {
    switch (change.put) {
      case 'accounts': {
        const before = accounts.get(change.row.id);
        accounts.set(change.row.id, change.row);
        return before && rightsIn(before) === rightsIn(change.row) ? [] : holdersOf(everyone, change.row.id);
      }
      case 'sessions': {
        const before = sessions.get(change.row.id);
        sessions.set(change.row.id, change.row);
        return before && before.stage === change.row.stage ? [] : [holderBehind(change.row)];
      }
      case 'screens': {
        const before = screens.get(change.row.id);
        screens.set(change.row.id, change.row);
        const isSame = before && JSON.stringify(before.grant) === JSON.stringify(change.row.grant);
        return isSame ? [] : [{ kind: 'screen', screen: change.row.id }];
      }
      case 'invitations':
        invitations.set(change.row.id, change.row);
        return [];
    }
  }
  switch (change.drop) {
    case 'accounts': {
      const held = holdersOf(everyone, change.id);
      accounts.delete(change.id);
      return held;
    }
    case 'sessions': {
      const session = sessions.get(change.id);
      sessions.delete(change.id);
      return session ? [holderBehind(session)] : [];
    }
    case 'screens':
      return screens.delete(change.id) ? [{ kind: 'screen', screen: change.id }] : [];
    case 'invitations':
      invitations.delete(change.id);
      return [];
  }
}

function holdersOf({ sessions }: Everyone, account: AccountId): Holder[] {
  return [...sessions.values()].filter((session) => session.account === account).map(holderBehind);
}

function holderBehind({ account, id }: Session): Holder {
  return { kind: 'account', account, session: id };
}

/** What, when it changes, changes what an account may do. */
function rightsIn({ grants, state, secondFactor }: Account): string {
  return JSON.stringify([grants, state, secondFactor !== null]);
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RedisClientOptions } from 'redis';
import { canonicalJson } from '#server/log/snapshot';
import type { Chance } from '#server/ports/chance';
import { IDENTITY_FILE, openEmbeddedStore } from './embedded-store.ts';
import { openFarewell, sealFarewell } from './farewell.ts';
import { KEY_FILE, openKey, type ServerKey } from './key.ts';
import { openRedisStore } from './redis-store.ts';
import type { Account, Session } from './rows.ts';
import { seal, unseal } from './sealed.ts';
import { TABLES, type IdentityStore, type Kept } from './store.ts';

const PAGE = 500;

export type AccountsMove = {
  /** Folder of a server that is stopped. */
  readonly from: string;
  readonly to: RedisClientOptions;
  readonly territory: string;
  /** The secret that this server had; null where it was made by itself, beside the identities. */
  readonly oldSecret: string | null;
  /** The one that every server on Redis will have: what was sealed under the old one is sealed under this. */
  readonly secret: string;
  readonly chance: Chance;
};

/** What both were found to hold. `already`: it was there before. */
export type AccountsMoved = {
  readonly [Name in (typeof TABLES)[number]]: number;
} & { readonly auditRows: number; readonly already: boolean };

/**
 * Moves who people and screens are, and the chained journal, from a folder into Redis, then reads both and compares them.
 * Moved again, it finds that it is there; cut short, it goes on. The folder stays as it was. Null: it holds none.
 * @throws Error when Redis holds others already, when a server holds the folder, when a secret is not the one, or when
 * the two differ
 */
export async function moveAccounts({
  from,
  to,
  territory,
  oldSecret,
  secret,
  chance,
}: AccountsMove): Promise<AccountsMoved | null> {
  if (!existsSync(join(from, IDENTITY_FILE))) return null;
  if (oldSecret === null && !existsSync(join(from, KEY_FILE)))
    throw new Error('The secret of this folder is not in it: give the one that its server had.');
  const keys = { before: openKey(from, oldSecret, chance), after: openKey(from, secret, chance) };
  const source = openEmbeddedStore(from);
  try {
    if ((await source.keyCheck(keys.before.check)) !== keys.before.check)
      throw new Error('The accounts of this folder were sealed under another secret: nothing was moved.');
    const kept = await source.load();
    const target = await openRedisStore(to, territory);
    try {
      const already = await put(source, kept, target, { ...keys, chance });
      return { ...(await compare(source, kept, target, keys)), already };
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

type Keys = { readonly before: ServerKey; readonly after: ServerKey };

/** Whether it was there before. The journal goes first, the rest in one step: without it nobody has been moved. */
async function put(
  source: IdentityStore,
  kept: Kept,
  target: IdentityStore,
  { before, after, chance }: Keys & { readonly chance: Chance },
): Promise<boolean> {
  const there = await target.load();
  if ((await target.keyCheck(after.check)) !== after.check)
    throw new Error('The Redis server holds accounts sealed under another secret: nothing was moved.');
  if (TABLES.some((table) => there[table].length > 0)) {
    if (idsOf(there) === idsOf(kept)) return true;
    throw new Error('The Redis server already holds accounts of this territory: nothing was moved.');
  }
  if (there.head.n > kept.head.n)
    throw new Error('The Redis server already holds a journal of this territory: nothing was moved.');
  if (there.head.n === 0 && kept.anchor.n > 0) await target.commit([{ forget: kept.anchor }]);
  for (let n = Math.max(there.head.n, kept.anchor.n); ;) {
    const rows = await source.auditRows(n, PAGE);
    if (rows.length > 0) await target.commit(rows.map((row) => ({ tell: row })));
    if (rows.length < PAGE) break;
    n = rows.at(-1)?.n ?? n;
  }
  const account = (row: Account) => accountUnder(row, before, after, chance);
  const session = (row: Session) => sessionUnder(row, before, after, chance);
  await target.commit([
    ...kept.accounts.map((row) => ({ put: 'accounts', row: account(row) }) as const),
    ...kept.sessions.map((row) => ({ put: 'sessions', row: session(row) }) as const),
    ...kept.screens.map((row) => ({ put: 'screens', row }) as const),
    ...kept.invitations.map((row) => ({ put: 'invitations', row }) as const),
  ]);
  return false;
}

function accountUnder(row: Account, before: ServerKey, after: ServerKey, chance: Chance): Account {
  const { secondFactor } = row;
  if (!secondFactor) return row;
  const secret = unseal(secondFactor.sealed, row.id, before.sealing);
  return { ...row, secondFactor: { ...secondFactor, sealed: seal(secret, row.id, after.sealing, chance) } };
}

function sessionUnder(row: Session, before: ServerKey, after: ServerKey, chance: Chance): Session {
  const farewell = openFarewell(row, { key: before });
  if (!farewell) return row;
  return { ...row, provider: sealFarewell(farewell, { id: row.account }, { key: after, chance }) };
}

/** Reads both, opens what is sealed in each, and counts. */
async function compare(
  source: IdentityStore,
  kept: Kept,
  target: IdentityStore,
  { before, after }: Keys,
): Promise<Omit<AccountsMoved, 'already'>> {
  const moved = await target.load();
  const [ours, theirs] = [plainOf(kept, before), plainOf(moved, after)];
  let auditRows = 0;
  for (let n = kept.anchor.n; ;) {
    const [here, there] = [await source.auditRows(n, PAGE), await target.auditRows(n, PAGE)];
    if (canonicalJson(here) !== canonicalJson(there)) throw new Error('The two journals differ.');
    auditRows += here.length;
    if (here.length < PAGE) break;
    n = here.at(-1)?.n ?? n;
  }
  if (ours !== theirs) throw new Error('The accounts of the folder and those in Redis differ.');
  const { accounts, sessions, screens, invitations } = moved;
  return {
    accounts: accounts.length,
    sessions: sessions.length,
    screens: screens.length,
    invitations: invitations.length,
    auditRows,
  };
}

/** All of it as one text, in one order, with what was sealed in the place of its seal. It stays in this process. */
function plainOf({ accounts, sessions, screens, invitations, head, anchor }: Kept, key: ServerKey): string {
  const opened = {
    accounts: accounts.map((row) => {
      const { secondFactor } = row;
      const secret = secondFactor && unseal(secondFactor.sealed, row.id, key.sealing).toString('hex');
      return { ...row, secondFactor: secondFactor && { ...secondFactor, sealed: secret } };
    }),
    sessions: sessions.map((row) => ({ ...row, provider: openFarewell(row, { key }) })),
    screens,
    invitations,
  };
  const sorted = Object.values(opened).map((rows) =>
    rows.toSorted((one, other) => one.id.localeCompare(other.id)),
  );
  return canonicalJson({ sorted, head: { ...head }, anchor: { ...anchor } });
}

function idsOf(kept: Kept): string {
  return canonicalJson(TABLES.map((table) => kept[table].map(({ id }) => String(id)).sort()));
}

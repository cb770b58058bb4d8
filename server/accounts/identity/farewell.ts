import type { Desk } from './desk.ts';
import type { Account, Session } from './rows.ts';
import { seal, unseal } from './sealed.ts';

/** What a provider wants back when somebody signs out: the token by which it vouched for them. */
export type Farewell = { readonly provider: string; readonly idToken: string };

/** A longer one would not fit the address that it is given back in. */
const LONGEST = 8_000;

/** Sealed, for the row of a session: a copy of the store gives no token to anyone. Null for one that is too long. */
export function sealFarewell(
  { provider, idToken }: Farewell,
  account: Pick<Account, 'id'>,
  { key, chance }: Pick<Desk, 'key' | 'chance'>,
): Session['provider'] {
  if (idToken.length > LONGEST) return null;
  return {
    id: provider,
    sealed: seal(Buffer.from(idToken), about(account.id, provider), key.farewells, chance),
  };
}

/** @throws Error when it was sealed for another account, by another key, or changed since */
export function openFarewell(
  { account, provider }: Pick<Session, 'account' | 'provider'>,
  { key }: Pick<Desk, 'key'>,
): Farewell | null {
  if (!provider) return null;
  const idToken = unseal(provider.sealed, about(account, provider.id), key.farewells).toString();
  return { provider: provider.id, idToken };
}

/** Of the account and not of the session: it goes from one to the next when a second factor opens another. */
function about(account: Account['id'], provider: string): string {
  return `farewell ${provider} ${account}`;
}
